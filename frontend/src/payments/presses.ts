/** The same press, repeated or reloaded, is the same payment: its key lives with the tab. */

const nameOf = (invoices: readonly string[], cents: number | null): string =>
  `pay:${[...invoices].sort().join(",")}:${cents ?? ""}`;

export function keyOf(invoices: readonly string[], cents: number | null): string {
  const name = nameOf(invoices, cents);
  const kept = sessionStorage.getItem(name);
  if (kept) return kept;
  const made = crypto.randomUUID();
  sessionStorage.setItem(name, made);
  return made;
}

/** After a refusal, or once it is sent, the next try is a new payment. */
export function forgetKey(invoices: readonly string[], cents: number | null): void {
  sessionStorage.removeItem(nameOf(invoices, cents));
}

/** What a person typed as an amount, in cents; undefined when it is none. */
export function centsOf(typed: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0\u202f€₽]/g, ""));
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
