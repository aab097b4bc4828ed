/**
 * Words of the page: flat keys `namespace.part.name` in i18next's JSON v4 form, the same files that
 * Python reads for mails, texts and documents.
 */
import type bills from "../../chalicelib/i18n/fr/bills.json";
import type counter from "../../chalicelib/i18n/fr/counter.json";
import type door from "../../chalicelib/i18n/fr/door.json";
import type home from "../../chalicelib/i18n/fr/home.json";
import type mail from "../../chalicelib/i18n/fr/mail.json";
import type notices from "../../chalicelib/i18n/fr/notices.json";
import type more from "../../chalicelib/i18n/fr/more.json";
import type pay from "../../chalicelib/i18n/fr/pay.json";
import type means from "../../chalicelib/i18n/fr/means.json";
import type plan from "../../chalicelib/i18n/fr/plan.json";
import type reading from "../../chalicelib/i18n/fr/reading.json";
import type safety from "../../chalicelib/i18n/fr/safety.json";
import type shell from "../../chalicelib/i18n/fr/shell.json";
import type support from "../../chalicelib/i18n/fr/support.json";
import type simulate from "../../chalicelib/i18n/fr/simulate.json";
import type tempo from "../../chalicelib/i18n/fr/tempo.json";
import type units from "../../chalicelib/i18n/fr/units.json";
import type usage from "../../chalicelib/i18n/fr/usage.json";
import type { Language } from "./facts";

type Singular<K> = K extends `${infer B}_${"one" | "few" | "many" | "other"}` ? B : K;
type In<Name extends string, File> = `${Name}.${Singular<keyof File & string>}`;

/** Every key that a page may use; a missing one does not compile. */
export type Key =
  | In<"bills", typeof bills>
  | In<"counter", typeof counter>
  | In<"door", typeof door>
  | In<"home", typeof home>
  | In<"mail", typeof mail>
  | In<"more", typeof more>
  | In<"notices", typeof notices>
  | In<"pay", typeof pay>
  | In<"means", typeof means>
  | In<"plan", typeof plan>
  | In<"reading", typeof reading>
  | In<"safety", typeof safety>
  | In<"shell", typeof shell>
  | In<"support", typeof support>
  | In<"simulate", typeof simulate>
  | In<"tempo", typeof tempo>
  | In<"units", typeof units>
  | In<"usage", typeof usage>;

export type Words = Record<string, string>;
export type Spoken = Record<string, string | number>;

let words: Words = {};
let spoken: Language = "fr";
let category = new Intl.PluralRules("fr");
let figures = new Intl.NumberFormat("fr");

/** Chooses the language and the words of this page. */
export function speak(language: Language, catalogue: Words): void {
  words = catalogue;
  spoken = language;
  category = new Intl.PluralRules(language);
  figures = new Intl.NumberFormat(language === "en" ? "en-GB" : language === "nl" ? "nl-BE" : language);
}

export function language(): Language {
  return spoken;
}

function sentence(key: string, facts: Spoken): string {
  const count = facts["count"];
  const plural = typeof count === "number" ? words[`${key}_${category.select(count)}`] : undefined;
  return plural ?? words[key] ?? words[`${key}_other`] ?? key;
}

function said(value: string | number | undefined, place: string): string {
  if (typeof value === "number") return figures.format(value).replaceAll("\u202f", "\u00a0");
  return value ?? place;
}

/** The sentence of a key, with its facts put in; `count` chooses the plural form. */
export function t(key: Key, facts: Spoken = {}): string {
  return sentence(key, facts).replace(/\{\{\s*(\w+)\s*\}\}(\.?)/g, (place, name: string, stop: string) => {
    const put = said(facts[name], place);
    // A fact that ends in a full stop ("2024 г.") ends the sentence too.
    return put.endsWith(".") ? put : put + (name in facts ? stop : "");
  });
}

/** The same for a sentence that holds links: its pieces in order, to be joined by the page. */
export function pieces<T>(key: Key, parts: Record<string, T>, facts: Spoken = {}): (string | T)[] {
  return sentence(key, facts)
    .split(/(\{\{\s*\w+\s*\}\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const name = /^\{\{\s*(\w+)\s*\}\}$/.exec(piece)?.[1];
      if (name === undefined) return piece;
      return parts[name] ?? said(facts[name], piece);
    });
}

/** A server's code that may be unknown to this page: its words, or nothing. */
export function maybe(key: string, facts: Spoken = {}): string | undefined {
  return key in words || `${key}_other` in words ? t(key as Key, facts) : undefined;
}
