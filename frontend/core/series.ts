/** What a curve says: its peak, its usual day, the span of each of its days. */
import { dayOf, midnight, type Curve } from "./loadcurve";
import { plusDays } from "./format";

export interface Peak {
  value: number;
  at: Date;
}

/** The slot with the most, and when it began. */
export function peak(curve: Curve): Peak | undefined {
  let best = -1;
  let where = -1;
  curve.values.forEach((value, slot) => {
    if (value > best) {
      best = value;
      where = slot;
    }
  });
  if (where < 0) return undefined;
  const day = dayAt(curve, where);
  const into = where - (curve.starts[day] ?? 0);
  return {
    value: best,
    at: new Date(midnight(plusDays(curve.from, day)) + into * curve.step * 60_000),
  };
}

/** Which day a slot belongs to. */
export function dayAt(curve: Curve, slot: number): number {
  let low = 0;
  let high = curve.days - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((curve.starts[middle] ?? 0) <= slot) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The mean of each wall-clock slot over all known days, from a grid of equal days. */
export function usualDay(cloth: Float32Array, rows: number): Float32Array {
  const sums = new Float32Array(rows);
  const counts = new Float32Array(rows);
  cloth.forEach((value, at) => {
    if (!(value >= 0)) return;
    const row = at % rows;
    sums[row] = (sums[row] ?? 0) + value;
    counts[row] = (counts[row] ?? 0) + 1;
  });
  return sums.map((sum, row) => sum / Math.max(1, counts[row] ?? 1));
}

/** Least, most and 7-day mean of every day: what a year's curve can still show honestly. */
export function daily(curve: Curve): { low: number[]; high: number[]; mean: (number | null)[] } {
  const low: number[] = [];
  const high: number[] = [];
  const means: number[] = [];
  for (let day = 0; day < curve.days; day++) {
    const known = dayOf(curve, day).filter((value) => value >= 0);
    low.push(known.length ? Math.min(...known) : NaN);
    high.push(known.length ? Math.max(...known) : NaN);
    means.push(known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : NaN);
  }
  const mean = means.map((_, day) => {
    const week = means.slice(Math.max(0, day - 3), day + 4).filter((value) => value >= 0);
    return week.length ? week.reduce((sum, value) => sum + value, 0) / week.length : null;
  });
  return { low, high, mean };
}

/** A round number at or above `value`, for the top of an axis, and its even steps. */
export function axis(value: number, steps = 4): number[] {
  if (!(value > 0)) return [0, 1];
  const rough = value / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const count = Math.ceil(value / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}
