import { day, month, plusDays, roundMoney, today } from "../../core/format";
import { forward } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Problem } from "../api";
import { useData } from "../ui/data";
import { nameOf, SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { wordsOf } from "../ui/Note";
import type { Expected, Settlement, Span, SupplyPoint } from "../wire";
import { expected, settlements } from "../metering/calls";
import "./outlook.css";

/** What is to come: this month's bill and the end of the contract's year, for each supply point. */
export default function Outlook({ points }: { points: SupplyPoint[] }) {
  const now = today();
  const held = points.filter((each) => each.meter && (!each.contract.ended_on || each.contract.ended_on > now));
  const settled = useData(() => settlements());
  if (held.length === 0) return null;
  return (
    <section class="card outlook">
      <h2>{t("home.outlook.title")}</h2>
      <ul>
        {held.map((point) => (
          <Point
            key={point.point}
            point={point}
            name={nameOf(point, points)}
            settlement={settled.data?.items.find((each) => each.point === point.point)}
          />
        ))}
      </ul>
      <a class="textual" href={to("simulate")}>
        {t("home.outlook.simulate")}
        <Icon of={forward} size="small" />
      </a>
    </section>
  );
}

interface PointProps {
  point: SupplyPoint;
  name: string;
  settlement: Settlement | undefined;
}

function Point({ point, name, settlement }: PointProps) {
  const { data, error } = useData(() => expected(point.point));
  const early = error instanceof Problem && error.code === "forecast_too_early";
  return (
    <li class={`of-${point.energy}`}>
      <p class="outlook-name">
        <Icon of={SYMBOLS[point.energy]} class={`tint of-${point.energy}`} />
        {name}
      </p>
      {error ? (
        <p class="quiet small outlook-why">{early ? t("home.outlook.early") : wordsOf(error).what}</p>
      ) : data ? (
        <>
          <Coming title={month(data.month.from_on)} span={data.month} known={data} />
          <Coming
            title={t("home.outlook.year", { day: day(plusDays(data.year.until_on, -1)) })}
            span={data.year}
            known={data}
            more={settlement && settledAs(settlement)}
          />
        </>
      ) : (
        <>
          <Ghost of="row" />
          <Ghost of="row" />
        </>
      )}
    </li>
  );
}

interface ComingProps {
  title: string;
  span: Span;
  known: Expected;
  more?: string | undefined;
}

function Coming({ title, span, known, more }: ComingProps) {
  const { cents, low_cents, high_cents, so_far_cents } = span;
  if (cents === null || low_cents === null || high_cents === null) {
    return (
      <div>
        <p class="quiet small">{title}</p>
        <p class="small">{t("home.outlook.no_price")}</p>
      </div>
    );
  }
  const said = (value: number): string => roundMoney(value, known.currency);
  const most = Math.max(1, high_cents);
  return (
    <div>
      <p class="quiet small">{title}</p>
      <p class="answer is-second">{t("home.outlook.about", { amount: said(cents) })}</p>
      <svg class="keyed outlook-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="rest" width="100" height="8" />
        <rect class="doubt" x={(low_cents / most) * 100} width={100 - (low_cents / most) * 100} height="8" />
        <rect class="so-far" width={((so_far_cents ?? 0) / most) * 100} height="8" />
      </svg>
      <p class="quiet small">
        {t("home.outlook.range", { low: said(low_cents), high: said(high_cents) })}
        {so_far_cents !== null && ` · ${t("home.outlook.so_far", { amount: said(so_far_cents) })}`}
      </p>
      {more && <p class="small strong">{more}</p>}
    </div>
  );
}

/** What the settlement at the end of the year should come to; nothing where there is none. */
function settledAs({ settlement_cents: cents, currency }: Settlement): string | undefined {
  if (cents === null) return undefined;
  if (Math.abs(cents) < 100) return t("home.outlook.even");
  const amount = roundMoney(Math.abs(cents), currency);
  return t(cents > 0 ? "home.outlook.pay" : "home.outlook.back", { amount });
}
