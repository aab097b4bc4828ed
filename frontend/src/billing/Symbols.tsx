import { SYMBOLS } from "../ui/Fluids";
import { Icon } from "../ui/Icon";
import type { Invoice } from "../wire";

/** The fluids of an invoice, in their colours. */
export function Symbols({ of }: { of: Invoice }) {
  return (
    <span class="bill-fluids">
      {of.energies.map((energy) => (
        <Icon key={energy} of={SYMBOLS[energy]} class={`tint of-${energy}`} />
      ))}
    </span>
  );
}
