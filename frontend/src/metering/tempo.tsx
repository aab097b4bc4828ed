import { useState } from "preact/hooks";
import { dayMonth, money, month, plusDays, plusMonths, shortMonth, today, weekdayDay, year } from "../../core/format";
import { t } from "../../core/i18n";
import { quantity } from "../../core/units";
import { usage } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Note } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { Shell } from "../ui/Shell";
import type { Bucket, Colours, Usage } from "../wire";
import { colourOf, COLOURS, nameOfColour, type Colour } from "./colours";
import { usePoint } from "./points";
import { Shape } from "./Shape";
import { dayColours } from "./calls";
import "../charts/charts.css";
import "./season.css";
import "./tempo.css";

type Which = "this" | "last";

/** The season of coloured days: what was, what is left, and what each day cost this home. */
export function Tempo() {
  const { found, point } = usePoint((each) => each.energy === "electricity");
  const [which, setWhich] = useState<Which>("this");
  const season = useData(() => dayColours(which === "last" ? plusMonths(today(), -12) : undefined), [which]);
  const data = season.data;
  const used = useData(
    async () => {
      if (!data || !point) return undefined;
      const until = data.until_on < data.today_on ? data.until_on : plusDays(data.today_on, 1);
      return usage(point.point, "day", data.from_on, until);
    },
    [data, point?.point],
  );
  return (
    <Shell
      title={t("tempo.page")}
      tools={
        <Segments
          label={t("tempo.season")}
          options={(["this", "last"] as const).map((each) => [each, t(`tempo.${each}`)] as const)}
          chosen={which}
          onChoose={setWhich}
        />
      }
    >
      <div class="stack">
        {found.error ? <Failed error={found.error} again={found.again} /> : null}
        {season.error ? <Failed error={season.error} again={season.again} /> : null}
        {!data && !season.error && <Ghost of="tall" />}
        {data && (
          <>
            <Left season={data} />
            <Calendar season={data} used={used.data} />
            <Costs season={data} used={used.data} />
            <Note>
              <p>{t("tempo.rules", { time: data.day_starts })}</p>
              {data.simulated && <p class="small">{t("tempo.card.simulated")}</p>}
            </Note>
          </>
        )}
      </div>
    </Shell>
  );
}

/** How many days of each colour were, and are still to come. */
function Left({ season }: { season: Colours }) {
  return (
    <section class="card lefts" aria-label={t("tempo.left")}>
      {COLOURS.toReversed().map((colour) => {
        const gone = season.used[colour] ?? 0;
        const left = season.left[colour] ?? 0;
        return (
          <div key={colour}>
            <p class="tile-name">
              <Shape of={colour} />
              {nameOfColour(colour)}
            </p>
            <p class="answer is-second">{t("tempo.still", { count: left })}</p>
            <svg class="keyed left-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect class="rest" width="100" height="8" />
              <rect class={`gone is-${colour}`} width={(gone / Math.max(1, gone + left)) * 100} height="8" />
            </svg>
            <p class="quiet small">{t("tempo.gone", { count: gone })}</p>
          </div>
        );
      })}
    </section>
  );
}

