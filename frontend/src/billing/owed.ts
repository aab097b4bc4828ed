import { plusDays, period } from "../../core/format";
import type { Invoice } from "../wire";

/** The open invoice that falls due first; one whose payment is on its way is not asked for again. */
export function nextToPay(invoices: readonly Invoice[]): Invoice | undefined {
  return invoices
    .filter((each) => each.open_cents > 0 && each.state !== "pending")
    .toSorted((a, b) => ((a.due_on ?? "") < (b.due_on ?? "") ? -1 : 1))[0];
}

/** An invoice's period in words; the API says the first day after it, a reader the last day in it. */
export function periodOf(invoice: Pick<Invoice, "period">): string {
  const { from_on, until_on } = invoice.period;
  return period(from_on, until_on > from_on ? plusDays(until_on, -1) : until_on);
}
