import { money, percent } from "../../core/format";
import { t } from "../../core/i18n";
import type { Family, InvoiceDetail } from "../wire";

interface Props {
  bill: InvoiceDetail;
  chosen?: Family | undefined;
  onChoose?: (family: Family | undefined) => void;
}

/** The name of a part of an invoice: energy is called by its fluid. */
export function familyName(bill: InvoiceDetail, family: Family): string {
  if (family !== "energy") return t(`bills.shares.${family}`);
  return bill.energies.map((energy) => t(`units.${energy}`)).join(", ");
}

/** What you pay for, as one bar; touching a colour shows its lines. */
export function Shares({ bill, chosen, onChoose }: Props) {
  const shown = bill.shares.filter((share) => share.cents > 0);
  const whole = shown.reduce((sum, share) => sum + share.cents, 0) || 1;
  const largest = shown.toSorted((a, b) => b.cents - a.cents)[0];
  let left = 0;
  return (
    <div class="shares">
      <svg
        class="stackbar keyed"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={
          largest &&
          t("bills.shares.picture", {
            amount: money(bill.total_cents, bill.currency),
            share: percent(largest.cents / whole),
            family: familyName(bill, largest.family),
          })
        }
      >
        {shown.map((share) => {
          const width = (share.cents / whole) * 100;
          const at = left;
          left += width;
          const dim = chosen && chosen !== share.family ? "is-dim" : "";
          return (
            <rect
              key={share.family}
              class={`share-${share.family} ${dim}`}
              x={at}
              width={Math.max(0.4, width - 0.5)}
              height="10"
            />
          );
        })}
      </svg>
      <ul>
        {bill.shares.map((share) => (
          <li key={share.family}>
            <button
              type="button"
              aria-pressed={onChoose ? chosen === share.family : undefined}
              disabled={!onChoose}
              onClick={() => onChoose?.(chosen === share.family ? undefined : share.family)}
            >
              <svg class="dot keyed" viewBox="0 0 14 14" aria-hidden="true">
                <rect class={`share-${share.family}`} width="14" height="14" rx="4" />
              </svg>
              <span>{familyName(bill, share.family)}</span>
              <span class="figures">{money(share.cents, bill.currency)}</span>
            </button>
          </li>
        ))}
      </ul>
      {onChoose && <p class="quiet small no-print">{t("bills.shares.hint")}</p>}
    </div>
  );
}
