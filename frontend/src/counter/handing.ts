/** What is handed over on paper: it travels to the page that prints it inside this tab only. */
import type { Language } from "../../core/facts";
import { operator, to } from "../../core/page";
import type { Sheet } from "./calls";

const KEY = "comptoir.paper";

export interface AccessSheet {
  kind: "sheet";
  back: string;
  sheet: Sheet;
}
export interface PaidSlip {
  kind: "receipt";
  back: string;
  receipt: string;
  at: string;
  cents: number;
  means: string;
  number: string;
  name: string;
  address: string;
  invoices: { number: string; cents: number }[];
  credit: number;
  clerk: string;
}
export type Paper = AccessSheet | PaidSlip;

/** Opens the paper in the language of whoever takes it home. */
export function handOut(paper: Paper, language: string | null): void {
  sessionStorage.setItem(KEY, JSON.stringify(paper));
  const offered = operator().languages;
  const spoken = offered.find((each) => each === language) ?? offered[0];
  location.assign(to("counter/paper", {}, spoken as Language));
}

export function paper(): Paper | undefined {
  const kept = sessionStorage.getItem(KEY);
  return kept ? (JSON.parse(kept) as Paper) : undefined;
}

/** A password is on the paper and nowhere else. */
export function forget(): void {
  sessionStorage.removeItem(KEY);
}
