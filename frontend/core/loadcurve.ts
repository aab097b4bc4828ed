/** Load curves as the API packs them: little-endian uint16 a slot, base64, 65535 = missing. */
import { daysBetween, plusDays, timeZone } from "./format";

export interface PackedCurve {
  from_on: string;
  until_on: string;
  step_minutes: number;
  odd_days: Record<string, number>;
  values: string;
}

export interface Curve {
  from: string;
  days: number;
  /** Minutes of a slot. */
  step: number;
  /** One value a slot in the order of time; NaN where missing. */
  values: Float32Array;
  /** Where each local day starts in `values`, and one past the last. */
  starts: Int32Array;
}

const MISSING = 65535;

/** Unpacks a curve; days with 46 or 50 slots are those that the API names, none is guessed. */
export function unpack(packed: PackedCurve): Curve {
  const bytes = Uint8Array.from(atob(packed.values), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const values = new Float32Array(Math.floor(bytes.length / 2));
  for (let slot = 0; slot < values.length; slot++) {
    const value = view.getUint16(slot * 2, true);
    values[slot] = value === MISSING ? NaN : value;
  }
  const days = daysBetween(packed.from_on, packed.until_on);
  const usual = 1440 / packed.step_minutes;
  const starts = new Int32Array(days + 1);
  for (let day = 0; day < days; day++) {
    const odd = packed.odd_days[plusDays(packed.from_on, day)];
    starts[day + 1] = (starts[day] ?? 0) + (odd ?? usual);
  }
  return { from: packed.from_on, days, step: packed.step_minutes, values, starts };
}

/** The slots of one day. */
export function dayOf(curve: Curve, day: number): Float32Array {
  return curve.values.subarray(curve.starts[day] ?? 0, curve.starts[day + 1] ?? 0);
}

/** The instant at which a local date begins in the operator's time zone. */
export function midnight(on: string, zone: string = timeZone()): number {
  const guess = Date.parse(`${on}T00:00:00Z`);
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const ahead = (at: number): number => {
    const [d = 1, m = 1, y = 1970, h = 0, min = 0, s = 0] = clock
      .format(at)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(y, m - 1, d, h, min, s) - at;
  };
  const once = guess - ahead(guess);
  return guess - ahead(once);
}

/**
 * The curve on a grid of equal days: rows are wall-clock slots.
 *
 * Where the clock springs forward the skipped hour stays a hole; where it falls back the two passes
 * through the same hour are averaged.
 */
export function grid(curve: Curve, zone: string = timeZone()): Float32Array {
  const rows = 1440 / curve.step;
  const cloth = new Float32Array(curve.days * rows).fill(-1);
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
  for (let day = 0; day < curve.days; day++) {
    const slots = dayOf(curve, day);
    if (slots.length === rows) {
      for (let row = 0; row < rows; row++) cloth[day * rows + row] = slots[row] ?? -1;
      continue;
    }
    const start = midnight(plusDays(curve.from, day), zone);
    slots.forEach((value, slot) => {
      const [h = 0, m = 0] = clock.format(start + slot * curve.step * 60_000).split(":").map(Number);
      const at = day * rows + Math.floor((h * 60 + m) / curve.step);
      const before = cloth[at] ?? -1;
      cloth[at] = before >= 0 ? (before + value) / 2 : value;
    });
  }
  return cloth;
}
