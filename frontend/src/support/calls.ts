/** What help and messages ask of the API. */
import type { components } from "../api.gen";
import { at, call, query } from "../api";

type Schemas = components["schemas"];
export type Ticket = Schemas["TicketAnswer"];
export type TicketAbout = Ticket["about"];
export type TicketState = Ticket["state"];
export type Tickets = Schemas["TicketsAnswer"];
type Form<T, Needed extends keyof T> = Pick<T, Needed> & Partial<Omit<T, Needed>>;
export type TicketForm = Form<Schemas["TicketForm"], "about" | "message">;
export type TicketDraft = Schemas["DraftAnswer"];
export type TicketThread = Schemas["ThreadAnswer"];
export type TicketEntry = Schemas["EntryAnswer"];
export type TicketFile = Schemas["FileForm"];
export type HelpForm = Form<Schemas["HelpForm"], "email" | "message">;

/** All of the reader's tickets, or those that touch one payment, invoice or supply point. */
export const tickets = (reference?: string) =>
  call<Tickets>("GET", `/tickets${query({ reference })}`, { stay: reference !== undefined });
/** How many answers were not looked at yet; nobody is sent to sign in for it. */
export const unreadAnswers = () => call<Tickets>("GET", "/tickets", { stay: true }).then(({ unread }) => unread);
export const ticket = (number: string) => call<TicketThread>("GET", `/tickets/${at(number)}`);
export const ticketDraft = (about: TicketAbout, reference: string) =>
  call<TicketDraft>("GET", `/tickets/draft${query({ about, reference })}`);
export const askTicket = (form: TicketForm) =>
  call<Ticket>("POST", "/tickets", { body: form });
export const writeTicket = (number: string, message: string, attachments: TicketFile[]) =>
  call<TicketThread>("POST", `/tickets/${at(number)}/messages`, {
    body: { message, attachments },
  });
export const setTicketState = (number: string, state: "open" | "resolved") =>
  call<TicketThread>("PUT", `/tickets/${at(number)}/state`, { body: { state } });
export const ticketSeen = (number: string) => call<void>("PUT", `/tickets/${at(number)}/seen`);
export const ticketFile = (number: string, attachment: string) =>
  call<{ url: string }>("POST", `/tickets/${at(number)}/attachments/${at(attachment)}`);
export const announceFile = (content_type: string, size: number) =>
  call<{ attachment: string; url: string }>("POST", "/tickets/attachments", {
    body: { content_type, size },
  });
export const askFromOutside = (form: HelpForm) =>
  call<{ ticket: string }>("POST", "/help-requests", { body: form, stay: true });
