import { consents } from "../api";
import type { Consent, SupplyPoint } from "../wire";

export interface Sharing {
  /** A total a day reaches us. */
  daily: boolean;
  /** The half-hours do. */
  curve: boolean;
}

const NOTHING: Sharing = { daily: false, curve: false };

/** What a point's meter shares, so that nothing is asked for that the customer has not allowed. */
export async function sharingOf(point: SupplyPoint): Promise<Sharing> {
  if (!point.meter?.communicating) return NOTHING;
  const { items } = await consents(point.point).catch(() => ({ items: [] as Consent[] }));
  const on = (purpose: Consent["purpose"]): boolean =>
    items.some((each) => each.purpose === purpose && each.state === "active");
  const curve = on("half_hourly");
  return { daily: curve || on("daily"), curve };
}
