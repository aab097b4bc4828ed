import { antenna, check, clock, dial, forward } from "../../core/icons";
import { change, day, dayMonth, daysBetween, money, plusDays, plusMonths, today } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { quantity } from "../../core/units";
import { invoices, me, supplyPoints, usage } from "../api";
import { Sparkline } from "../charts/Sparkline";
import { useData, type Loaded } from "../ui/data";
import { Failed } from "../ui/Failed";
import { nameOf, SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Later } from "../ui/Later";
import { Note, wordsOf } from "../ui/Note";
import { Shell } from "../ui/Shell";
import { totalOf } from "../metering/measure";
import { sharingOf } from "../metering/sharing";
import type { Bucket, Invoices, SupplyPoint, Usage } from "../wire";
import { nextToPay } from "../billing/owed";
import "./home.css";
import "../charts/charts.css";

/** The dashboard: what do I owe, how much did I use, what must I do now. */
export function Home() {
  const mine = useData(() => me());
  const bills = useData(() => invoices());
  const points = useData(() => supplyPoints());
  const name = mine.data?.name;
  const gone = mine.data?.eligible === false;
  return (
    <Shell
      title={name ? t("home.hello", { name }) : t("home.hello_bare")}
      waiting={bills.data?.open_count}
    >
      {gone && <NoContract point={points.data?.items[0]} />}
      <div class="stack">
        <div class="lead">
          <Due bills={bills} />
          {!gone && <ReadingCard points={points} />}
        </div>
        {!gone && <Days points={points} />}
        {!gone && points.data && (
          <Later load={() => import("./Outlook")} with={{ points: points.data.items }} ghost="block" seen />
        )}
        {!gone && points.data?.items.some((each) => each.meter?.communicating) && (
          <Later load={() => import("./YearCard")} with={{ points: points.data.items }} ghost="tall" seen />
        )}
      </div>
    </Shell>
  );
}

/** Without a contract in force: why, whom to ask with the form begun, and what stays. */
function NoContract({ point }: { point: SupplyPoint | undefined }) {
  return (
    <div class="ineligible">
      <Note kind="soon">
        <p class="strong">{t("home.eligible.title")}</p>
        <p>{t("home.eligible.next")}</p>
        <p class="row">
          <a class="action is-small" href={to("help", { about: "contract", ...(point && { reference: point.point }) })}>
            {t("home.eligible.write")}
          </a>
          <a class="textual" href={to("bills")}>
            {t("home.eligible.bills")}
          </a>
        </p>
      </Note>
    </div>
  );
}

function Due({ bills }: { bills: Loaded<Invoices> }) {
  if (bills.error) {
    return (
      <section class="card">
        <Failed error={bills.error} again={bills.again} />
      </section>
    );
  }
  if (!bills.data) {
    return (
      <section class="card due">
        <Ghost of="line" />
        <Ghost of="answer" />
        <Ghost of="row" />
      </section>
    );
  }
  const { items, balance_cents, open_count } = bills.data;
  const first = nextToPay(items);
  if (!first) {
    return (
      <section class="card due is-settled">
        <span class="seal is-good">
          <Icon of={check} size="large" />
        </span>
        <div>
          <p class="answer">{t("home.due.settled")}</p>
          <p class="quiet">{t("home.due.settled_more")}</p>
          <a class="textual" href={to("bills")}>
            {t("home.due.bills")}
            <Icon of={forward} size="small" />
          </a>
        </div>
      </section>
    );
  }
  const left = daysBetween(today(), first.due_on ?? today());
  const amount = money(first.open_cents, first.currency);
  return (
    <section class="card due" aria-label={t("shell.nav.bills")}>
      <p class="quiet">
        {t(left < 0 ? "home.due.since" : "home.due.before", { day: day(first.due_on ?? today()) })}
      </p>
      <p class="answer figures-off">{amount}</p>
      <p class="row">
        <span class={`state is-${left < 0 ? "bad" : "soon"}`}>
          <Icon of={clock} size="small" />
          {left < 0
            ? t("home.due.late", { count: -left })
            : left === 0
              ? t("home.due.today")
              : t("home.due.left", { count: left })}
        </span>
        {open_count > 1 && (
          <a class="small" href={to("bills")}>
            {t("home.due.others", { count: open_count - 1 })} ({money(balance_cents - first.open_cents)})
          </a>
        )}
      </p>
      <div class="row due-actions">
        <a class="action" href={to("pay", { invoice: first.number })}>
          {t("home.due.pay", { amount })}
        </a>
        <a class="action is-second" href={to("bill", { number: first.number })}>
          {t("home.due.see")}
        </a>
      </div>
    </section>
  );
}

