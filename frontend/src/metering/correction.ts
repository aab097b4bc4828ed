/** A reading to send again: its meter, its day and what was sent, in the address of the page. */
import { to } from "../../core/page";
import type { Meter, Reading, SupplyPoint } from "../wire";

export interface Correction {
  meter: Meter;
  on: string;
  values: Record<string, string>;
}

/** Where a reading is corrected; `same` are all registers' readings of its day. */
export function correctionPath(point: string, reading: Reading, same: readonly Reading[]): string {
  const values = same.map((each) => `${each.register}:${Math.floor(each.index)}`).join(" ");
  return to("reading", { point, correct: reading.on, meter: reading.meter, values });
}

/** The correction that the address asks for, where the point has that meter. */
export function correction(point: SupplyPoint | undefined): Correction | undefined {
  const asked = new URLSearchParams(location.search);
  const on = asked.get("correct");
  const meter = (point?.meters ?? []).find((each) => each.serial === asked.get("meter"));
  if (!on || !/^\d{4}-\d\d-\d\d$/.test(on) || !meter || asked.get("point") !== point?.point) return undefined;
  const given = (asked.get("values") ?? "").split(" ").map((each) => each.split(":") as [string, string]);
  const known = new Set(meter.registers.map((each) => each.register));
  const values = given.filter(([register, value]) => known.has(register) && /^\d{1,9}$/.test(value ?? ""));
  return { meter, on, values: Object.fromEntries(values) };
}
