/** What somebody typed as an amount (`84,20`, `1 084.2`) in minor units; undefined when it is none. */
export function cents(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0€₽]/g, "").replace(",", ".");
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return undefined;
  const [whole = "0", part = ""] = plain.split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** Minor units as one types them. */
export function typed(amount: number, comma: boolean): string {
  return (amount / 100).toFixed(2).replace(".", comma ? "," : ".");
}
