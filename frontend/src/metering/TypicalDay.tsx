import { useMemo } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import { grid, type Curve } from "../../core/loadcurve";
import { usualDay } from "../../core/series";
import { Profile } from "../charts/Profile";

interface Props {
  curve: Curve;
  energy: Energy;
  offPeak: [string, string][];
}

/** The mean of each half-hour of the day, over the cheap hours. */
export default function TypicalDay({ curve, energy, offPeak }: Props) {
  const usual = useMemo(() => usualDay(grid(curve), 1440 / curve.step), [curve]);
  return (
    <section class="card">
      <h2>{t("usage.typical.title")}</h2>
      <Profile values={usual} step={curve.step} energy={energy} offPeak={offPeak} />
      {offPeak.length > 0 && (
        <ul class="key keyed">
          <li>
            <svg viewBox="0 0 15 15" aria-hidden="true">
              <rect class="cheap" x=".5" y=".5" width="14" height="14" rx="3" />
            </svg>
            {t("usage.typical.off_peak")} {offPeak.map(([from, until]) => `${from}–${until}`).join(", ")}
          </li>
        </ul>
      )}
    </section>
  );
}
