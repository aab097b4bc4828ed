import { useState } from "preact/hooks";
import {
  day as wholeDay, dayMonth, letterMonth, month, plusDays, plusMonths, shortMonth, today, year,
} from "../../core/format";
import { download as downloadIcon, left, right } from "../../core/icons";
import { t } from "../../core/i18n";
import { usage } from "../api";
import { Bars, BarsKey, type Bar } from "../charts/Bars";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Segments } from "../ui/Segments";
import type { Bucket, Step, SupplyPoint, Usage } from "../wire";
import { csvOfUsage, download } from "./csv";
import { figureOf, inMeasure, saidAs, unitOf, valueOf, type Measure } from "./measure";
import { scale } from "../../core/units";

const SPAN: Record<Step, number> = { day: 31, month: 12, year: 5 };

/** The window of a step, `back` windows ago; `until` is exclusive. */
function windowOf(step: Step, back: number): { from: string; until: string } {
  const now = today();
  if (step === "day") {
    const until = plusDays(now, 1 - back * SPAN.day);
    return { from: plusDays(until, -SPAN.day), until };
  }
  if (step === "month") {
    const until = plusMonths(`${now.slice(0, 8)}01`, 1 - back * SPAN.month);
    return { from: plusMonths(until, -SPAN.month), until };
  }
  const until = `${Number(year(now)) + 1 - back * SPAN.year}-01-01`;
  return { from: `${Number(year(until)) - SPAN.year}-01-01`, until };
}

function nameOf(on: string, step: Step): { name: string; whole: string } {
  if (step === "day") return { name: dayMonth(on), whole: wholeDay(on) };
  if (step === "month") return { name: shortMonth(on), whole: month(on) };
  return { name: year(on), whole: year(on) };
}

/** Bars by day, month or year, with their table and file. */
export default function Periods({ point, measure }: { point: SupplyPoint; measure: Measure }) {
  const [step, setStep] = useState<Step>("month");
  const [back, setBack] = useState(0);
  const [pointed, setPointed] = useState<Bar>();
  const { from, until } = windowOf(step, back);
  const found = useData(() => usage(point.point, step, from, until), [point.point, step, from]);
  const answer = found.data?.step === step ? found.data : undefined;
  const bars = answer ? answer.buckets.map((each) => barOf(each, answer, point, measure, step)) : [];
  const most = Math.max(0, ...bars.map((bar) => Math.max(bar.value ?? 0, bar.previous ?? 0)));
  const unit = answer && measure !== "money" ? ` (${scale(unitOf(answer, point.energy, measure), most).sign})` : "";
  const said = (value: number): string => (answer ? saidAs(value, answer, point.energy, measure) : "");
  const sum = bars.reduce((total, bar) => total + (bar.value ?? 0), 0);
  return (
    <section class="card periods">
      <div class="row spread">
        <h2>
          {t("usage.bars.title")}
          {unit}
        </h2>
        <Segments
          label={t("usage.bars.step")}
          options={(["day", "month", "year"] as const).map((each) => [each, t(`usage.bars.${each}`)] as const)}
          chosen={step}
          onChoose={(next) => {
            setStep(next);
            setBack(0);
          }}
        />
      </div>
      <div class="row spread">
        <p class="readout" aria-live="polite">
          {pointed
            ? `${pointed.whole} · ${pointed.value === null ? t("usage.bars.missing") : said(pointed.value)}`
            : `${nameOf(from, step).whole} – ${nameOf(plusDays(until, -1), step).whole}`}
        </p>
        <div class="row no-print">
          <button type="button" class="round" aria-label={t("usage.curve.earlier")} onClick={() => setBack(back + 1)}>
            <Icon of={left} />
          </button>
          <button
            type="button"
            class="round"
            aria-label={t("usage.curve.later")}
            disabled={back === 0}
            onClick={() => setBack(back - 1)}
          >
            <Icon of={right} />
          </button>
        </div>
      </div>
      {found.error ? <Failed error={found.error} again={found.again} /> : null}
      {!answer && !found.error && <Ghost of="tall" />}
      {answer && bars.every((bar) => bar.value === null) && <p class="quiet">{t("usage.bars.none")}</p>}
      {answer && bars.some((bar) => bar.value !== null) && (
        <>
          <Bars
            bars={bars}
            energy={point.energy}
            label={t("usage.bars.picture", {
              total: said(sum),
              from: bars[0]?.whole ?? "",
              until: bars.at(-1)?.whole ?? "",
            })}
            figure={figureOf(answer, point.energy, measure, most)}
            short={(bar, at) => shortName(answer.buckets[at]?.on ?? "", step, at, bar)}
            onPoint={setPointed}
          />
          <BarsKey energy={point.energy} bars={bars} />
          <Figures answer={answer} bars={bars} said={said} />
        </>
      )}
    </section>
  );
}

function shortName(on: string, step: Step, at: number, bar: Bar): string {
  if (step === "month") return letterMonth(on);
  if (step === "day") return at % 5 === 0 ? String(Number(on.slice(8))) : "";
  return bar.name;
}

function barOf(bucket: Bucket, answer: Usage, point: SupplyPoint, measure: Measure, step: Step): Bar {
  const value = valueOf(bucket, answer, point.energy, measure);
  return {
    ...nameOf(bucket.on, step),
    value,
    estimated: inMeasure(bucket.estimated_amount, bucket, value) ?? 0,
    previous: measure === "money" ? null : inMeasure(bucket.previous_amount, bucket, value),
    kind: bucket.kind,
  };
}

interface FiguresProps {
  answer: Usage;
  bars: Bar[];
  said: (value: number) => string;
}

/** The same numbers as a table, and as a file. */
function Figures({ answer, bars, said }: FiguresProps) {
  return (
    <details class="figures-table">
      <summary class="textual is-bare">{t("usage.table.show")}</summary>
      <table class="table figures">
        <thead>
          <tr>
            <th scope="col">{t("usage.table.period")}</th>
            <th scope="col" class="end">
              {t("usage.table.amount")}
            </th>
            <th scope="col" class="end">
              {t("usage.table.previous")}
            </th>
            <th scope="col">{t("usage.table.kind")}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.whole}>
              <th scope="row">{bar.whole}</th>
              <td class="end">{bar.value === null ? "–" : said(bar.value)}</td>
              <td class="end quiet">{bar.previous === null ? "–" : said(bar.previous)}</td>
              <td>{t(`usage.bars.${bar.kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        class="action is-second is-small no-print"
        onClick={() => download(`${answer.step}-${answer.buckets[0]?.on ?? ""}.csv`, csvOfUsage(answer))}
      >
        <Icon of={downloadIcon} size="small" />
        {t("usage.table.csv")}
      </button>
    </details>
  );
}
