/** Wakes a prerendered page: its facts and words are in the page, its picture is already there. */
import { hydrate, type FunctionComponent } from "preact";
import type { Facts, Language } from "../core/facts";
import { settle } from "../core/format";
import { speak, type Words } from "../core/i18n";
import { place, type PageName } from "../core/page";
import "../styles/index.css";

declare global {
  var comptoirWords: Words | undefined;
}

/** Sets language, operator and formats; the prerenderer calls it too. */
export function prepare(facts: Facts, spoken: Language, page: PageName, words: Words): void {
  speak(spoken, words);
  settle(spoken, facts.time_zone, facts.currency);
  place(facts, spoken, page);
}

export function boot(Page: FunctionComponent<{ html?: string }>): void {
  const block = document.getElementById("operator");
  const root = document.getElementById("app");
  if (!block || !root) return;
  const { page, ...facts } = JSON.parse(block.textContent) as Facts & { page: PageName };
  prepare(facts, document.documentElement.lang as Language, page, globalThis.comptoirWords ?? {});
  hydrate(<Page />, root);
  document.documentElement.dataset["ready"] = "";
  if ("serviceWorker" in navigator && location.hostname !== "") {
    setTimeout(() => void navigator.serviceWorker.register("/sw.js").catch(() => undefined), 1500);
  }
}
