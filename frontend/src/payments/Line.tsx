import { day, money } from "../../core/format";
import { check, cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "../ui/Icon";
import type { PlanPart } from "./calls";

/** A plan as dots on a line: what is paid is full, what is to come is hollow. */
export function Line({ parts, currency }: { parts: PlanPart[]; currency: string }) {
  return (
    <ol class="plan-line">
      {parts.map((part) => (
        <li key={part.on} class={`is-${part.state}`} aria-current={part.state === "due" ? "step" : undefined}>
          <span class="plan-dot" aria-hidden="true">
            {part.state === "paid" && <Icon of={check} size="small" />}
            {part.state === "missed" && <Icon of={cross} size="small" />}
          </span>
          <span>
            <span class="strong">{day(part.on)}</span>
            <span class="quiet small plan-part-state">
              {t(`plan.part.${part.state}` as "plan.part.paid")}
            </span>
          </span>
          <span class="figures strong nowrap">{money(part.cents, currency)}</span>
        </li>
      ))}
    </ol>
  );
}
