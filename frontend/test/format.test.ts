import { afterEach, expect, test } from "vitest";
import * as format from "../core/format";
import { speak } from "../core/i18n";
import { quantity, rate, scale } from "../core/units";

const units = {
  "units.kwh": "kWh", "units.m3": "m³", "units.litre": "L", "units.litre_hour": "L/h",
  "units.watt": "W", "units.kilowatt": "kW",
};
afterEach(() => format.settle("fr", "Europe/Brussels", "EUR"));

test("no narrow space ever comes out: our fonts have none", () => {
  format.settle("fr", "Europe/Paris", "EUR");
  const said = [format.money(123_456_789), format.number(1_234_567), format.percent(0.29), format.change(-0.06)];
  expect(said.join("")).not.toMatch(/\u202f/);
  expect(said[0]).toBe("1\u00a0234\u00a0567,89\u00a0€");
  expect(said[3]).toBe("−6\u00a0%");
});

test("money is written as each language writes it", () => {
  const said = (["fr", "nl", "ru", "en"] as const).map((each) => {
    format.settle(each, "Europe/Brussels", "EUR");
    return format.money(8420).replaceAll("\u00a0", " ");
  });
  expect(said).toEqual(["84,20 €", "€ 84,20", "84,20 €", "€84.20"]);
});

test("English dates are British and a day does not move with the reader's own zone", () => {
  format.settle("en", "Europe/Brussels", "EUR");
  expect(format.day("2026-11-05")).toBe("5 November 2026");
  expect(format.today(new Date("2026-11-05T23:30:00Z"))).toBe("2026-11-06");
  format.settle("en", "Europe/Moscow", "RUB");
  expect(format.clockTime("2026-11-05T05:00:00Z")).toBe("08:00");
});

test("days and months are counted on the calendar, not in hours", () => {
  expect(format.plusDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(format.plusMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(format.plusMonths("2026-01-15", -12)).toBe("2025-01-15");
  expect(format.daysBetween("2026-10-24", "2026-10-26")).toBe(2);
});

test("the unit follows the fluid and its size", () => {
  speak("fr", units);
  expect(quantity(12_400, "Wh")).toBe("12\u00a0kWh");
  expect(quantity(2_400, "Wh")).toBe("2,4\u00a0kWh");
  expect(quantity(310, "dm3")).toBe("310\u00a0L");
  expect(quantity(120_000, "dm3")).toBe("120\u00a0m³");
  expect(scale("dm3", 5_000).sign).toBe("m³");
  expect(rate(70, 30, "electricity")).toBe("140\u00a0W");
  expect(rate(3_100, 30, "electricity")).toBe("6,2\u00a0kW");
  expect(rate(159, 30, "water")).toBe("318\u00a0L/h");
});
