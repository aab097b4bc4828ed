/** The digits of a dial as a person types them. */

/** Only digits, no more than the dial has; leading zeros are the dial's, not the number's. */
export function typed(text: string, digits: number): string {
  const only = text.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  return only.slice(0, digits);
}

/** One character for each drum, right-aligned; `ghost` marks the zeros that nobody typed. */
export function drums(value: string, digits: number): { digit: string; ghost: boolean }[] {
  const padded = value.padStart(digits, "0");
  return [...padded].map((digit, at) => ({ digit, ghost: at < digits - value.length }));
}

/** What was used since the last index, as a first look; the server judges. */
export function since(value: string, last: number | undefined): number | undefined {
  if (value === "" || last === undefined) return undefined;
  return Number(value) - Math.floor(last);
}
