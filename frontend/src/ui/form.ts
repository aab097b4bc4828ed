import { useState } from "preact/hooks";
import { Problem } from "../api";

type Faults = Record<string, string>;

interface Sending {
  busy: boolean;
  /** A refusal that belongs to no field. */
  refused: unknown;
  faults: Faults;
  fault: (faults: Faults) => void;
  /** Runs `work` once at a time; sorts its refusal to fields or to the form. */
  send: (work: () => Promise<void>) => Promise<void>;
}

/** The state of a form that is sent: busy, refused, which fields are wrong. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const [faults, setFaults] = useState<Faults>({});
  const send = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setRefused(undefined);
    setFaults({});
    try {
      await work();
    } catch (error) {
      const fields = error instanceof Problem ? Object.entries(error.fields ?? {}) : [];
      setFaults(Object.fromEntries(fields.map(([name, { detail }]) => [name, detail])));
      if (fields.length === 0) setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const fault = (wrong: Faults): void => {
    setRefused(undefined);
    setFaults(wrong);
  };
  return { busy, refused, faults, fault, send };
}

/** Puts the reader at the first wrong field of a form. */
export function toFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
}
