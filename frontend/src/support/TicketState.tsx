import { check, clock, hourglass, reply } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "../ui/Icon";
import type { TicketState as Name } from "./calls";

const LOOKS: Record<Name, readonly [icon: string, kind: string]> = {
  open: [clock, "calm"],
  in_progress: [hourglass, "calm"],
  awaiting_customer: [reply, "soon"],
  resolved: [check, "good"],
};

/** A ticket's state: a colour, an icon and a word. */
export function TicketState({ of }: { of: Name }) {
  const [icon, kind] = LOOKS[of];
  return (
    <span class={`state is-${kind}`}>
      <Icon of={icon} size="small" />
      {t(`support.state.${of}`)}
    </span>
  );
}
