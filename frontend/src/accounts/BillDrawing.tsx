import type { ProofKind, ProofPart } from "../../core/facts";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { hand } from "./hand";
import { MeterDrawing } from "./MeterDrawing";
import "./drawing.css";

const TOP = 130;
const STEP = 62;

/**
 * A bill as the operator prints it, with the numbers to copy at its top left.
 *
 * `ring` circles one of them: the one whose field is being filled.
 */
function BillDrawing({ ring }: { ring: ProofKind | undefined }) {
  const { name, proof, code } = operator();
  const printed = proof.parts.filter((part) => part.kind !== "place" && part.kind !== "meter_serial");
  const at = printed.findIndex((part) => part.kind === ring);
  return (
    <svg class="drawing" viewBox="0 0 420 530" role="img" aria-label={t("door.proof.drawing")}>
      <g class="drawing-sheet">
        <rect x="30" y="16" width="360" height="520" rx="6" class="sheet" />
        <image href={`/${code}/logo.svg`} x="56" y="42" width="34" height="34" />
        <text x="102" y="65" class="strong-text">
          {name}
        </text>
        <text x="364" y="65" class="soft-text" text-anchor="end">
          {t("door.proof.bill")}
        </text>
        <path d="M56 94H364" class="rule" />
        {printed.map((part, row) => (
          <g key={part.kind} class={row === at ? "lit" : undefined}>
            <text x="60" y={TOP + row * STEP} class="soft-text">
              {t(`door.proof.${part.kind}`)}
            </text>
            <text x="60" y={TOP + 21 + row * STEP} class="number">
              {part.example}
            </text>
          </g>
        ))}
        <g class="greek">
          <path d="M272 128h92M272 144h74M272 160h84" />
          <path d="M60 276h120M60 294h168M60 312h142M60 330h156" />
          <path d="M318 276h46M330 294h34M324 312h40M334 330h30" />
          <path d="M60 356h304" class="rule" />
        </g>
        <g class="mini">
          {[38, 46, 54, 49, 36, 24, 16, 12, 15, 24, 34, 44].map((height, month) => (
            <rect key={month} x={60 + month * 16} y={446 - height} width="10" height={height} rx="2" />
          ))}
        </g>
        <text x="364" y="412" class="soft-text" text-anchor="end">
          {t("door.proof.total")}
        </text>
        <rect x="276" y="422" width="88" height="24" rx="5" class="total" />
        <path d="M60 474h304M60 490h240" class="greek" />
      </g>
      {at >= 0 && (
        <g key={ring}>
          <path class="ring" pathLength="1" d={hand(46, TOP - 21 + at * STEP, 200, 54)} />
        </g>
      )}
    </svg>
  );
}

/** The drawing as it stands on the dark side of the door. */
export function Drawing({ ring }: { ring: ProofKind | undefined }) {
  return (
    <div class="door-drawing">
      {ring === "meter_serial" ? <MeterDrawing /> : <BillDrawing ring={ring} />}
    </div>
  );
}

/** The first number that is printed on a bill: the one to look for first. */
export function firstPrinted(parts: ProofPart[]): ProofKind | undefined {
  return parts.find((part) => part.kind !== "place" && part.kind !== "meter_serial")?.kind;
}
