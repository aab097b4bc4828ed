/** What the counter's pages ask of the API. */
import type { components } from "../api.gen";
import { call } from "../api";
import type { Invoices, ReadingForm } from "../wire";

type Schemas = components["schemas"];
export type Desk = Schemas["DeskAnswer"];
export type Found = Schemas["CustomerFound"];
export type Card = Schemas["CustomerCard"];
export type Sheet = Schemas["SheetAnswer"];
export type Act = Schemas["TrailEntry"];
export type Clerk = Schemas["ClerkSeen"];
export type Point = Schemas["SupplyPointAnswer"];
export type ReadingSeen = Schemas["ReadingAnswer"];
export type Receipt = Schemas["ReadingReceipt"];
export type Paid = Schemas["CustomerPaymentAnswer"];
export type Payments = Schemas["CustomerPaymentsAnswer"];
export type Taken = Schemas["TakenAnswer"];
export type Transfer = Schemas["TransferAnswer"];
export type Review = Schemas["ReviewAnswer"];
export type ReviewDetail = Schemas["ReviewDetail"];
export type Run = Schemas["RunAnswer"];
export type DryRun = Schemas["DryRunAnswer"];
export type Issued = Schemas["IssuedAnswer"];
export type Ticket = Schemas["OfficeTicket"];
export type Thread = Schemas["OfficeThread"];
export type TicketState = Ticket["state"];
export type Document = Schemas["IdentityForm"]["document"];
export type Means = Schemas["TakenForm"]["means"];
export type ClerkRole = Schemas["ClerkChangeForm"]["role"];

const at = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>("GET", `/office${path}`);
const post = <T>(path: string, body?: unknown): Promise<T> =>
  call<T>("POST", `/office${path}`, body === undefined ? {} : { body });
const put = <T>(path: string, body: unknown): Promise<T> => call<T>("PUT", `/office${path}`, { body });
const query = (values: Record<string, string | undefined>): string => {
  const given = Object.entries(values).filter((each): each is [string, string] => !!each[1]);
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : "";
};
const customer = (number: string): string => `/customers/${at(number)}`;
const review = (of: Review): string => `/reviews/${at(of.customer)}/${at(of.contract)}`;

export const desk = () => get<Desk>("/desk");
export const find = (text: string, place?: string) =>
  get<{ items: Found[] }>(`/customers${query({ text, place })}`);
export const ownerOf = (invoice: string) =>
  get<{ number: string; customer: string }>(`/invoices/${at(invoice)}`);
export const card = (number: string) => get<Card>(customer(number));
export const actsAbout = (number: string) => get<{ items: Act[] }>(`${customer(number)}/trail`);
export const points = (number: string) => get<{ items: Point[] }>(`${customer(number)}/supply-points`);
export const readings = (number: string, point: string) =>
  get<{ items: ReadingSeen[] }>(`${customer(number)}/supply-points/${at(point)}/readings`);
export const invoices = (number: string, limit: number) =>
  get<Invoices>(`${customer(number)}/invoices${query({ limit: `${limit}` })}`);
export const documentOf = (number: string, invoice: string) =>
  post<{ url: string }>(`${customer(number)}/invoices/${at(invoice)}/document`);
export const correct = (number: string, invoice: string) =>
  post<Issued>(`${customer(number)}/invoices/${at(invoice)}/correction`);
export const capLeak = (number: string, invoice: string) =>
  post<Issued>(`${customer(number)}/invoices/${at(invoice)}/leak-cap`);
export const payments = (number: string) => get<Payments>(`${customer(number)}/payments`);

export interface Seen {
  document: Document;
  checked: boolean;
}
export const register = (number: string, seen: Seen, more: Record<string, string>) =>
  post<Sheet>("/registrations", { customer: number, ...seen, ...more });
export const newPassword = (number: string, seen: Seen) =>
  post<Sheet>(`${customer(number)}/password`, seen);
export const unlock = (number: string, seen: Seen) => post<void>(`${customer(number)}/unlock`, seen);

