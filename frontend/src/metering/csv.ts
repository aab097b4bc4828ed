import { download as save } from "../ui/download";
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

/** Hands a table to the reader as a file that spreadsheets open as UTF-8. */
export function download(name: string, text: string): void {
  save(name, `\ufeff${text}`, "text/csv;charset=utf-8");
}
