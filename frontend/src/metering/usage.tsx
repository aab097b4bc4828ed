import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Energy } from "../../core/facts";
import {
  change, currencySign, daysBetween, moment, percent, plusMonths, roundMoney, shortDay, shortMoment, today,
} from "../../core/format";
import { antenna, bell, clock, download as downloadIcon, forward, print as printIcon, swap } from "../../core/icons";
import { t } from "../../core/i18n";
import { unpack, type Curve } from "../../core/loadcurve";
import { to } from "../../core/page";
import { peak } from "../../core/series";
import { quantity, rate } from "../../core/units";
import { loadCurve, supplyPoints, usage } from "../api";
import { Year } from "../charts/Year";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { asked, Fluids, remember } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { Shell } from "../ui/Shell";
import type { LoadCurve as Packed, SupplyPoint, Usage } from "../wire";
import { Later } from "../ui/Later";
import { sharingOf } from "./sharing";
import { LazyCurve } from "./LazyCurve";
import { measuresOf, totalOf, type Measure } from "./measure";
import "./usage.css";
import "../charts/curve.css";

/** How much did I use: the year as one answer, as a cloth, as a curve, as bars, as a table. */
export function UsagePage() {
  const found = useData(() => supplyPoints());
  const points = (found.data?.items ?? []).filter((point) => point.meter);
  const [chosen, setChosen] = useState<SupplyPoint>();
  const [measure, setMeasure] = useState<Measure>("energy");
  const point = chosen ?? (found.data ? asked(points) : undefined);
  function choose(next: SupplyPoint) {
    setChosen(next);
    remember(next);
  }
  const measures = point ? measuresOf(point.energy) : [];
  const shown = measures.includes(measure) ? measure : (measures[0] ?? "energy");
  const tools = point && (
    <div class="row">
      <Fluids points={points} chosen={point} onChoose={choose} label={t("usage.fluid.label")} />
      <Segments
        label={t("usage.measure.label")}
        options={measures.map((each) => [each, signOf(each, point.energy)] as const)}
        chosen={shown}
        onChoose={setMeasure}
      />
    </div>
  );
  return (
    <Shell title={t("usage.page")} tools={tools}>
      {found.error ? <Failed error={found.error} again={found.again} /> : null}
      {found.loading && (
        <div class="stack">
          <div class="card">
            <Ghost of="answer" />
          </div>
          <div class="jewel">
            <Ghost of="tall" />
          </div>
        </div>
      )}
      {found.data && !point && (
        <Note>
          <p class="strong">{t("usage.empty.title")}</p>
          <p>{t("usage.empty.next")}</p>
        </Note>
      )}
      {point && <OfPoint key={point.point} point={point} measure={shown} />}
    </Shell>
  );
}

function signOf(measure: Measure, energy: Energy): string {
  if (measure === "money") return currencySign();
  if (measure === "volume") return t("units.m3");
  return t(energy === "water" ? "units.m3" : "units.kwh");
}

function OfPoint({ point, measure }: { point: SupplyPoint; measure: Measure }) {
  const now = today();
  const year = plusMonths(now, -12);
  const smart = point.meter?.communicating === true;
  const months = useData(() => usage(point.point, "month", plusMonths(`${now.slice(0, 8)}01`, -12), now));
  const packed = useData<Packed | undefined>(async () =>
    (await sharingOf(point)).curve ? loadCurve(point.point, year, now) : undefined,
  );
  const curve = useMemo(() => packed.data && unpack(packed.data), [packed.data]);
  const drawn = curve && peak(curve) ? curve : undefined;
  const [open, setOpen] = useState<{ day: number; times: number }>();
  const first = useRef(true);
  useEffect(() => {
    const wanted = new URLSearchParams(location.search).get("day");
    if (!drawn || !wanted || !first.current) return;
    first.current = false;
    const day = daysBetween(drawn.from, wanted);
    if (day >= 0 && day < drawn.days) setOpen({ day, times: 0 });
  }, [drawn]);
  return (
    <div class="stack">
      <Answers months={months.data} point={point} measure={measure} />
      {months.error ? <Failed error={months.error} again={months.again} /> : null}
      {packed.data && packed.data.gaps.length > 0 && drawn && <Gaps gaps={packed.data.gaps} />}
      {smart && packed.error ? <Failed error={packed.error} again={packed.again} /> : null}
      {smart && !packed.error && (
      <section class="jewel">
        <h2>{t("usage.year.title")}</h2>
        {drawn ? (
          <Year
            curve={drawn}
            energy={point.energy}
            label={pictureOf(drawn, point.energy)}
            onDay={(day) => setOpen((last) => ({ day, times: (last?.times ?? 0) + 1 }))}
          />
        ) : packed.loading ? (
          <Ghost of="tall" />
        ) : (
          <NoCurve point={point} allowed={packed.data !== undefined} />
        )}
      </section>
      )}
      {drawn && packed.data && (
        <>
          <LazyCurve
            curve={drawn}
            energy={point.energy}
            unit={packed.data.unit}
            open={open}
          />
          <div class="lead">
            <Bars point={point} measure={measure} />
            <Later
              load={() => import("./TypicalDay")}
              with={{ curve: drawn, energy: point.energy, offPeak: packed.data.off_peak }}
              ghost="tall"
              seen
            />
          </div>
        </>
      )}
      {!drawn && !packed.loading && <Bars point={point} measure={measure} />}
      {months.data && months.data.classes.length > 1 && (
        <Later load={() => import("./ByClass")} with={{ months: months.data, point }} ghost="block" seen />
      )}
      <Later load={() => import("./Usual")} with={{ point }} ghost="tall" seen />
      {drawn && point.energy === "electricity" && <Later load={() => import("./Power")} with={{ point }} ghost="tall" seen />}
      <Onward point={point} fine={drawn !== undefined} />
    </div>
  );
}

