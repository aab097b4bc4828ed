import { currencySign, dayMonth, money, number, plusDays, today, weekdayDay } from "../../core/format";
import { forward } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { quantity } from "../../core/units";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import type { Colours, SupplyPoint, Usage } from "../wire";
import { coloured, colourOf, COLOURS, nameOfColour } from "./colours";
import { Shape } from "./Shape";
import { dayColours } from "./calls";
import "./parts.css";
import "./tempo.css";

const STRIP = 14;

/** What was used in each class of the tariff and what it cost; of coloured days, today's and more. */
export default function ByClass({ months, point }: { months: Usage; point: SupplyPoint }) {
  const tempo = coloured(months.classes);
  return (
    <section class="card by-class">
      <h2>{t(tempo ? "tempo.card.title" : "usage.classes.title")}</h2>
      {tempo && <Days point={point} />}
      <Classes months={months} />
    </section>
  );
}

function Classes({ months }: { months: Usage }) {
  return (
    <table class="table figures classes">
      <caption class="unseen">{t("usage.classes.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("usage.kpi.total")}</th>
          <th scope="col" class="end">
            {t("usage.table.amount")}
          </th>
          <th scope="col" class="end">
            {t("usage.classes.cost")}
          </th>
          <th scope="col" class="end wide">
            {t("usage.classes.price")}
          </th>
        </tr>
      </thead>
      <tbody>
        {months.classes.map((each) => {
          const colour = colourOf(each.classed.split("_")[0]);
          const mean = each.cents !== null && each.amount > 0 ? (each.cents * 10) / each.amount : undefined;
          return (
            <tr key={each.classed}>
              <th scope="row">
                {colour && <Shape of={colour} />}
                {each.label}
              </th>
              <td class="end">{quantity(each.amount, months.unit, 1_000_000)}</td>
              <td class="end">{each.cents === null ? "–" : money(each.cents, months.currency)}</td>
              <td class="end wide quiet">{mean === undefined ? "–" : `${number(mean, 4)}\u00a0${currencySign()}`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Today's and tomorrow's colour, the last two weeks, and what is left of the season. */
function Days({ point }: { point: SupplyPoint }) {
  const found = useData(() => dayColours());
  if (found.error) return <Failed error={found.error} again={found.again} />;
  if (!found.data) return <Ghost of="block" />;
  const season = found.data;
  const tomorrow = plusDays(season.today_on, 1);
  return (
    <div class="tempo">
      <div class="tempo-now">
        <Tile when={t("tempo.card.today")} on={season.today_on} colour={season.today} />
        <Tile when={t("tempo.card.tomorrow")} on={tomorrow} colour={season.tomorrow} />
      </div>
      <div>
        <Strip season={season} />
        <p class="small">
          {t("tempo.card.left", {
            red: season.left["red"] ?? 0,
            white: season.left["white"] ?? 0,
            day: dayMonth(plusDays(season.until_on, -1)),
          })}
        </p>
        <p class="quiet small">
          {t("tempo.card.starts", { time: season.day_starts })}
          {season.simulated ? ` ${t("tempo.card.simulated")}` : ""}
        </p>
        <a class="textual" href={to("tempo", { point: point.point })}>
          {t("tempo.card.calendar")}
          <Icon of={forward} size="small" />
        </a>
      </div>
    </div>
  );
}

function Tile({ when, on, colour: name }: { when: string; on: string; colour: string | null }) {
  const colour = colourOf(name);
  return (
    <div class={`tile is-${colour ?? "unknown"}`}>
      <p class="small">{when}</p>
      <p class="tile-name">
        {colour && <Shape of={colour} />}
        {colour ? nameOfColour(colour) : t("tempo.card.unknown")}
      </p>
      <p class="small">{colour ? weekdayDay(on) : t("tempo.card.out_at")}</p>
    </div>
  );
}

function Strip({ season }: { season: Colours }) {
  const days = Array.from({ length: STRIP }, (_, at) => plusDays(season.today_on ?? today(), at - STRIP + 1));
  return (
    <>
      <ol class="strip" aria-label={t("tempo.card.strip")}>
        {days.map((on) => {
          const colour = colourOf(season.colours[on]);
          const said = `${weekdayDay(on)} : ${colour ? nameOfColour(colour) : t("tempo.card.unknown")}`;
          return (
            <li key={on} class={`is-${colour ?? "unknown"}`} title={said}>
              <span class="unseen">{said}</span>
              <span aria-hidden="true">{Number(on.slice(8))}</span>
              {colour && <Shape of={colour} />}
            </li>
          );
        })}
      </ol>
      <ul class="key keyed">
        {COLOURS.map((colour) => (
          <li key={colour}>
            <Shape of={colour} />
            {nameOfColour(colour)}
          </li>
        ))}
      </ul>
    </>
  );
}
