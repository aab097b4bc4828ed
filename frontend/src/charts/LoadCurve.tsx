import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { Energy } from "../../core/facts";
import {
  dayMonth, clockTime, period, plusDays, shortMonth, timeZone, upTo, weekdayDay,
} from "../../core/format";
import { expand, left, right, zoomIn, zoomOut } from "../../core/icons";
import { t } from "../../core/i18n";
import { midnight, type Curve } from "../../core/loadcurve";
import { daily } from "../../core/series";
import { quantity, type Unit } from "../../core/units";
import { Icon } from "../ui/Icon";

interface Window_ {
  from: number;
  days: number;
}
interface Props {
  curve: Curve;
  energy: Energy;
  unit: Unit;
  /** The day to open, and how often it was asked: the same day may be asked for twice. */
  open: { day: number; times: number } | undefined;
}

/** Past so many days single steps are an unreadable block: lowest, highest and mean are drawn. */
const RAW_DAYS = 45;

/** A token's colour as the canvas can use it. */
function colour(host: Element, expression: string): string {
  const probe = document.createElement("span");
  probe.style.color = expression;
  host.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** The load curve with buttons for every gesture; drawn when it is looked at. */
export default function LoadCurve({ curve, energy, unit, open }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const [shown, setShown] = useState<Window_>({ from: 0, days: curve.days });
  const days = useMemo(() => daily(curve), [curve]);
  useEffect(() => setShown({ from: 0, days: curve.days }), [curve]);
  useEffect(() => {
    if (!open) return;
    const from = Math.max(0, Math.min(curve.days - 3, open.day - 1));
    setShown({ from, days: Math.min(3, curve.days) });
    host.current?.scrollIntoView({ block: "center", behavior: "smooth" });
  }, [open]);

  const scale = unit === "Wh" ? 60 / curve.step / 1000 : 60 / curve.step;
  const raw = shown.days <= RAW_DAYS;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const draw = (): void => {
      plot.current?.destroy();
      const options = optionsOf(element, energy, raw, shown.days);
      plot.current = new uPlot(options, raw ? steps(curve, shown, scale) : spans(curve, days, shown, scale), element);
    };
    draw();
    const watch = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: heightOf(element) }),
    );
    watch.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", draw);
    return () => {
      watch.disconnect();
      scheme.removeEventListener("change", draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [curve, energy, shown, raw]);

  function move(from: number, length: number): void {
    const width = Math.round(Math.min(curve.days, Math.max(1, length)));
    setShown({ from: Math.round(Math.max(0, Math.min(curve.days - width, from))), days: width });
  }
  const { from, days: width } = shown;
  const first = plusDays(curve.from, from);
  const last = plusDays(curve.from, from + width - 1);
  const total = quantity(sum(curve, shown), unit);
  const said = { period: period(first, last), total };
  const tools = [
    { icon: left, word: "usage.curve.earlier", press: () => move(from - width / 2, width), off: from === 0 },
    { icon: right, word: "usage.curve.later", press: () => move(from + width / 2, width), off: from + width >= curve.days },
    { icon: zoomIn, word: "usage.curve.closer", press: () => move(from + width / 4, width / 2), off: width <= 1 },
    { icon: zoomOut, word: "usage.curve.wider", press: () => move(from - width / 2, width * 2), off: width >= curve.days },
    { icon: expand, word: "usage.curve.all", press: () => move(0, curve.days), off: width >= curve.days },
  ] as const;
  return (
    <div class={`curve of-${energy}`}>
      <div class="curve-plot keyed" ref={host} role="img" aria-label={t("usage.curve.picture", said)} />
      <div class="row spread">
        <p class="strong" aria-live="polite">
          {t("usage.curve.range", said)}
        </p>
        <div class="row no-print">
          {tools.map(({ icon, word, press, off }) => (
            <button key={word} type="button" class="round" onClick={press} disabled={off} aria-label={t(word)}>
              <Icon of={icon} />
            </button>
          ))}
        </div>
      </div>
      <ul class="key keyed">
        <li>
          <svg viewBox="0 0 15 15" aria-hidden="true">
            <path class="line" d="M2 7.5H13" />
          </svg>
          {t(raw ? "usage.curve.slot" : "usage.curve.mean")}
        </li>
        {!raw && (
          <li>
            <svg viewBox="0 0 15 15" aria-hidden="true">
              <rect class="span" width="15" height="15" rx="3" />
            </svg>
            {t("usage.curve.span")}
          </li>
        )}
      </ul>
    </div>
  );
}

function heightOf(element: Element): number {
  return element.clientWidth < 560 ? 240 : 290;
}

function sum(curve: Curve, { from, days }: Window_): number {
  let total = 0;
  const end = curve.starts[from + days] ?? curve.values.length;
  for (let slot = curve.starts[from] ?? 0; slot < end; slot++) {
    const value = curve.values[slot] ?? NaN;
    if (value >= 0) total += value;
  }
  return total;
}

