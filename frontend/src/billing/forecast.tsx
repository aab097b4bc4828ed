import { day, money, month, plusDays, roundMoney, shortDay, today } from "../../core/format";
import { back, check, clock, forward, info } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { forecasts, supplyPoints } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Energy } from "../../core/facts";
import type { Forecast, SupplyPoint } from "../wire";
import { Plan } from "./Plan";
import "./forecast.css";

/** What each contract's year will come to, told months before its settlement. */
export function ForecastPage() {
  const { data, error, again } = useData(() => Promise.all([forecasts(), supplyPoints()]));
  const items = data?.[0].items;
  return (
    <Shell
      title={t("bills.forecast.page")}
      tools={
        <a class="textual is-bare no-print" href={to("bills")}>
          <Icon of={back} size="small" />
          {t("bills.detail.back")}
        </a>
      }
    >
      <div class="stack">
        {error && !data ? <Failed error={error} again={again} /> : null}
        {!data && !error && (
          <section class="card">
            <Ghost of="answer" />
            <Ghost of="block" />
          </section>
        )}
        {items?.length === 0 && <Note>{t("bills.forecast.none")}</Note>}
        {items?.map((each) => (
          <Year key={each.contract} of={each} home={homeOf(each, data?.[1].items ?? [])} />
        ))}
        {items && items.length > 0 && (
          <p class="quiet small aside">
            <Icon of={info} size="small" />
            <span>{t("bills.forecast.how")}</span>
          </p>
        )}
      </div>
    </Shell>
  );
}

function homeOf(of: Forecast, points: readonly SupplyPoint[]): string {
  const point = points.find((each) => each.point === of.point);
  return point?.label || point?.address.street || "";
}

function Year({ of, home }: { of: Forecast; home: string }) {
  const energy = of.energy as Energy;
  const last = plusDays(of.period.until_on, -1);
  return (
    <section class={`card year-plan of-${energy}`}>
      <p class="bill-name">
        <Icon of={SYMBOLS[energy]} class={`tint of-${energy}`} />
        <span>
          {t(`units.${energy}`)} {home && <span class="quiet">· {home}</span>}
        </span>
      </p>
      <div class="year-head">
        <div>
          <p class="quiet">{t("bills.forecast.year", { from: day(of.period.from_on), until: day(last) })}</p>
          <p class="answer">{t("bills.forecast.about", { amount: roundMoney(of.expected_cents, of.currency) })}</p>
        </div>
        <Outcome of={of} />
      </div>
      {of.settlement_cents === null ? <Progress of={of} /> : <Plan of={of} />}
      <p class="quiet small">
        {t("bills.forecast.read", { day: shortDay(of.read_until) })}{" "}
        <a class="textual small no-print" href={to("reading")}>
          {t("bills.forecast.send")}
          <Icon of={forward} size="small" />
        </a>
      </p>
    </section>
  );
}

/** What is settled at the end of the year: near nothing, something to pay, or something back. */
function Outcome({ of }: { of: Forecast }) {
  if (of.settlement_cents === null) return null;
  const cents = of.settlement_cents;
  const even = Math.abs(cents) * 50 < of.expected_cents;
  const amount = roundMoney(Math.abs(cents), of.currency);
  const when = month(of.period.until_on);
  const kind = even ? "even" : cents > 0 ? "ask" : "give";
  return (
    <div class="year-end">
      <span class={`state is-${kind === "ask" ? "soon" : "good"}`}>
        <Icon of={kind === "ask" ? clock : check} size="small" />
        {t(`bills.forecast.${kind}`, { amount })}
      </span>
      <p class="small quiet">{t(`bills.forecast.${kind}.more`, { amount, when })}</p>
    </div>
  );
}

/** Billed month by month: how much of the year is behind. */
function Progress({ of }: { of: Forecast }) {
  const rest = Math.max(of.expected_cents - of.billed_cents, 0);
  return (
    <div class="year-progress">
      <div class="stackbar" aria-hidden="true">
        {of.billed_cents > 0 && <span class="is-billed" style={{ flexGrow: of.billed_cents }} />}
        {rest > 0 && <span class="is-coming" style={{ flexGrow: rest }} />}
      </div>
      <dl>
        <div>
          <dt class="quiet small">{t("bills.forecast.billed", { day: shortDay(today()) })}</dt>
          <dd class="strong figures">{money(of.billed_cents, of.currency)}</dd>
        </div>
        <div class="end">
          <dt class="quiet small">{t("bills.forecast.rest", { day: shortDay(plusDays(of.period.until_on, -1)) })}</dt>
          <dd class="strong figures">{t("bills.forecast.about", { amount: roundMoney(rest, of.currency) })}</dd>
        </div>
      </dl>
    </div>
  );
}
