/** Quantities and unit prices of a line, as the printed invoice writes them. */
import { money, upTo } from "../../core/format";
import { language, maybe, t } from "../../core/i18n";
import type { InvoiceLine } from "../wire";

const SPACE = "\u00a0";

function rate(percent: string): string {
  return `${upTo(Number(percent), 4)}${language() === "en" ? "" : SPACE}%`;
}

/** `412 kWh`, `30 jours`, `4,23 €`; nothing for a single piece. */
export function quantity(line: InvoiceLine, currency: string): string | undefined {
  const value = Number(line.quantity);
  if (line.unit === currency) return money(Math.round(value * 100), currency);
  if (line.unit === "one") return value === 1 ? undefined : upTo(value, 3);
  const counted = maybe(`document.unit.${line.unit}`, { count: value });
  if (line.unit === "day" || line.unit === "month") return counted;
  return `${upTo(value, 3)}${SPACE}${counted ?? line.unit}`;
}

/** `0,1296 €/kWh`, `121,32 €/an`, `15 %`. */
function price(line: InvoiceLine, currency: string): string {
  if (line.unit === currency) return rate(line.unit_price);
  const cents = Number(line.unit_price) * 100;
  const fine = Math.abs(cents - Math.round(cents)) > 1e-9;
  // Below a cent the amount keeps its digits, and the currency its place in the language.
  const amount = fine
    ? money(0, currency).replace(/[\d.,]+/, upTo(Number(line.unit_price), 6))
    : money(Math.round(cents), currency);
  if (line.unit === "one") return amount;
  const yearly =
    (line.unit === "day" && line.price_base === 365) ||
    (line.unit === "month" && line.price_base === 12);
  const per = yearly ? "year" : line.unit;
  return `${amount}/${maybe(`document.per.${per}`) ?? maybe(`document.unit.${per}`) ?? per}`;
}

/** `412 kWh × 0,1296 €/kWh`; nothing where the amount says it all. */
export function sumOf(line: InvoiceLine, currency: string): string | undefined {
  if (line.family === "instalment") return undefined;
  const many = quantity(line, currency);
  const one = price(line, currency);
  return many ? t("bills.lines.times", { quantity: many, price: one }) : undefined;
}