function steps(curve: Curve, { from, days }: Window_, scale: number): uPlot.AlignedData {
  const xs: number[] = [];
  const ys: (number | null)[] = [];
  for (let day = from; day < from + days; day++) {
    const start = midnight(plusDays(curve.from, day)) / 1000;
    const first = curve.starts[day] ?? 0;
    const end = curve.starts[day + 1] ?? first;
    for (let slot = first; slot < end; slot++) {
      const value = curve.values[slot] ?? NaN;
      xs.push(start + (slot - first) * curve.step * 60);
      ys.push(value >= 0 ? value * scale : null);
    }
  }
  const end = xs.at(-1);
  if (end !== undefined) {
    xs.push(end + curve.step * 60);
    ys.push(ys.at(-1) ?? null);
  }
  return [xs, ys];
}

function spans(
  curve: Curve,
  all: ReturnType<typeof daily>,
  { from, days }: Window_,
  scale: number,
): uPlot.AlignedData {
  const xs: number[] = [];
  const high: (number | null)[] = [];
  const low: (number | null)[] = [];
  const mean: (number | null)[] = [];
  const known = (value: number | null | undefined): number | null =>
    value !== null && value !== undefined && value >= 0 ? value * scale : null;
  for (let day = from; day < from + days; day++) {
    xs.push(midnight(plusDays(curve.from, day)) / 1000 + 43_200);
    high.push(known(all.high[day]));
    low.push(known(all.low[day]));
    mean.push(known(all.mean[day]));
  }
  return [xs, high, low, mean];
}

function optionsOf(element: Element, energy: Energy, raw: boolean, days: number): uPlot.Options {
  const fluid = colour(element, `var(--${energy})`);
  const faint = colour(element, `color-mix(in srgb, var(--${energy}) 34%, transparent)`);
  const wash = colour(element, `color-mix(in srgb, var(--${energy}) 12%, transparent)`);
  const ink = colour(element, "var(--ink-2)");
  const line = colour(element, "var(--line)");
  const font = "500 12px Onest, system-ui, sans-serif";
  const zone = timeZone();
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const names = (values: number[]): string[] =>
    values.map((at, place) => {
      const on = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at * 1000);
      if (days > 70) return shortMonth(on);
      if (days > 3) return dayMonth(on);
      const time = clockTime(new Date(at * 1000));
      return time === "00:00" || place === 0 ? weekdayDay(on) : time;
    });
  const bars = (plot: uPlot, _series: number, first: number, last: number) => {
    const stroke = new Path2D();
    const [xs, high, low] = plot.data;
    const width = Math.max(1, plot.bbox.width / Math.max(1, last - first) - devicePixelRatio * 0.6);
    for (let at = first; at <= last; at++) {
      const top = high?.[at];
      const bottom = low?.[at];
      if (top === null || top === undefined || bottom === null || bottom === undefined) continue;
      const x = plot.valToPos(xs[at] ?? 0, "x", true);
      const from = plot.valToPos(top, "y", true);
      stroke.rect(x - width / 2, from, width, plot.valToPos(bottom, "y", true) - from);
    }
    return { stroke: null, fill: stroke } as unknown as uPlot.Series.Paths;
  };
  return {
    width: element.clientWidth,
    height: heightOf(element),
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), zone),
    padding: [10, 6, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: (_plot, _low, high) => [0, (high || 1) * 1.06] } },
    axes: [
      {
        stroke: ink,
        font,
        grid: { show: false },
        ticks: { show: false },
        gap: 8,
        size: 32,
        space: days > 70 ? 46 : 74,
        ...(days > 70 ? { incrs: [86_400 * 28, 86_400 * 56] } : {}),
        ...(days > 70 ? { splits: (plot: uPlot) => monthStarts(plot) } : {}),
        values: (_plot, values) => names(values),
      },
      {
        stroke: ink,
        font,
        size: 44,
        gap: 8,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        values: (_plot, values) => values.map((value) => upTo(value, 2)),
      },
    ],
    series: raw
      ? [{}, { stroke: fluid, width: 1.5, fill: wash, points: { show: false }, ...(stepped ? { paths: stepped } : {}) }]
      : [
          {},
          { fill: faint, paths: bars as unknown as uPlot.Series.PathBuilder, points: { show: false } },
          { show: true, paths: () => null, points: { show: false } },
          { stroke: fluid, width: 2, points: { show: false } },
        ],
  };
}

/** The first days of months within the plot, thinned where there is little room. */
function monthStarts(plot: uPlot): number[] {
  const { min = 0, max = 0 } = plot.scales["x"] ?? {};
  const found: number[] = [];
  const cursor = new Date((min ?? 0) * 1000);
  cursor.setUTCDate(1);
  for (let month = 0; month < 30; month++) {
    const at = Date.UTC(cursor.getUTCFullYear(), cursor.getUTCMonth() + month, 1, 12) / 1000;
    if (at > (max ?? 0)) break;
    if (at >= (min ?? 0)) found.push(at);
  }
  const every = Math.ceil(found.length / Math.max(3, Math.floor(plot.width / 62)));
  return found.filter((_, at) => at % every === 0);
}
