/**
 * Amounts, quantities, dates and times as a reader of the page's language writes them.
 *
 * Intl groups French numbers with U+202F, which no font of ours has: it becomes U+00A0.
 */
import type { Language } from "./facts";

const LOCALES: Record<Language, string> = { fr: "fr-FR", nl: "nl-BE", ru: "ru-RU", en: "en-GB" };

let locale = LOCALES.fr;
let zone = "Europe/Brussels";
let currency = "EUR";
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Sets language, time zone and currency of every later call. */
export function settle(language: Language, timeZone: string, money: string): void {
  locale = LOCALES[language];
  zone = timeZone;
  currency = money;
  numbers.clear();
  dates.clear();
}

function plain(text: string): string {
  return text.replaceAll("\u202f", "\u00a0");
}

function numeral(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options);
  const known = numbers.get(name) ?? new Intl.NumberFormat(locale, options);
  numbers.set(name, known);
  return known;
}

function calendar(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify(options);
  const known = dates.get(name) ?? new Intl.DateTimeFormat(locale, options);
  dates.set(name, known);
  return known;
}

/** An amount of minor units, as in `84,20 €`. */
export function money(cents: number, code: string = currency): string {
  return plain(numeral({ style: "currency", currency: code }).format(cents / 100)).replace("-", "−");
}

/** The same without minor units, for axes and estimates of a whole year. */
export function roundMoney(cents: number, code: string = currency): string {
  return plain(
    numeral({ style: "currency", currency: code, maximumFractionDigits: 0 }).format(cents / 100),
  );
}

export function number(value: number, places = 0): string {
  return plain(numeral({ minimumFractionDigits: places, maximumFractionDigits: places }).format(value));
}

/** At most `places` decimals, none that says nothing. */
export function upTo(value: number, places: number): string {
  return plain(numeral({ maximumFractionDigits: places }).format(value));
}

/** A ratio as a signed percentage, as in `−6 %`. */
export function change(ratio: number): string {
  return plain(
    numeral({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" }).format(ratio),
  ).replace("-", "−");
}

export function percent(ratio: number, places = 0): string {
  return plain(numeral({ style: "percent", maximumFractionDigits: places }).format(ratio));
}

function noon(on: string): Date {
  return new Date(`${on.slice(0, 10)}T12:00:00Z`);
}

function localDay(on: string, options: Intl.DateTimeFormatOptions): string {
  return plain(calendar({ ...options, timeZone: "UTC" }).format(noon(on)));
}

/** A local date: `5 novembre 2026`. */
export function day(on: string): string {
  return localDay(on, { day: "numeric", month: "long", year: "numeric" });
}

/** `5 nov. 2026` */
export function shortDay(on: string): string {
  return localDay(on, { day: "numeric", month: "short", year: "numeric" });
}

/** `5 nov.` */
export function dayMonth(on: string): string {
  return localDay(on, { day: "numeric", month: "short" });
}

/** `jeu. 5 nov.` */
export function weekdayDay(on: string): string {
  return localDay(on, { weekday: "short", day: "numeric", month: "short" });
}

/** `05/11` */
export function digitsDay(on: string): string {
  return localDay(on, { day: "2-digit", month: "2-digit" });
}

/** `novembre 2026` */
export function month(on: string): string {
  return localDay(on, { month: "long", year: "numeric" });
}

/** `nov.` */
export function shortMonth(on: string): string {
  return localDay(on, { month: "short" });
}

/** `N` */
export function letterMonth(on: string): string {
  return localDay(on, { month: "narrow" }).toUpperCase();
}

/** `2026` */
export function year(on: string): string {
  return on.slice(0, 4);
}

/** A period, its last day included: `1–30 nov. 2026`. */
export function period(from: string, until: string): string {
  const style = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return plain(calendar(style).formatRange(noon(from), noon(until))).replaceAll("\u2009", "\u00a0");
}

/** A moment in the operator's time zone: `5 novembre 2026 à 14:05`. */
export function moment(at: string | Date): string {
  const style = { dateStyle: "long", timeStyle: "short", timeZone: zone } as const;
  return plain(calendar(style).format(new Date(at)));
}

/** `5 nov., 14:05` in the operator's time zone. */
export function shortMoment(at: string | Date): string {
  const style = { day: "numeric", month: "short", timeZone: zone } as const;
  return `${plain(calendar(style).format(new Date(at)))}, ${clockTime(at)}`;
}

/** `14:05` in the operator's time zone. */
export function clockTime(at: string | Date): string {
  return calendar({ hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(at));
}

/** Today's local date at the operator's. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now);
}

/** A local date moved by whole days. */
export function plusDays(on: string, days: number): string {
  const moved = noon(on);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** A local date moved by whole months; the day is kept where the month has it, else its last. */
export function plusMonths(on: string, months: number): string {
  const [y = 0, m = 1, d = 1] = on.split("-").map(Number);
  const first = new Date(Date.UTC(y, m - 1 + months, 1, 12));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(d, last));
  return first.toISOString().slice(0, 10);
}

/** Whole days from one local date to another. */
export function daysBetween(from: string, until: string): number {
  return Math.round((noon(until).getTime() - noon(from).getTime()) / 86_400_000);
}

export function timeZone(): string {
  return zone;
}

export function currencySign(): string {
  const part = numeral({ style: "currency", currency }).formatToParts(0);
  return part.find((each) => each.type === "currency")?.value ?? currency;
}