export const writeReading = (point: string, form: ReadingForm) =>
  post<Receipt>(`/supply-points/${at(point)}/readings`, form);
/** `key` makes a repeat of the same press the same money. */
export const take = (
  number: string,
  form: { amount_cents: number; means: Means; invoices: string[] },
  key: string,
) => call<Taken>("POST", `/office${customer(number)}/payments`, { body: form, headers: { "Idempotency-Key": key } });
export const refund = (payment: string, amount_cents: number, key: string) =>
  call<{ refund: string }>("POST", `/office/payments/${at(payment)}/refunds`, {
    body: { amount_cents },
    headers: { "Idempotency-Key": key },
  });
/** Of money taken at the counter, which is handed back there. */
export const handBack = (number: string, payment: string, amount_cents: number, key: string) =>
  call<{ refund: string }>("POST", `/office/customers/${at(number)}/payments/${at(payment)}/refunds`, {
    body: { amount_cents },
    headers: { "Idempotency-Key": key },
  });
export const transfers = () => get<{ items: Transfer[] }>("/transfers");
export const assign = (transfer: string, number: string, invoices: string[]) =>
  post<Taken>(`/transfers/${at(transfer)}/assignment`, { customer: number, invoices });

export const reviews = () => get<{ items: Review[] }>("/reviews");
export const reviewed = (of: Review) => get<ReviewDetail>(review(of));
export const release = (of: Review, total_cents: number) =>
  post<Issued>(`${review(of)}/release`, { total_cents });
export const hold = (of: Review, note: string) => post<void>(`${review(of)}/hold`, { note });
export const again = (of: Review) => post<Issued>(`${review(of)}/again`);
export const runs = () => get<{ items: Run[] }>("/runs");
export const resume = (on: string) => post<{ messages: number }>(`/runs/${on}/resume`);
export const rehearse = (on: string) => post<DryRun>("/dry-runs", { on });
export const rehearsal = (dryRun: string) => get<DryRun>(`/dry-runs/${at(dryRun)}`);

export const tickets = (queue: string, customer?: string, cursor?: string) =>
  get<{ items: Ticket[]; next: string | null }>(`/tickets${query({ queue, customer, cursor })}`);
export const thread = (ticket: string) => get<Thread>(`/tickets/${at(ticket)}`);
export const answer = (ticket: string, message: string, state: TicketState) =>
  post<Thread>(`/tickets/${at(ticket)}/messages`, { message, state });
export const note = (ticket: string, text: string) =>
  post<Thread>(`/tickets/${at(ticket)}/notes`, { text });
export const move = (ticket: string, state: TicketState) =>
  put<Thread>(`/tickets/${at(ticket)}/state`, { state });
export const takeOn = (ticket: string, mine: boolean) =>
  put<Thread>(`/tickets/${at(ticket)}/clerk`, { mine });
export const attach = (ticket: string, customer: string) =>
  put<Thread>(`/tickets/${at(ticket)}/customer`, { customer });
export const attachment = (ticket: string, file: string) =>
  post<{ url: string }>(`/tickets/${at(ticket)}/attachments/${at(file)}`);

export const trail = (on: string, cursor?: string) =>
  get<{ items: Act[]; next: string | null }>(`/trail${query({ on, cursor })}`);
export const clerks = () => get<{ items: Clerk[] }>("/clerks");
export const invite = (form: Schemas["ClerkForm"]) => post<Clerk>("/clerks", form);
export const changeClerk = (account: string, role: ClerkRole) =>
  put<Clerk>(`/clerks/${at(account)}`, { role });
export const inviteAgain = (account: string) => post<void>(`/clerks/${at(account)}/invitation`);

export const beginTotp = (password: string) =>
  call<Schemas["TotpAnswer"]>("POST", "/factors/totp", { body: { password } });
export const confirmTotp = (challenge: string, code: string) =>
  call<Schemas["RecoveryCodesAnswer"]>("POST", "/factors/totp/confirm", { body: { challenge, code } });
