import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { letterMonth, plusDays, weekdayDay } from "../../core/format";
import { t } from "../../core/i18n";
import { grid, type Curve } from "../../core/loadcurve";
import { paint, shade } from "../../core/tapestry";
import { rate } from "../../core/units";
import "./charts.css";

interface Props {
  curve: Curve;
  energy: Energy;
  label: string;
  onDay?: (day: number) => void;
}

interface Spot {
  day: number;
  row: number;
  left: number;
}

function hour(row: number, step: number): string {
  const minutes = row * step;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The customer's year as a tapestry; pointing reads a half-hour, touching opens its day. */
export function Year({ curve, energy, label, onDay }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [spot, setSpot] = useState<Spot>();
  const rows = 1440 / curve.step;
  const cloth = useMemo(() => grid(curve), [curve]);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, cloth, energy, rows);
  }, [cloth, energy, rows]);
  const months = useMemo(() => monthsOf(curve), [curve]);

  function at(event: PointerEvent | MouseEvent): Spot {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const day = Math.min(curve.days - 1, Math.max(0, Math.floor(share * curve.days)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)));
    return { day, row, left: (day / curve.days) * 100 };
  }
  const value = spot ? (cloth[spot.day * rows + spot.row] ?? -1) : -1;
  return (
    <>
      <div class="year-grid">
        <div class="year-hours" aria-hidden="true">
          {[0, 6, 12, 18, 24].map((each) => (
            <span key={each}>{each}</span>
          ))}
        </div>
        <div
          class="year-cloth keyed"
          onPointerMove={(event) => setSpot(at(event))}
          onPointerLeave={() => setSpot(undefined)}
          onClick={(event) => onDay?.(at(event).day)}
        >
          <canvas ref={canvas} width={curve.days} height={rows} role="img" aria-label={label} />
          {spot && <div class="year-thread" style={{ left: `${spot.left}%` }} />}
        </div>
        <ol class="year-months" aria-hidden="true">
          {months.map((each) => (
            <li key={each.on} style={{ flexGrow: each.days }}>
              {each.days > 12 ? letterMonth(each.on) : ""}
            </li>
          ))}
        </ol>
      </div>
      <div class="year-foot">
        <span>
          {spot
            ? `${weekdayDay(plusDays(curve.from, spot.day))}, ${hour(spot.row, curve.step)} · ${
                value >= 0 ? rate(value, curve.step, energy) : t("usage.year.hole")
              }`
            : onDay
              ? t("usage.year.hint")
              : ""}
        </span>
        <Ramp energy={energy} />
      </div>
    </>
  );
}

function Ramp({ energy }: { energy: Energy }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const brush = canvas.current?.getContext("2d");
    if (!brush) return;
    for (let x = 0; x < 96; x++) {
      brush.fillStyle = `rgb(${shade(energy, x / 95).join(" ")})`;
      brush.fillRect(x, 0, 1, 1);
    }
  }, [energy]);
  return (
    <span class="ramp keyed">
      {t("usage.year.less")}
      <canvas ref={canvas} width="96" height="1" aria-hidden="true" />
      {t("usage.year.most")}
    </span>
  );
}

function monthsOf(curve: Curve): { on: string; days: number }[] {
  const months: { on: string; days: number }[] = [];
  for (let day = 0; day < curve.days; day++) {
    const on = plusDays(curve.from, day);
    const last = months.at(-1);
    if (last && last.on.slice(0, 7) === on.slice(0, 7)) last.days += 1;
    else months.push({ on, days: 1 });
  }
  return months;
}
