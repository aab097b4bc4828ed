/**
 * Readings typed without network: kept on the device with the day they were taken, sent later.
 *
 * Each carries its own `client_id`, so that a repeat is not a second reading, and the account that
 * typed it, so that nobody else's session sends it.
 */
import { STORE } from "./store";

export interface Kept<Form> {
  client_id: string;
  operator: string;
  account: string;
  point: string;
  form: Form;
  /** The picture of the dial that goes with it. */
  photo?: Blob;
}

const SHELF = "readings";

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "client_id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  try {
    return await new Promise<T>((done, failed) => {
      const asked = work(base.transaction(SHELF, mode).objectStore(SHELF));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  } finally {
    base.close();
  }
}

export async function keep<Form>(entry: Kept<Form>): Promise<void> {
  await within("readwrite", (store) => store.put(entry));
}

export async function drop(clientId: string): Promise<void> {
  await within("readwrite", (store) => store.delete(clientId));
}

/** What an account of an operator still has to send, nothing where the device keeps no store. */
export async function waiting<Form>(operator: string, account: string): Promise<Kept<Form>[]> {
  const all = await within("readonly", (store) => store.getAll() as IDBRequest<Kept<Form>[]>).catch(() => []);
  return all.filter((entry) => entry.operator === operator && entry.account === account);
}

/**
 * Sends what waits, oldest first. `send` says what became of one: "sent", "refused" (dropped: its
 * sender will be told by the page), or "later" (the network is still away; the rest waits too).
 */
export async function flush<Form>(
  entries: readonly Kept<Form>[],
  send: (entry: Kept<Form>) => Promise<"sent" | "refused" | "later">,
): Promise<number> {
  let gone = 0;
  for (const entry of entries) {
    if ((await send(entry)) === "later") break;
    await drop(entry.client_id);
    gone += 1;
  }
  return gone;
}
