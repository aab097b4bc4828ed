import { beforeEach, expect, test } from "vitest";
import { language, maybe, pieces, speak, t } from "../core/i18n";
import type { Key } from "../core/i18n";

const key = "home.due.left" as Key;
const forms = {
  fr: { one: "un", many: "beaucoup", other: "autres" },
  ru: { one: "день", few: "дня", many: "дней", other: "дня." },
};
function words(said: Record<string, string>) {
  return Object.fromEntries(Object.entries(said).map(([form, text]) => [`${key}_${form}`, `{{count}} ${text}`]));
}

beforeEach(() => speak("fr", words(forms.fr)));

test("Russian has four forms", () => {
  speak("ru", words(forms.ru));
  expect([1, 2, 5, 11, 21, 22, 1.5].map((count) => t(key, { count }).split(" ")[1])).toEqual([
    "день", "дня", "дней", "дней", "день", "дня", "дня.",
  ]);
  expect(language()).toBe("ru");
});

test("French has a form of its own for a million", () => {
  expect(t(key, { count: 0 })).toBe("0 un");
  expect(t(key, { count: 2 })).toBe("2 autres");
  expect(t(key, { count: 1_000_000 })).toBe("1\u00a0000\u00a0000 beaucoup");
});

test("a missing word answers with its key, a missing fact with its place", () => {
  expect(t("home.page")).toBe("home.page");
  expect(t(key, {})).toBe("{{count}} autres");
  expect(maybe("home.page")).toBeUndefined();
});

test("a sentence with a link is cut at its places", () => {
  speak("fr", { "door.choose.terms": "J’accepte les {{link}}, dit {{who}}." });
  expect(pieces("door.choose.terms", { link: 7 }, { who: "Anne" })).toEqual([
    "J’accepte les ", 7, ", dit ", "Anne", ".",
  ]);
});
