/** Where the page is: its operator, its language, and the addresses of its neighbours. */
import type { Facts, Language } from "./facts";

/** The pages of staff. */
export type CounterPage =
  | "counter" | "counter/customer" | "counter/paper" | "counter/bills" | "counter/transfers"
  | "counter/tickets" | "counter/trail" | "counter/clerks";

export type PageName =
  | CounterPage
  | "login" | "signup" | "activate" | "recover" | "alarm" | "terms" | "help" | "offline" | "verify"
  | "confirm-email" | "letter" | "safety" | "home" | "usage" | "reading" | "readings" | "send-reading"
  | "bills" | "bill" | "pay" | "means" | "plan" | "consents" | "profile" | "more"
  | "forecast" | "proofs"
  | "messages" | "company"
  | "simulate" | "tempo" | "notices";

let facts: Facts;
let spoken: Language = "fr";
let here: PageName = "login";

/** Says where this page stands; once, before anything is drawn. */
export function place(operator: Facts, language: Language, page: PageName): void {
  facts = operator;
  spoken = language;
  here = page;
}

export function operator(): Facts {
  return facts;
}

export function pageName(): PageName {
  return here;
}

/** The file of a page's entry: pages of one room share a folder in the address only. */
export function entryOf(page: string): string {
  return page.replaceAll("/", "-");
}

/** The address of a page of this operator: ids go in the query, since pages are real files. */
export function to(page: PageName, query: Record<string, string> = {}, language = spoken): string {
  const asked = new URLSearchParams(query).toString();
  return `/${facts.code}/${language}/${page}/${asked ? `?${asked}` : ""}`;
}
