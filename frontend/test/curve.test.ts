import { expect, test } from "vitest";
import { settle } from "../core/format";
import { dayOf, grid, midnight, unpack, type PackedCurve } from "../core/loadcurve";
import { axis, daily, dayAt, peak, usualDay } from "../core/series";

settle("fr", "Europe/Paris", "EUR");

function packed(from: string, until: string, values: number[], odd: Record<string, number> = {}): PackedCurve {
  const bytes = new Uint8Array(values.length * 2);
  values.forEach((value, slot) => new DataView(bytes.buffer).setUint16(slot * 2, value, true));
  return {
    from_on: from,
    until_on: until,
    step_minutes: 30,
    odd_days: odd,
    values: btoa(String.fromCharCode(...bytes)),
  };
}
const filled = (length: number, value: number): number[] => Array.from({ length }, () => value);

test("65535 is a hole, never a value", () => {
  const curve = unpack(packed("2026-11-01", "2026-11-02", [...filled(47, 10), 65535]));
  expect(curve.values[47]).toBeNaN();
  expect(peak(curve)?.value).toBe(10);
});

test("a day of spring has 46 slots and a hole at two", () => {
  const curve = unpack(packed("2026-03-29", "2026-03-31", filled(94, 5), { "2026-03-29": 46 }));
  expect([...curve.starts]).toEqual([0, 46, 94]);
  const cloth = grid(curve);
  expect([...cloth.slice(3, 7)]).toEqual([5, -1, -1, 5]);
  expect(cloth[48]).toBe(5);
});

test("a day of autumn has 50 slots and its double hour is a mean", () => {
  const values = [...filled(4, 1), 10, 10, 20, 20, ...filled(42, 1)];
  const curve = unpack(packed("2026-10-25", "2026-10-26", values, { "2026-10-25": 50 }));
  expect(dayOf(curve, 0)).toHaveLength(50);
  expect([...grid(curve).slice(3, 7)]).toEqual([1, 15, 15, 1]);
});

test("midnight is the operator's, on both sides of a change of clock", () => {
  expect(new Date(midnight("2026-03-29")).toISOString()).toBe("2026-03-28T23:00:00.000Z");
  expect(new Date(midnight("2026-03-30")).toISOString()).toBe("2026-03-29T22:00:00.000Z");
  expect(new Date(midnight("2026-01-05", "Europe/Moscow")).toISOString()).toBe("2026-01-04T21:00:00.000Z");
});

test("a peak is said at the moment when it began", () => {
  const values = filled(94, 5);
  values[46 + 42] = 99;
  const curve = unpack(packed("2026-03-29", "2026-03-31", values, { "2026-03-29": 46 }));
  expect(peak(curve)?.at.toISOString()).toBe("2026-03-30T19:00:00.000Z");
  expect(dayAt(curve, 45)).toBe(0);
  expect(dayAt(curve, 46)).toBe(1);
});

test("the usual day leaves holes out of its mean", () => {
  const cloth = Float32Array.from([...filled(48, 2), ...filled(48, 4)]);
  cloth[0] = -1;
  expect(usualDay(cloth, 48)[0]).toBe(4);
  expect(usualDay(cloth, 48)[1]).toBe(3);
});

test("a day without a value has no span and a mean of its neighbours", () => {
  const curve = unpack(packed("2026-11-01", "2026-11-04", [...filled(48, 2), ...filled(48, 65535), ...filled(48, 6)]));
  const found = daily(curve);
  expect(found.low[1]).toBeNaN();
  expect(found.mean[1]).toBe(4);
});

test("an axis ends on a round number at or above the largest", () => {
  expect(axis(776).at(-1)).toBe(800);
  expect(axis(6.2).at(-1)).toBe(8);
  expect(axis(0)).toEqual([0, 1]);
});
