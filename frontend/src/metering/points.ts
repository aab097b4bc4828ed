import { useState } from "preact/hooks";
import { supplyPoints } from "../api";
import { useData, type Loaded } from "../ui/data";
import { asked, remember } from "../ui/Fluids";
import type { SupplyPoint } from "../wire";

export interface Chosen {
  found: Loaded<{ items: SupplyPoint[] }>;
  /** Those among which one may choose. */
  points: SupplyPoint[];
  point: SupplyPoint | undefined;
  choose: (point: SupplyPoint) => void;
}

/** The caller's supply points that fit a page, and the one that is chosen, kept in the address. */
export function usePoint(fits: (point: SupplyPoint) => boolean): Chosen {
  const found = useData(() => supplyPoints());
  const [chosen, setChosen] = useState<SupplyPoint>();
  const points = (found.data?.items ?? []).filter(fits);
  return {
    found,
    points,
    point: chosen ?? (found.data ? asked(points) : undefined),
    choose: (next) => {
      remember(next);
      setChosen(next);
    },
  };
}

/** Whether the contract of a point is in force. */
export function held(point: SupplyPoint, on: string): boolean {
  return !point.contract.ended_on || point.contract.ended_on > on;
}
