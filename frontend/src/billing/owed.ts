import { month, period, plusDays, plusMonths } from "../../core/format";
import { t } from "../../core/i18n";
import type { Invoice, InvoicePeriod } from "../wire";

/** What can be paid now, the first to fall due first; what is on its way is not asked for again. */
export function payable(invoices: readonly Invoice[]): Invoice[] {
  return invoices
    .filter((each) => each.open_cents > 0 && each.state !== "pending")
    .toSorted((a, b) => dueOn(a).localeCompare(dueOn(b)) || a.number.localeCompare(b.number));
}

/** The open invoice that falls due first. */
export function nextToPay(invoices: readonly Invoice[]): Invoice | undefined {
  return payable(invoices)[0];
}

/** The day by which it is asked for; one without a term is owed from its issue on. */
export function dueOn(invoice: Invoice): string {
  return invoice.due_on ?? invoice.issued_on;
}

/** What is still open of some invoices. */
export function openOf(invoices: readonly Invoice[]): number {
  return invoices.reduce((sum, each) => sum + each.open_cents, 0);
}

/** A period in words: a whole month by its name, else its first and last day. */
export function periodOf({ period: { from_on, until_on } }: { period: InvoicePeriod }): string {
  if (from_on.endsWith("-01") && until_on === plusMonths(from_on, 1)) return month(from_on);
  return period(from_on, until_on > from_on ? plusDays(until_on, -1) : until_on);
}

/** The fluids of an invoice in words. */
export function fluidsOf(invoice: Pick<Invoice, "energies">): string {
  return invoice.energies.map((energy) => t(`units.${energy}`)).join(", ");
}

/** An invoice by what it is about, as in `Gaz : octobre 2026`. */
export function titleOf(invoice: Invoice): string {
  return t("bills.owed.of", { energy: fluidsOf(invoice), period: periodOf(invoice) });
}