/** Bars by day, month or year; their code comes while the year is being fetched. */
function Bars(given: { point: SupplyPoint; measure: Measure }) {
  return <Later load={() => import("./Periods")} with={given} ghost="tall" />;
}

/** What else can be done with one's use: take it along, print it, ask what would change it. */
function Onward({ point, fine }: { point: SupplyPoint; fine: boolean }) {
  const [sheet, setSheet] = useState(false);
  const here = { point: point.point };
  return (
    <section class="card no-print">
      <h2>{t("usage.onward.title")}</h2>
      <ul class="list">
        <li>
          <button type="button" class="item" onClick={() => setSheet(true)}>
            <Icon of={downloadIcon} />
            <Said word="export" />
            <Icon of={forward} size="small" />
          </button>
        </li>
        <li>
          <a href={to("simulate", here)}>
            <Icon of={swap} />
            <Said word="simulate" />
            <Icon of={forward} size="small" />
          </a>
        </li>
        <li>
          <a href={to("notices", here)}>
            <Icon of={bell} />
            <Said word="notices" />
            <Icon of={forward} size="small" />
          </a>
        </li>
        <li>
          <button type="button" class="item" onClick={() => print()}>
            <Icon of={printIcon} />
            <Said word="print" />
            <Icon of={forward} size="small" />
          </button>
        </li>
      </ul>
      {sheet && (
        <Later
          load={() => import("./Export")}
          with={{ point, fine, onClose: () => setSheet(false) }}
        />
      )}
    </section>
  );
}

function Said({ word }: { word: "export" | "simulate" | "notices" | "print" }) {
  return (
    <span>
      <span class="strong">{t(`usage.onward.${word}`)}</span>
      <br />
      <span class="quiet small">{t(`usage.onward.${word}_more`)}</span>
    </span>
  );
}

function pictureOf(curve: Curve, energy: Energy): string {
  const most = peak(curve);
  if (!most) return t("usage.year.title");
  return t("usage.year.picture", { peak: rate(most.value, curve.step, energy), when: moment(most.at) });
}

interface AnswersProps {
  months: Usage | undefined;
  point: SupplyPoint;
  measure: Measure;
}

/** The conclusions, before any chart: the year's total in the largest type, its figures beside it. */
function Answers({ months, point, measure }: AnswersProps) {
  const { energy } = point;
  const kpis = months?.kpis;
  const past = kpis?.compared_previous_amount;
  const ratio = past ? (kpis?.compared_amount ?? 0) / past - 1 : undefined;
  return (
    <section class="card answers">
      <div>
        <p class="quiet small">{t("usage.kpi.total")}</p>
        {months ? <p class="answer">{totalOf(months, measure)}</p> : <Ghost of="answer" />}
        {ratio !== undefined && (
          <p class={`small strong ${ratio <= 0 ? "is-less" : ""}`}>
            {t("usage.kpi.last_year", { change: change(ratio) })}
          </p>
        )}
      </div>
      {measure !== "money" && months?.total_cents != null && (
        <Figure label={t("usage.kpi.cost")} value={roundMoney(months.total_cents, months.currency)} />
      )}
      {measure === "money" && months && (
        <Figure label={t(`units.${energy}`)} value={quantity(months.total, months.unit)} />
      )}
      {kpis?.always_on != null && (
        <Figure
          label={t(energy === "water" ? "usage.kpi.night_flow" : "usage.kpi.always_on")}
          value={rate(kpis.always_on, 60, energy)}
        />
      )}
      {kpis?.peak && (
        <Figure
          label={t("usage.kpi.peak")}
          value={rate(kpis.peak.rate, 60, energy)}
          more={shortMoment(kpis.peak.at)}
        />
      )}
      {kpis?.off_peak_percent != null && (
        <Figure label={t("usage.kpi.off_peak")} value={percent(kpis.off_peak_percent / 100)} />
      )}
    </section>
  );
}

function Figure({ label, value, more }: { label: string; value: string; more?: string }) {
  return (
    <div>
      <p class="quiet small">{label}</p>
      <p class="answer is-second">{value}</p>
      {more && <p class="quiet small">{more}</p>}
    </div>
  );
}

/** What is not there yet, and why. */
function Gaps({ gaps }: { gaps: Packed["gaps"] }) {
  const latest = gaps.toSorted((a, b) => (a.on < b.on ? 1 : -1)).slice(0, 3);
  return (
    <Note kind="soon" icon={clock}>
      <p class="strong">{t("usage.gaps.title", { count: gaps.length })}</p>
      {latest.map((gap) => (
        <p key={gap.on} class="small">
          <span class="strong">{shortDay(gap.on)}</span>
          {" · "}
          {gap.why}
          {gap.next_try_at && ` ${t("usage.gaps.next", { when: moment(gap.next_try_at) })}.`}
        </p>
      ))}
      {gaps.length > latest.length && (
        <p class="small">{t("usage.gaps.more", { count: gaps.length - latest.length })}</p>
      )}
    </Note>
  );
}

function NoCurve({ point, allowed }: { point: SupplyPoint; allowed: boolean }) {
  return (
    <div class="no-curve">
      <Icon of={antenna} size="large" />
      <div>
        <p>{t(allowed ? "usage.year.soon" : "usage.year.none_consent")}</p>
        <a class="textual" href={to("consents", { point: point.point })}>
          {t("usage.year.consents")}
        </a>
      </div>
    </div>
  );
}