/** What the customer must do about the meter now: read it, or nothing because it reads itself. */
function ReadingCard({ points }: { points: Loaded<{ items: SupplyPoint[] }> }) {
  const all = points.data?.items ?? [];
  const open = all.filter((point) => point.reading.open && point.meter);
  const automatic = all.filter((point) => point.reading.automatic);
  const closed = all.find((point) => !point.reading.automatic && !point.reading.open && point.meter);
  return (
    <section class="card meter">
      <h2>{t("home.reading.title")}</h2>
      {!points.data && !points.error && <Ghost of="row" rows={2} />}
      {points.error ? <Failed error={points.error} again={points.again} /> : null}
      <ul>
        {open.map((point) => (
          <li key={point.point} class="meter-open">
            <Icon of={dial} class={`tint of-${point.energy}`} size="large" />
            <div>
              <p class="strong">
                {nameOf(point, all)}
                {" · "}
                {t("home.reading.open", { day: dayMonth(point.reading.until_on ?? today()) })}
              </p>
              <p class="quiet small">{t("home.reading.open_more")}</p>
              <a class="textual" href={to("reading", { point: point.point })}>
                {t("home.reading.send")}
                <Icon of={forward} size="small" />
              </a>
            </div>
          </li>
        ))}
        {automatic.length > 0 && (
          <li>
            <Icon of={antenna} class={`tint of-${automatic[0]?.energy}`} size="large" />
            <div>
              <p class="strong">{automatic.map((point) => nameOf(point, all)).join(", ")}</p>
              <p class="quiet">{t("home.reading.automatic")}</p>
            </div>
          </li>
        )}
        {open.length === 0 && closed && (
          <li>
            <Icon of={dial} class={`tint of-${closed.energy}`} size="large" />
            <div>
              <p class="strong">{nameOf(closed, all)}</p>
              {closed.reading.from_on && (
                <p class="quiet">{t("home.reading.closed", { day: day(closed.reading.from_on) })}</p>
              )}
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}

function Days({ points }: { points: Loaded<{ items: SupplyPoint[] }> }) {
  const all = (points.data?.items ?? []).filter((point) => point.meter);
  if (points.error || (points.data && all.length === 0)) return null;
  return (
    <section class="card days">
      <h2>{t("home.days.title")}</h2>
      {!points.data && <Ghost of="row" rows={2} />}
      <ul>
        {all.map((point) => (
          <li key={point.point}>
            <Fluid point={point} name={nameOf(point, all)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fluid({ point, name }: { point: SupplyPoint; name: string }) {
  const now = today();
  const month = `${now.slice(0, 8)}01`;
  const found = useData(async () =>
    (await sharingOf(point)).daily
      ? usage(point.point, "day", plusDays(now, -14), now)
      : usage(point.point, "month", plusMonths(month, -12), month),
  );
  const daily = found.data?.step === "day";
  const buckets = found.data?.buckets ?? [];
  const known = buckets.filter((each) => each.amount !== null);
  const last = known.at(-1);
  const before = compared(known);
  const current = daily && last?.on === plusDays(now, -1);
  return (
    <a class={`fluid of-${point.energy}`} href={to("usage", { point: point.point })}>
      <span class="fluid-name">
        <Icon of={SYMBOLS[point.energy]} class={`tint of-${point.energy}`} />
        {name}
      </span>
      {found.loading ? (
        <span class="fluid-figure">
          <Ghost of="line" />
        </span>
      ) : (
        <span class="fluid-figure">
          <span class="answer is-second">
            {found.data && last ? (daily ? dayOf(found.data, last) : totalOf(found.data, "energy")) : "–"}
          </span>{" "}
          <span class="quiet small">
            {found.error
              ? wordsOf(found.error).what
              : !last
              ? t("home.days.nothing")
              : !daily
                ? t("home.days.months")
                : current
                  ? t("home.days.yesterday")
                  : t("home.days.on", { day: dayMonth(last.on) })}
          </span>
        </span>
      )}
      <span class="fluid-bars">
        {buckets.length > 0 && (
          <Sparkline
            buckets={buckets}
            energy={point.energy}
            label={t(daily ? "home.days.chart" : "home.days.chart_months", { energy: name })}
          />
        )}
      </span>
      <span class="fluid-change">
        {before !== undefined && (
          <>
            <strong class={before <= 0 ? "is-less" : "is-more"}>{change(before)}</strong>{" "}
            <span class="quiet small">{t("home.days.last_year")}</span>
          </>
        )}
        {daily && last && !current && <span class="quiet small late">{t("home.days.not_yet")}</span>}
      </span>
    </a>
  );
}

/** The last day that is known, in the unit of the fluid. */
function dayOf(answer: Usage, bucket: Bucket): string {
  return bucket.kwh_wh != null
    ? quantity(bucket.kwh_wh, "Wh")
    : quantity(bucket.amount ?? 0, answer.unit);
}

function total(buckets: Bucket[]): number {
  return buckets.reduce((sum, each) => sum + (each.amount ?? 0), 0);
}

/** More or less than a year before, over the buckets that are known in both. */
function compared(buckets: Bucket[]): number | undefined {
  const both = buckets.filter((each) => each.previous_amount !== null && each.kind !== "partial");
  const past = both.reduce((sum, each) => sum + (each.previous_amount ?? 0), 0);
  return past > 0 ? total(both) / past - 1 : undefined;
}
