import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import type { Curve } from "../../core/loadcurve";
import type { Unit } from "../../core/units";
import { Later } from "../ui/Later";

interface Props {
  curve: Curve;
  energy: Energy;
  unit: Unit;
  open: { day: number; times: number } | undefined;
}

/** The curve's drawing library comes only when the curve is about to be seen. */
export function LazyCurve(props: Props) {
  const unit = props.unit === "dm3" ? "units.litre_hour" : "units.kilowatt";
  return (
    <section class="card curve-card">
      <h2>
        {t("usage.curve.title")} ({t(unit)})
      </h2>
      <Later load={() => import("../charts/LoadCurve")} with={props} ghost="tall" seen={props.open === undefined} />
    </section>
  );
}
