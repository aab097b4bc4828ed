import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { hand } from "./hand";

const DIGITS = ["0", "0", "8", "4", "3"];
const RED = ["2", "6", "1"];

/** A water meter seen from above, its serial number ringed: where the fourth proof is written. */
export function MeterDrawing() {
  const part = operator().proof.parts.find((each) => each.kind === "meter_serial");
  return (
    <svg class="drawing" viewBox="0 0 420 530" role="img" aria-label={t("door.proof.meter_drawing")}>
      <path class="pipe" d="M-20 300H440" />
      <path class="nut" d="M38 262v76M70 254v92M350 254v92M382 262v76" />
      <circle class="rim" cx="210" cy="300" r="150" />
      <circle class="sheet" cx="210" cy="300" r="128" />
      <text x="210" y="218" class="soft-text" text-anchor="middle">
        {t("units.m3")}
      </text>
      <g class="counter">
        {[...DIGITS, ...RED].map((digit, at) => (
          <g key={at} class={at >= DIGITS.length ? "is-red" : undefined}>
            <rect x={117 + at * 23.5} y="232" width="21" height="34" rx="3" />
            <text x={127.5 + at * 23.5} y="255" text-anchor="middle">
              {digit}
            </text>
          </g>
        ))}
      </g>
      <g class="star" transform="translate(210 318)">
        {Array.from({ length: 6 }, (_, arm) => (
          <path key={arm} d="M0 0L-5 -17L0 -21L5 -17Z" transform={`rotate(${arm * 60})`} />
        ))}
      </g>
      <text x="210" y="378" class="number" text-anchor="middle">
        № {part?.example}
      </text>
      <path class="ring" pathLength="1" d={hand(126, 346, 168, 54)} />
    </svg>
  );
}
