import { month } from "../../core/format";
import { t } from "../../core/i18n";
import type { KeptCard } from "./calls";

const BRANDS: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express" };

/** A card as its holder knows it. */
export function nameOf(card: Pick<KeptCard, "brand" | "last4">): string {
  return `${BRANDS[card.brand] ?? t("means.card.any")} •••• ${card.last4}`;
}

/** The last month of a card in words. */
export function expiryOf(card: Pick<KeptCard, "expires">): string {
  return month(`${card.expires}-01`);
}
