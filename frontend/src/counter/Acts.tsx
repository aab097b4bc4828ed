import { money, shortMoment } from "../../core/format";
import { maybe, t } from "../../core/i18n";
import { to } from "../../core/page";
import type { Act } from "./calls";

/** An act in words, else as it is written down. */
export function actWords(act: string): string {
  return maybe(`counter.act.${act}`) ?? act.replaceAll("_", " ");
}

/** A fact's value as a reader writes it; what is only for machines is left out. */
function saidOf(name: string, value: unknown): string {
  if (typeof value === "number") return name === "cents" ? money(value) : `${value}`;
  if (typeof value !== "string") return "";
  return maybe(`counter.${name}.${value}`) ?? value;
}

function factsOf(act: Act): string {
  return Object.entries(act.facts as Record<string, unknown>)
    .map(([name, value]) => [maybe(`counter.fact.${name}`), saidOf(name, value)])
    .filter(([name, value]) => name && value)
    .map(([name, value]) => `${name} : ${value}`)
    .join(" · ");
}

/** Who did what, newest first. */
export function ActList({ acts, about = true }: { acts: Act[]; about?: boolean }) {
  if (acts.length === 0) return <p class="quiet small">{t("counter.trail.none")}</p>;
  return (
    <ul class="acts-list">
      {acts.map((each) => (
        <li key={each.entry}>
          <span class="strong">{actWords(each.act)}</span>
          <span class="quiet small">
            {shortMoment(each.at)} · {each.by === "back_office" ? t("counter.trail.back_office") : each.by_name}
          </span>
          {about && each.about !== each.by && <About of={each.about} />}
          {factsOf(each) && <span class="quiet small acts-facts">{factsOf(each)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Whom an act was about: a customer's number leads to the card. */
function About({ of }: { of: string }) {
  const number = of.includes("#") ? of.slice(of.indexOf("#") + 1) : of;
  if (/^(acc|tic|run|pay)_/.test(number)) return null;
  return (
    <a class="figures small" href={to("counter/customer", { number })}>
      {number}
    </a>
  );
}
