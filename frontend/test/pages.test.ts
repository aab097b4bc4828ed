import { expect, test } from "vitest";
import { flush, type Kept } from "../core/queue";
import { figureOf, inMeasure, measuresOf, valueOf } from "../src/metering/measure";
import { csvOfUsage } from "../src/metering/csv";
import { nextToPay } from "../src/billing/owed";
import { speak } from "../core/i18n";
import type { Bucket, Invoice, Usage } from "../src/wire";

speak("fr", { "units.kwh": "kWh", "units.m3": "m³", "units.litre": "L" });

const bucket: Bucket = {
  on: "2026-10-01", amount: 100_000, kwh_wh: 1_130_000, cents: 9_400, kind: "estimated",
  estimated_amount: 40_000, previous_amount: 110_000, peak: null, colour: null,
};
const answer: Usage = {
  point: "g-1", unit: "dm3", step: "month", buckets: [bucket], total: 100_000, total_cents: 9_400, currency: "EUR",
  from_on: "2026-10-01", until_on: "2026-11-01", total_kwh_wh: 1_130_000, classes: [], subscribed_power_va: null,
  kpis: {
    always_on: null, day_mean: null, peak: null, off_peak_percent: null,
    compared_amount: null, compared_previous_amount: null,
  },
};

test("gas is shown as energy, as volume or as money, each as the API sent it", () => {
  expect(measuresOf("gas")).toEqual(["energy", "volume", "money"]);
  expect(measuresOf("water")).toEqual(["energy", "money"]);
  expect(valueOf(bucket, answer, "gas", "energy")).toBe(1_130_000);
  expect(valueOf(bucket, answer, "gas", "volume")).toBe(100_000);
  expect(valueOf(bucket, answer, "gas", "money")).toBe(9_400);
  expect(figureOf(answer, "gas", "energy", 1_130_000)(1_130_000)).toBe("1\u00a0130");
});

test("the estimated part keeps its share in every measure", () => {
  expect(inMeasure(40_000, bucket, 1_130_000)).toBe(452_000);
  expect(inMeasure(40_000, bucket, 100_000)).toBe(40_000);
  expect(inMeasure(null, bucket, 100_000)).toBeNull();
});

test("a file leaves empty what is not known", () => {
  const rows = csvOfUsage({ ...answer, buckets: [{ ...bucket, amount: null, cents: null, kind: "missing" }] });
  expect(rows.split("\r\n")[1]).toBe("2026-10-01;missing;;1130000;;110000");
});

test("a bill whose payment is on its way is not asked for again", () => {
  const bill = (number: string, due_on: string, state: Invoice["state"]) =>
    ({ number, due_on, state, open_cents: 100 }) as Invoice;
  const bills = [bill("a", "2026-12-01", "due"), bill("b", "2026-10-01", "pending"), bill("c", "2026-11-01", "rejected")];
  expect(nextToPay(bills)?.number).toBe("c");
  expect(nextToPay([])).toBeUndefined();
});

test("a reading that cannot leave keeps all that come after it waiting", async () => {
  const entry = (client_id: string): Kept<null> => ({ client_id, operator: "x", account: "a", point: "p", form: null });
  const tried: string[] = [];
  const gone = await flush([entry("1"), entry("2")], async ({ client_id }) => {
    tried.push(client_id);
    return "later";
  });
  expect(gone).toBe(0);
  expect(tried).toEqual(["1"]);
});
