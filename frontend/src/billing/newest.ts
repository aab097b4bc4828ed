import { invoices } from "../api";
import type { Invoices, InvoiceState } from "../wire";

const PAGE = 60;

/** The newest invoices in a state, as many as wanted, however many pages that takes. */
export async function newest(wanted: number, state?: InvoiceState): Promise<Invoices> {
  let page = await invoices(undefined, state, Math.min(wanted, PAGE));
  const items = [...page.items];
  while (page.next && items.length < wanted) {
    page = await invoices(page.next, state, Math.min(wanted - items.length, PAGE));
    items.push(...page.items);
  }
  return { ...page, items };
}
