/** What the bars count: energy, volume, or money; the API sends all three, nothing is converted. */
import type { Energy } from "../../core/facts";
import { money, roundMoney } from "../../core/format";
import { bare, quantity, scale, type Unit } from "../../core/units";
import type { Bucket, Usage } from "../wire";

export type Measure = "energy" | "volume" | "money";

export function measuresOf(energy: Energy): Measure[] {
  return energy === "gas" ? ["energy", "volume", "money"] : ["energy", "money"];
}

/** Gas comes in dm3 with its energy beside it: that is what `energy` means for gas. */
function asEnergy(answer: Pick<Usage, "unit">): boolean {
  return answer.unit === "dm3";
}

export function valueOf(bucket: Bucket, answer: Usage, energy: Energy, measure: Measure): number | null {
  if (measure === "money") return bucket.cents;
  if (measure === "energy" && energy === "gas" && asEnergy(answer)) return bucket.kwh_wh ?? null;
  return bucket.amount;
}

/** How much of a shown value each API unit of `amount` stands for: 1, or the share of the bucket. */
export function inMeasure(part: number | null | undefined, bucket: Bucket, value: number | null): number | null {
  if (part === null || part === undefined) return null;
  if (value === null || !bucket.amount) return bucket.amount === value ? part : null;
  return (part / bucket.amount) * value;
}

export function unitOf(answer: Usage, energy: Energy, measure: Measure): Unit {
  return energy === "gas" && measure === "energy" ? "Wh" : answer.unit;
}

export function totalOf(answer: Usage, measure: Measure): string {
  if (measure === "money") return answer.total_cents === null ? "–" : roundMoney(answer.total_cents, answer.currency);
  if (measure === "energy" && answer.total_kwh_wh != null && asEnergy(answer)) {
    return quantity(answer.total_kwh_wh, "Wh");
  }
  return quantity(answer.total, answer.unit);
}

/** A value in the words of its measure. */
export function saidAs(value: number, answer: Usage, energy: Energy, measure: Measure): string {
  if (measure === "money") return money(value, answer.currency);
  return quantity(value, unitOf(answer, energy, measure));
}

/** The same without its unit, in the scale of the largest. */
export function figureOf(answer: Usage, energy: Energy, measure: Measure, most: number): (value: number) => string {
  if (measure === "money") return (value) => roundMoney(value, answer.currency);
  const chosen = scale(unitOf(answer, energy, measure), most);
  return (value) => bare(value, chosen);
}
