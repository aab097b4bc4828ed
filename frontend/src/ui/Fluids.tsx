import { bolt, drop, flame } from "../../core/icons";
import type { Energy } from "../../core/facts";
import { t } from "../../core/i18n";
import type { SupplyPoint } from "../wire";
import { Icon } from "./Icon";

export const SYMBOLS: Record<Energy, string> = { electricity: bolt, gas: flame, water: drop };

/** The name of a supply point among its neighbours: its fluid, and its address if there are more. */
export function nameOf(point: SupplyPoint, all: readonly SupplyPoint[]): string {
  const fluid = t(`units.${point.energy}`);
  const twins = all.filter((each) => each.energy === point.energy);
  return twins.length > 1 ? `${fluid}, ${point.label || point.address.street}` : fluid;
}

interface Props {
  points: SupplyPoint[];
  chosen: SupplyPoint;
  onChoose: (point: SupplyPoint) => void;
  label: string;
}

/** One pill for each supply point, in the colour of its fluid. */
export function Fluids({ points, chosen, onChoose, label }: Props) {
  if (points.length < 2) return null;
  return (
    <div class="pills" role="group" aria-label={label}>
      {points.map((point) => (
        <button
          key={point.point}
          type="button"
          class={`pill of-${point.energy}`}
          aria-pressed={point.point === chosen.point}
          onClick={() => onChoose(point)}
        >
          <Icon of={SYMBOLS[point.energy]} />
          {nameOf(point, points)}
        </button>
      ))}
    </div>
  );
}

/** The point that the address asks for, else the first. */
export function asked(points: readonly SupplyPoint[]): SupplyPoint | undefined {
  const wanted = new URLSearchParams(location.search).get("point");
  return points.find((point) => point.point === wanted) ?? points[0];
}

/** Keeps the chosen point in the address, so that it can be shared and come back to. */
export function remember(point: SupplyPoint): void {
  const address = new URL(location.href);
  address.searchParams.set("point", point.point);
  history.replaceState(null, "", address);
}
