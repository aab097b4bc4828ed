import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import { axis } from "../../core/series";
import { useWidth } from "./size";
import "./charts.css";

export interface Bar {
  name: string;
  /** The name in full, for whoever points at it. */
  whole: string;
  value: number | null;
  /** The part that rests on estimates. */
  estimated: number;
  previous: number | null;
  kind: "real" | "estimated" | "missing" | "partial";
}

interface Props {
  bars: Bar[];
  energy: Energy;
  label: string;
  /** A value as it stands above its bar. */
  figure: (value: number) => string;
  /** The narrowest name, when the wide one has no room. */
  short: (bar: Bar, at: number) => string;
  onPoint: (bar: Bar | undefined) => void;
  /** A line across, that the bars should stay under. */
  limit?: number | undefined;
}

const TALL = 220;
const FOOT = 26;

/** Bars of a period beside the year before: real full, estimated hatched, missing dashed. */
export function Bars({ bars, energy, label, figure, short, onPoint, limit }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const most = Math.max(1e-9, limit ?? 0, ...bars.flatMap((bar) => [bar.value ?? 0, bar.previous ?? 0]));
  const ticks = axis(most);
  const top = ticks.at(-1) ?? most;
  const room = bars.length > 0 ? width / bars.length : 0;
  const withPast = bars.some((bar) => bar.previous !== null);
  const thick = Math.min(34, Math.max(2, room * (withPast ? 0.46 : 0.66)));
  const thin = withPast ? thick * 0.55 : 0;
  const tall = (value: number): number => (value / top) * (TALL - 22);
  const hatch = `hatch-${energy}`;
  return (
    <div class={`bars of-${energy} keyed`} ref={box}>
      {width > 0 && (
        <svg width={width} height={TALL + FOOT} role="img" aria-label={label}>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M1 0V5" class="hatch" />
            </pattern>
          </defs>
          {ticks.map((tick) => (
            <g key={tick}>
              <path class="grid" d={`M0 ${TALL - tall(tick) + 0.5}H${width}`} />
              {room <= 44 && tick > 0 && (
                <text x="0" y={TALL - tall(tick) - 4}>
                  {figure(tick)}
                </text>
              )}
            </g>
          ))}
          {bars.map((bar, at) => {
            const left = at * room + (room - thick - thin) / 2;
            const value = bar.value ?? 0;
            const guess = Math.min(value, bar.kind === "estimated" && !bar.estimated ? value : bar.estimated);
            const sure = value - guess;
            return (
              <g
                key={bar.name + at}
                onPointerEnter={() => onPoint(bar)}
                onPointerLeave={() => onPoint(undefined)}
              >
                <rect class="hit" x={at * room} y="0" width={room} height={TALL} />
                {bar.previous !== null && (
                  <rect
                    class="past"
                    x={left}
                    y={TALL - tall(bar.previous)}
                    width={Math.max(1, thin - 1.5)}
                    height={tall(bar.previous)}
                    rx={Math.min(3, thin / 4)}
                  />
                )}
                {bar.value === null || bar.kind === "missing" ? (
                  <rect class="missing" x={left + thin} y={TALL - 14} width={thick} height="14" rx="2" />
                ) : (
                  <>
                    <rect
                      class="real"
                      x={left + thin}
                      y={TALL - tall(sure)}
                      width={thick}
                      height={tall(sure)}
                      rx={Math.min(3, thick / 4)}
                    />
                    {guess > 0 && (
                      <>
                        <rect
                          fill={`url(#${hatch})`}
                          x={left + thin}
                          y={TALL - tall(value)}
                          width={thick}
                          height={tall(guess)}
                        />
                        <rect
                          class="outline"
                          x={left + thin + 0.6}
                          y={TALL - tall(value) + 0.6}
                          width={Math.max(0, thick - 1.2)}
                          height={Math.max(0, tall(guess) - 0.6)}
                        />
                      </>
                    )}
                    {room > 44 && (
                      <text class="value" x={left + thin + thick / 2} y={TALL - tall(value) - 7} text-anchor="middle">
                        {figure(value)}
                      </text>
                    )}
                  </>
                )}
                <text x={at * room + room / 2} y={TALL + 18} text-anchor="middle">
                  {room > 44 ? bar.name : short(bar, at)}
                </text>
              </g>
            );
          })}
          {limit !== undefined && (
            <path class="limit" d={`M0 ${Math.round(TALL - tall(limit)) + 0.5}H${width}`} />
          )}
        </svg>
      )}
    </div>
  );
}

/** What the bars' fills mean. */
export function BarsKey({ energy, bars }: { energy: Energy; bars: Bar[] }) {
  const has = (kind: Bar["kind"]): boolean => bars.some((bar) => bar.kind === kind);
  const guessed = bars.some((bar) => bar.kind === "estimated" || bar.estimated > 0);
  const hatch = `url(#hatch-${energy})`;
  return (
    <ul class={`key of-${energy} keyed`}>
      <li>
        <svg viewBox="0 0 15 15" aria-hidden="true">
          <rect class="real" width="15" height="15" rx="3" />
        </svg>
        {t("usage.bars.real")}
      </li>
      {guessed && (
        <li>
          <svg viewBox="0 0 15 15" aria-hidden="true">
            <rect fill={hatch} width="15" height="15" rx="3" />
          </svg>
          {t("usage.bars.estimated")}
        </li>
      )}
      {bars.some((bar) => bar.previous !== null) && (
        <li>
          <svg viewBox="0 0 15 15" aria-hidden="true">
            <rect class="past" width="15" height="15" rx="3" />
          </svg>
          {t("usage.bars.previous")}
        </li>
      )}
      {has("missing") && (
        <li>
          <svg viewBox="0 0 15 15" aria-hidden="true">
            <rect class="missing" x="1" y="1" width="13" height="13" rx="3" />
          </svg>
          {t("usage.bars.missing")}
        </li>
      )}
    </ul>
  );
}
