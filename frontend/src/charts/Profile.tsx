import type { Energy } from "../../core/facts";
import { number } from "../../core/format";
import { t } from "../../core/i18n";
import { rate } from "../../core/units";
import { useWidth } from "./size";
import "./charts.css";

interface Props {
  /** The mean of each slot of the day. */
  values: Float32Array;
  step: number;
  energy: Energy;
  offPeak: [string, string][];
}

const TALL = 190;

function share(hhmm: string): number {
  const [h = 0, m = 0] = hhmm.split(":").map(Number);
  return (h * 60 + m) / 1440;
}

/** The usual day over the off-peak hours, as bands behind it. */
export function Profile({ values, step, energy, offPeak }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const most = Math.max(...values) || 1;
  const best = values.indexOf(most);
  const x = (slot: number): number => (slot / values.length) * width;
  const y = (value: number): number => TALL - (value / most) * (TALL - 12);
  const line = [...values].map((value, slot) => `${x(slot + 0.5).toFixed(1)} ${y(value).toFixed(1)}`);
  const edge = `M0 ${y(values[0] ?? 0).toFixed(1)}L${line.join("L")}L${width} ${y(values.at(-1) ?? 0).toFixed(1)}`;
  const bands = offPeak.flatMap(([from, until]) =>
    share(from) < share(until)
      ? [[share(from), share(until)] as const]
      : [[0, share(until)] as const, [share(from), 1] as const],
  );
  const time = `${String(Math.floor((best * step) / 60)).padStart(2, "0")}:${String((best * step) % 60).padStart(2, "0")}`;
  return (
    <div class={`profile of-${energy} keyed`} ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={TALL + 24}
          role="img"
          aria-label={t("usage.typical.picture", { time, peak: rate(most, step, energy) })}
        >
          {bands.map(([from, until]) => (
            <rect
              key={from}
              class="cheap"
              x={from * width}
              y="0"
              width={Math.max(0, (until - from) * width)}
              height={TALL}
            />
          ))}
          <path class="under" d={`${edge}V${TALL}H0Z`} />
          <path class="curve" d={edge} />
          <path class="base" d={`M0 ${TALL}H${width}`} />
          {[0, 6, 12, 18, 24].map((hour) => (
            <text
              key={hour}
              x={(hour / 24) * width}
              y={TALL + 18}
              text-anchor={hour === 0 ? "start" : hour === 24 ? "end" : "middle"}
            >
              {number(hour)}
              {"\u00a0h"}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
