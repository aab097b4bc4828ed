import { alert, check, clock, cross, hourglass, swap } from "../../core/icons";
import { t } from "../../core/i18n";
import type { InvoiceState } from "../wire";
import { Icon } from "./Icon";

const LOOKS: Record<InvoiceState, readonly [icon: string, kind: string]> = {
  due: [clock, "soon"],
  overdue: [alert, "bad"],
  pending: [hourglass, "calm"],
  paid: [check, "good"],
  rejected: [cross, "bad"],
  credited: [swap, "calm"],
};

/** An invoice's state: a colour, an icon and a word. */
export function State({ of }: { of: InvoiceState }) {
  const [icon, kind] = LOOKS[of];
  return (
    <span class={`state is-${kind}`}>
      <Icon of={icon} size="small" />
      {t(`bills.state.${of}`)}
    </span>
  );
}
