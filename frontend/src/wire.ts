/** What travels between the pages and the API; amounts are integer cents, energy Wh, volumes dm3. */
import type { Energy, Language } from "../core/facts";
import type { Unit } from "../core/units";

export interface Paged<T> {
  items: T[];
  next: string | null;
}

export interface SignupForm {
  email: string;
  language: Language;
  terms_version?: string;
  proof?: Record<string, string>;
  /** Chosen before the mail where the proof is; confirms the link. */
  password?: string;
  phone?: string;
}
export interface SignupAnswer {
  email: string;
  expires_at: string;
  /** A handle to correct the address with. */
  signup: string;
}
export interface LinkAnswer {
  email: string;
  expires_at: string;
  tries_left: number;
  step: "prove" | "choose" | "confirm";
}
export type ProveForm = { token: string } & Record<string, string>;
export interface ProveAnswer {
  ticket: string;
  suggested_login: string;
}
export interface CompleteForm {
  token: string;
  ticket?: string;
  login?: string;
  password: string;
  terms_version: string;
  language: Language;
}
export interface SessionAnswer {
  account: string;
  login: string;
  language: Language;
  expires_at: string;
  eligible: boolean;
  must_change_password: boolean;
}

export interface Me {
  account: string;
  login: string;
  email: string | null;
  phone?: string | null;
  language: Language;
  name: string;
  customers: { number: string; name: string }[];
  terms: {
    version: string;
    accepted_version: string | null;
    accepted_at: string | null;
    due: boolean;
  };
  eligible: boolean;
}
export interface Eligibility {
  eligible: boolean;
  reason: string | null;
}

export interface Register {
  register: string;
  label: string;
  last: { index: number; on: string; kind: "real" | "estimated" } | null;
}
export interface Meter {
  serial: string;
  digits: number;
  decimals: number;
  communicating: boolean;
  unit: "kWh" | "m3";
  registers: Register[];
}
export interface SupplyPoint {
  point: string;
  energy: Energy;
  label: string;
  address: { street: string; postcode: string; place: string };
  customer: string;
  contract: {
    contract: string;
    tariff: string;
    tariff_name: string;
    started_on: string;
    ended_on: string | null;
    subscribed_power_va?: number | null;
  };
  meter: Meter | null;
  meters: Meter[];
  reading: { automatic: boolean; open: boolean; from_on: string | null; until_on: string | null };
}

export interface Reading {
  reading: string;
  meter: string;
  register: string;
  on: string;
  index: number;
  kind: "real" | "estimated";
  source: "customer" | "operator" | "clerk" | "meter";
  sent_at: string;
}
export interface ReadingForm {
  client_id: string;
  on?: string;
  meter?: string;
  values: { register: string; index: number }[];
  confirmed: boolean;
}
export interface RegisterUsage {
  register: string;
  used: number;
  unit: "kWh" | "m3";
  days: number;
  usual: number | null;
}
export interface ReadingReceipt {
  receipt: string;
  on: string;
  usage: RegisterUsage[];
}

export type Step = "day" | "month" | "year";
export interface Bucket {
  on: string;
  amount: number | null;
  /** The part of `amount` that rests on estimates. */
  estimated_amount?: number;
  kwh_wh?: number | null;
  cents: number | null;
  kind: "real" | "estimated" | "missing" | "partial";
  previous_amount: number | null;
}
export interface Usage {
  point: string;
  unit: Unit;
  step: Step;
  buckets: Bucket[];
  total: number;
  total_kwh_wh?: number | null;
  total_cents: number | null;
  currency: string;
  kpis?: Figures;
}
/** What a period comes down to; `always_on` and `rate` in W, or dm3 an hour. */
export interface Figures {
  always_on: number | null;
  peak: { rate: number; at: string } | null;
  off_peak_percent: number | null;
  compared_amount: number | null;
  compared_previous_amount: number | null;
}
export interface LoadCurve {
  point: string;
  unit: Unit;
  step_minutes: number;
  from_on: string;
  until_on: string;
  odd_days: Record<string, number>;
  values: string;
  gaps: { on: string; reason: string; why: string; next_try_at: string | null }[];
  off_peak: [string, string][];
}

