import { money, percent } from "../../core/format";
import { t } from "../../core/i18n";
import type { Family, InvoiceDetail } from "../wire";
import { fluidsOf } from "./owed";

/** The order of parts, of the bar as of the lines. */
export const PARTS: readonly Family[] = [
  "energy", "network", "standing", "taxes", "instalment", "vat",
];

/** The name of a part of an invoice: energy by its fluid, the network of water by what it takes away. */
export function familyName(bill: InvoiceDetail, family: Family): string {
  if (family === "energy") return fluidsOf(bill);
  if (family === "instalment" && bill.kind === "intermediate") return t("bills.shares.agreed");
  const water = bill.energies.every((energy) => energy === "water");
  if (family === "network" && water) return t("bills.shares.waste_water");
  return t(`bills.shares.${family}`);
}

/** The colour of a part of an invoice. */
export function Dot({ of, hollow }: { of: Family; hollow?: boolean }) {
  return (
    <svg class={`dot keyed share-${of}`} viewBox="0 0 14 14" aria-hidden="true">
      {hollow ? (
        <rect class="is-hollow" x="1" y="1" width="12" height="12" rx="3.5" />
      ) : (
        <rect width="14" height="14" rx="4" />
      )}
    </svg>
  );
}

interface Props {
  bill: InvoiceDetail;
  /** Where a part's lines stand. */
  linesOf: (family: Family) => string;
  onChoose?: (family: Family) => void;
}

/**
 * What you pay for, as one bar; touching a colour leads to its lines. What is taken off has no
 * place in the bar: it is told below, hollow.
 */
export function Shares({ bill, linesOf, onChoose }: Props) {
  const paid = bill.total_cents < 0 ? -1 : 1;
  const parts = bill.shares
    .filter((share) => share.cents !== 0)
    .toSorted((a, b) => PARTS.indexOf(a.family) - PARTS.indexOf(b.family));
  const shown = parts.filter((share) => share.cents * paid > 0);
  const whole = shown.reduce((sum, share) => sum + Math.abs(share.cents), 0) || 1;
  const largest = shown.toSorted((a, b) => Math.abs(b.cents) - Math.abs(a.cents))[0];
  const open = onChoose ? (family: Family) => () => onChoose(family) : () => undefined;
  return (
    <div class="shares">
      {largest && (
        <p class="unseen">
          {t("bills.shares.picture", {
            amount: money(bill.total_cents, bill.currency),
            share: percent(Math.abs(largest.cents) / whole),
            family: familyName(bill, largest.family),
          })}
        </p>
      )}
      <div class="stackbar" aria-hidden="true">
        {shown.map(({ family, cents }) => (
          <a
            key={family}
            class={`share-${family}`}
            href={linesOf(family)}
            tabIndex={-1}
            title={familyName(bill, family)}
            style={{ flexGrow: Math.abs(cents) }}
            onClick={open(family)}
          />
        ))}
      </div>
      <ul>
        {parts.map(({ family, cents }) => (
          <li key={family}>
            <a href={linesOf(family)} onClick={open(family)}>
              <Dot of={family} hollow={cents * paid < 0} />
              <span>{familyName(bill, family)}</span>
              <span class="figures nowrap">{money(cents, bill.currency)}</span>
            </a>
          </li>
        ))}
      </ul>
      {parts.length > 1 && <p class="quiet small no-print">{t("bills.shares.hint")}</p>}
    </div>
  );
}
