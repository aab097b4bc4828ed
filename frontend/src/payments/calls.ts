/** What the till's pages ask of the API. */
import type { components } from "../api.gen";
import { at, call, query } from "../api";

type Schemas = components["schemas"];
export type PaymentStart = Schemas["PaymentBegunAnswer"];
export type TransferOrder = Schemas["TransferOrderAnswer"];
export type Agreement = Schemas["MandateBegunAnswer"];
export type Mandate = Schemas["MandateAnswer"];
export type Mandates = Schemas["MandatesAnswer"];
export type KeptCard = Schemas["CardAnswer"];
export type Cards = Schemas["CardsAnswer"];
export type Debits = Schemas["DebitsAnswer"];
export type Ways = Schemas["MeansAnswer"];
export type Plan = Schemas["PlanAnswer"];
export type PlanPart = Schemas["PlanPartAnswer"];
export type PlanOffer = Schemas["PlanOfferAnswer"];
export type Plans = Schemas["PlansAnswer"];
export type Payout = Schemas["PayoutAnswer"];
export type Payouts = Schemas["PayoutsAnswer"];

/** `key` makes a repeat of the same press the same payment. */
export const pay = (invoices: string[], amount_cents: number | null, key: string) =>
  call<PaymentStart>("POST", "/payments", {
    body: { invoices, amount_cents },
    headers: { "Idempotency-Key": key },
  });
export const keepCardOf = (payment: string, keep: boolean) =>
  call<void>("PUT", `/payments/${at(payment)}/card`, { body: { keep } });
export const transferOrder = (invoices: string[]) =>
  call<TransferOrder>("GET", `/transfer${query({ invoices: invoices.join(",") })}`);

/** All that the page of means shows, in one answer. */
export const means = (customer?: string) => call<Ways>("GET", `/means${query({ customer })}`);
export const signMandate = (customer?: string) =>
  call<Agreement>("POST", "/mandates", { body: { customer: customer ?? null } });
export const revokeMandate = (mandate: string, customer?: string) =>
  call<void>("DELETE", `/mandates/${at(mandate)}${query({ customer })}`);

export const cards = (customer?: string) => call<Cards>("GET", `/cards${query({ customer })}`);
export const addCard = (customer?: string) =>
  call<Agreement>("POST", "/cards", { body: { customer: customer ?? null } });
export const payByItself = (card: string, automatic: boolean, customer?: string) =>
  call<KeptCard>("PUT", `/cards/${at(card)}${query({ customer })}`, { body: { automatic } });
export const removeCard = (card: string, customer?: string) =>
  call<void>("DELETE", `/cards/${at(card)}${query({ customer })}`);

interface PlanWish {
  parts: number;
  first_on: string;
  customer?: string;
}
export const plans = (customer?: string) => call<Plans>("GET", `/plans${query({ customer })}`);
export const draftPlan = (wish: PlanWish) => call<Plan>("POST", "/plans/drafts", { body: wish });
export const askPlan = (wish: PlanWish) => call<Plan>("POST", "/plans", { body: wish });
export const askPayout = (iban: string, customer?: string) =>
  call<Payout>("POST", "/payouts", { body: { iban, customer: customer ?? null } });
