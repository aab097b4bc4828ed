import { download as save } from "../ui/download";
import { plusDays } from "../../core/format";
import { midnight, type Curve } from "../../core/loadcurve";
import type { Unit } from "../../core/units";
import type { Usage } from "../wire";

function line(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => (cell === null ? "" : String(cell))).join(";");
}

/** The bars as a file: one row a period, raw units, empty where nothing is known. */
export function csvOfUsage(answer: Usage): string {
  const head = ["on", "kind", `amount_${answer.unit}`, "energy_Wh", `cents_${answer.currency}`, `previous_${answer.unit}`];
  const rows = answer.buckets.map((each) =>
    line([each.on, each.kind, each.amount, each.kwh_wh ?? null, each.cents, each.previous_amount]),
  );
  return [line(head), ...rows, ""].join("\r\n");
}

/** The curve as a file: the start of each slot in UTC, so that no hour stands twice or never. */
export function csvOfCurve(curve: Curve, unit: Unit): string {
  const rows = [line(["start_utc", `${unit}_per_${curve.step}_min`])];
  for (let day = 0; day < curve.days; day++) {
    const start = midnight(plusDays(curve.from, day));
    const first = curve.starts[day] ?? 0;
    for (let slot = first; slot < (curve.starts[day + 1] ?? first); slot++) {
      const at = new Date(start + (slot - first) * curve.step * 60_000).toISOString().slice(0, 16);
      const value = curve.values[slot] ?? NaN;
      rows.push(line([`${at}Z`, value >= 0 ? value : null]));
    }
  }
  return [...rows, ""].join("\r\n");
}

/** Hands a table to the reader as a file that spreadsheets open as UTF-8. */
export function download(name: string, text: string): void {
  save(name, `\ufeff${text}`, "text/csv;charset=utf-8");
}
