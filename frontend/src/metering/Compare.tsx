import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import { index } from "../../core/units";

interface Props {
  used: number;
  usual: number | null;
  days?: number;
  unit: "kWh" | "m3";
  energy: Energy;
}

/** This time beside the usual: two bars, the longer one as wide as there is room. */
export function Compare({ used, usual, days, unit, energy }: Props) {
  const most = Math.max(1, used, usual ?? 0);
  const now = index(used, unit);
  const before = usual === null ? undefined : index(Math.round(usual), unit);
  return (
    <div
      class={`compare of-${energy} keyed`}
      role="img"
      aria-label={before ? t("reading.compare.picture", { now, usual: before }) : now}
    >
      {usual !== null && (
        <>
          <span>{t("reading.compare.usual")}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="past" width={Math.max(0.6, (usual / most) * 100)} height="10" />
          </svg>
          <span class="figures">{before}</span>
        </>
      )}
      <span class="strong">{t("reading.compare.now")}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="now" width={Math.max(0.6, (used / most) * 100)} height="10" />
      </svg>
      <span class="figures strong">{now}</span>
      {days !== undefined && days > 0 && (
        <span class="compare-days quiet small">{t("reading.compare.days", { count: days })}</span>
      )}
    </div>
  );
}
