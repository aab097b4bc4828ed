import { beforeEach, expect, test } from "vitest";
import bills from "../../chalicelib/i18n/fr/bills.json";
import document from "../../chalicelib/i18n/fr/document.json";
import { settle } from "../core/format";
import { speak } from "../core/i18n";
import { nextToPay, payable, periodOf } from "../src/billing/owed";
import { sumOf } from "../src/billing/price";
import type { Invoice, InvoiceLine } from "../src/wire";

const under = (name: string, words: Record<string, string>) =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [`${name}.${key}`, text]));

beforeEach(() => {
  speak("fr", { ...under("bills", bills), ...under("document", document) });
  settle("fr", "Europe/Brussels", "EUR");
});

const bill = (more: Partial<Invoice>): Invoice => ({
  number: "E1",
  kind: "consumption",
  customer: "2000000017",
  contract: "E-1",
  energies: ["electricity"],
  period: { from_on: "2026-10-01", until_on: "2026-11-01" },
  issued_on: "2026-11-02",
  due_on: "2026-11-22",
  total_cents: 8420,
  open_cents: 8420,
  currency: "EUR",
  state: "due",
  estimated: false,
  ...more,
});

const line = (more: Partial<InvoiceLine>): InvoiceLine => ({
  code: "energy",
  label: "Énergie",
  family: "energy",
  quantity: "412.000",
  unit: "kWh",
  unit_price: "0.1296",
  price_base: 1,
  amount_cents: 5340,
  vat_rate: "6",
  kind: "real",
  period: { from_on: "2026-10-01", until_on: "2026-11-01" },
  explanation: "",
  readings: [],
  ...more,
});

test("what is paid, credited or on its way is not asked for again", () => {
  const asked = payable([
    bill({ number: "paid", open_cents: 0, state: "paid" }),
    bill({ number: "credit", total_cents: -900, open_cents: 0, state: "credited" }),
    bill({ number: "under way", state: "pending" }),
    bill({ number: "rejected", state: "rejected" }),
  ]);
  expect(asked.map((each) => each.number)).toEqual(["rejected"]);
});

test("the bill that falls due first comes first; one without a term is owed from its issue on", () => {
  const found = nextToPay([
    bill({ number: "later" }),
    bill({ number: "no term", due_on: null, issued_on: "2026-11-01" }),
  ]);
  expect(found?.number).toBe("no term");
});

test("a whole month is called by its name, any other period by its first and last day", () => {
  expect(periodOf(bill({}))).toBe("octobre 2026");
  const short = bill({ period: { from_on: "2026-10-21", until_on: "2026-11-01" } });
  expect(periodOf(short)).toContain("31");
  expect(periodOf(short)).not.toContain("nov");
});

test.each([
  [line({}), "412\u00a0kWh × 0,1296\u00a0€/kWh"],
  [
    line({ quantity: "31", unit: "day", unit_price: "121.32", price_base: 365 }),
    "31 jours × 121,32\u00a0€/an",
  ],
  [line({ quantity: "42.10", unit: "EUR", unit_price: "5.5" }), "42,10\u00a0€ × 5,5\u00a0%"],
  [line({ quantity: "1", unit: "one", unit_price: "12" }), undefined],
  [line({ family: "instalment", quantity: "1", unit: "one" }), undefined],
])("a line says what was counted and at which price (%#)", (each, said) => {
  expect(sumOf(each, "EUR")).toBe(said);
});