export type Purpose = "recording" | "daily" | "half_hourly";
export interface Consent {
  purpose: Purpose;
  state: "off" | "pending" | "active" | "expired";
  since_at: string | null;
  until_on: string | null;
  title?: string;
  wording: string;
  /** What the grid operator objected. */
  why?: string | null;
}

export type InvoiceState = "due" | "overdue" | "pending" | "paid" | "rejected" | "credited";
export type InvoiceKind = "intermediate" | "consumption" | "correction" | "credit_note" | "final";
export type Family = "energy" | "network" | "standing" | "taxes" | "vat" | "instalment";
/** `until_on` is the first day after. */
export interface InvoicePeriod {
  from_on: string;
  until_on: string;
}
export interface Invoice {
  number: string;
  kind: InvoiceKind;
  customer: string;
  contract: string;
  energies: Energy[];
  period: InvoicePeriod;
  issued_on: string;
  due_on: string | null;
  /** Below zero: in the customer's favour. */
  total_cents: number;
  open_cents: number;
  currency: string;
  state: InvoiceState;
  estimated: boolean;
}
export interface Invoices extends Paged<Invoice> {
  /** Below zero: paid ahead. */
  balance_cents: number;
  open_count: number;
  /** How many there are in the state asked for. */
  count: number;
  currency: string;
}
export interface LineReading {
  meter: string;
  register: string;
  from_on: string;
  from_index: string;
  from_kind: "real" | "estimated";
  until_on: string;
  until_index: string;
  until_kind: "real" | "estimated";
}
export interface InvoiceLine {
  code: string;
  label: string;
  family: Family;
  /** In `unit`: kWh, m3, day, month, one, or the currency where the price is a percentage. */
  quantity: string;
  unit: string;
  /** For `price_base` units: a yearly price by days has 365. */
  unit_price: string;
  price_base: number;
  /** Without tax, or with it where the invoice's prices include it. */
  amount_cents: number;
  vat_rate: string;
  /** What the quantity rests on; "" where nothing was measured. */
  kind: "real" | "estimated" | "norm" | "";
  period: InvoicePeriod;
  explanation: string;
  readings: LineReading[];
}
export interface InvoiceMoment {
  at: string;
  state: string;
  cents: number;
  payment: string | null;
  reason: string | null;
}
export type CycleKind = "read" | "estimated" | "issued" | "due" | "debited" | "next_reading";
export interface InvoiceDetail extends Invoice {
  lines: InvoiceLine[];
  vat: { rate: string; base_cents: number; amount_cents: number }[];
  shares: { family: Family; cents: number }[];
  net_cents: number;
  vat_cents: number;
  prices_include_vat: boolean;
  /** The invoice that this one corrects, or "". */
  preceding: string;
  settled_by: "transfer" | "debit" | "nothing";
  tariff: string;
  point: string;
  history: InvoiceMoment[];
  cycle: { kind: CycleKind; on: string; done: boolean }[];
  notes: string[];
}

export interface PaymentStart {
  payment: string;
  client_secret: string;
  publishable_key: string;
  script_url: string;
  amount_cents: number;
  currency: string;
  state: string;
}
export interface Payment {
  payment: string;
  state: "requires_action" | "processing" | "paid" | "rejected" | "canceled" | "refunded";
  amount_cents: number;
  currency: string;
  reason: string | null;
  reason_text?: string | null;
  receipt_number: string | null;
  invoices: string[];
  paid_at: string | null;
}
/** A charge (above zero) or a payment (below), and what was owed after it. */
export interface StatementLine {
  at: string;
  kind: string;
  label: string;
  amount_cents: number;
  balance_cents: number;
  currency: string;
  reference: string | null;
  customer: string;
}
export interface Statement extends Paged<StatementLine> {
  balance_cents: number;
  currency: string;
  customer: string;
}

/** What a proof of address or of payment says. */
export interface Attestation {
  kind: "address" | "payment";
  name: string;
  issued_on: string;
  until_on: string;
  facts: { label: string; value: string }[];
}