function Calendar({ season, used }: { season: Colours; used: Usage | undefined }) {
  const [pointed, setPointed] = useState<string>();
  const months = Array.from({ length: 12 }, (_, at) => plusMonths(season.from_on, at));
  const byDay = new Map(used?.buckets.map((each) => [each.on, each]));
  return (
    <section class="card">
      <h2>{t("tempo.calendar", { from: year(season.from_on), until: year(season.until_on) })}</h2>
      <p class="readout" aria-live="polite">
        {pointed ? saidOf(pointed, season, byDay.get(pointed), used) : t("tempo.hint")}
      </p>
      <div class="season keyed" onPointerLeave={() => setPointed(undefined)}>
        {months.map((first) => (
          <Month key={first} first={first} season={season} onPoint={setPointed} />
        ))}
      </div>
      <ul class="key keyed">
        {COLOURS.map((colour) => (
          <li key={colour}>
            <Shape of={colour} />
            {nameOfColour(colour)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MonthProps {
  first: string;
  season: Colours;
  onPoint: (on: string) => void;
}

function Month({ first, season, onPoint }: MonthProps) {
  const days: string[] = [];
  for (let on = first; on.slice(0, 7) === first.slice(0, 7); on = plusDays(on, 1)) days.push(on);
  const lead = (new Date(`${first}T12:00:00Z`).getUTCDay() + 6) % 7;
  const counts = COLOURS.map((colour) => [colour, days.filter((on) => season.colours[on] === colour).length] as const);
  const said = counts.flatMap(([colour, count]) => (count > 0 ? [`${nameOfColour(colour)} ${count}`] : []));
  return (
    <div class="season-month" role="img" aria-label={`${month(first)} : ${said.join(", ") || t("tempo.to_come")}`}>
      <p class="small strong">{shortMonth(first)}</p>
      <div class="season-days">
        {Array.from({ length: lead }, (_, at) => (
          <i key={at} />
        ))}
        {days.map((on) => {
          const colour = colourOf(season.colours[on]);
          const now = on === season.today_on ? " is-today" : "";
          return (
            <span
              key={on}
              class={`season-day is-${colour ?? "unknown"}${now}`}
              onPointerEnter={() => onPoint(on)}
            >
              {colour === "red" || colour === "white" ? <Shape of={colour} /> : Number(on.slice(8))}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function saidOf(on: string, season: Colours, bucket: Bucket | undefined, used: Usage | undefined): string {
  const colour = colourOf(season.colours[on]);
  const parts = [weekdayDay(on), colour ? nameOfColour(colour) : t("tempo.to_come")];
  if (used && bucket?.amount != null) parts.push(quantity(bucket.amount, used.unit));
  if (used && bucket?.cents != null) parts.push(money(bucket.cents, used.currency));
  return parts.join(" · ");
}

/** What the days of each colour used and cost, and the dearest of them one by one. */
function Costs({ season, used }: { season: Colours; used: Usage | undefined }) {
  const buckets = used?.buckets.filter((each) => each.amount !== null) ?? [];
  if (!used || buckets.length === 0) return null;
  const of = (colour: Colour): Bucket[] => buckets.filter((each) => season.colours[each.on] === colour);
  const dear = [...of("red"), ...of("white")].toSorted((a, b) => (a.on < b.on ? 1 : -1));
  return (
    <section class="card">
      <h2>{t("tempo.cost.title")}</h2>
      <table class="table figures season-costs">
        <thead>
          <tr>
            <th scope="col">{t("tempo.cost.days")}</th>
            <th scope="col" class="end">
              {t("tempo.cost.used")}
            </th>
            <th scope="col" class="end">
              {t("tempo.cost.cost")}
            </th>
            <th scope="col" class="end wide">
              {t("tempo.cost.mean")}
            </th>
          </tr>
        </thead>
        <tbody>
          {COLOURS.toReversed().map((colour) => {
            const days = of(colour);
            const cents = days.reduce((sum, each) => sum + (each.cents ?? 0), 0);
            const amount = days.reduce((sum, each) => sum + (each.amount ?? 0), 0);
            return (
              <tr key={colour}>
                <th scope="row">
                  <Shape of={colour} /> {nameOfColour(colour)} ({days.length})
                </th>
                <td class="end">{quantity(amount, used.unit, 1_000_000)}</td>
                <td class="end">{money(cents, used.currency)}</td>
                <td class="end wide quiet">{days.length ? money(cents / days.length, used.currency) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {dear.length > 0 && (
        <details class="figures-table">
          <summary class="textual is-bare">{t("tempo.cost.reds")}</summary>
          <ul class="reds">
            {dear.map((each) => (
              <li key={each.on}>
                <span>
                  <Shape of={colourOf(season.colours[each.on]) ?? "blue"} /> {dayMonth(each.on)}
                  <span class="unseen"> {nameOfColour(colourOf(season.colours[each.on]) ?? "blue")}</span>
                </span>
                <span class="figures">{quantity(each.amount ?? 0, used.unit)}</span>
                <span class="figures strong">{each.cents === null ? "–" : money(each.cents, used.currency)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
