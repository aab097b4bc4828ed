/** Per-fluid unit and measure: what a number means is data of the fluid, never of the page. */
import type { Energy } from "./facts";
import { number, upTo } from "./format";
import { t } from "./i18n";

/** Units that the API sends: energy in Wh, volumes in dm3 (litres). */
export type Unit = "Wh" | "dm3";

export interface Scale {
  /** How many API units make one shown unit. */
  divisor: number;
  sign: string;
  places: number;
}

/** The scale in which every value up to `largest` reads well. */
export function scale(unit: Unit, largest: number): Scale {
  if (unit === "Wh") {
    const kwh = largest / 1000;
    return { divisor: 1000, sign: t("units.kwh"), places: kwh < 10 ? 1 : 0 };
  }
  if (largest < 1000) return { divisor: 1, sign: t("units.litre"), places: 0 };
  return { divisor: 1000, sign: t("units.m3"), places: largest < 100_000 ? 1 : 0 };
}

/** A value in a scale, without its sign. */
export function bare(value: number, in_: Scale): string {
  return upTo(value / in_.divisor, in_.places);
}

/** A quantity with its sign, as in `12,4 kWh` or `310 L`. */
export function quantity(value: number, unit: Unit, like: number = value): string {
  const chosen = scale(unit, Math.abs(like));
  return `${bare(value, chosen)}\u00a0${chosen.sign}`;
}

/** What an index counts, as in `21 341 kWh`. */
export function index(value: number, unit: "kWh" | "m3", places = 0): string {
  return `${number(value, places)}\u00a0${t(unit === "kWh" ? "units.kwh" : "units.m3")}`;
}

/** Power of a half-hour value, as in `6,2 kW` or `318 L/h`. */
export function rate(perSlot: number, minutes: number, energy: Energy): string {
  const hourly = (perSlot * 60) / minutes;
  if (energy === "water") return `${number(hourly)}\u00a0${t("units.litre_hour")}`;
  if (hourly < 1000) return `${number(hourly)}\u00a0${t("units.watt")}`;
  return `${upTo(hourly / 1000, 1)}\u00a0${t("units.kilowatt")}`;
}

export function energyName(energy: Energy): string {
  return t(`units.${energy}`);
}
