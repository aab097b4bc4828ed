import { money, shortDay } from "../../core/format";
import { maybe, t } from "../../core/i18n";
import { SYMBOLS } from "../ui/Fluids";
import { Icon } from "../ui/Icon";
import type { Review } from "./calls";

/** Why a bill waits, in a few words. */
export function reasonOf(code: string): string {
  return maybe(`counter.reason.${code}`) ?? t("counter.reason.other");
}

interface Props {
  items: Review[];
  chosen?: Review | undefined;
  onChoose?: (review: Review) => void;
}

/** Bills that wait, each with its reason and its sum. */
export function ReviewRows({ items, chosen, onChoose }: Props) {
  return (
    <ul class="review-rows">
      {items.map((each) => {
        const inner = (
          <>
            {each.energy ? (
              <Icon of={SYMBOLS[each.energy]} class={`tint of-${each.energy}`} />
            ) : (
              <span />
            )}
            <span class="review-what">
              <span class="strong">{each.name || each.customer}</span>
              <span class="small">{reasonOf(each.code)}</span>
              <span class="quiet small">
                {each.contract}
                {each.run_on ? ` · ${shortDay(each.run_on)}` : ""}
              </span>
            </span>
            <span class="review-sum figures">
              {each.total_cents === null ? "–" : money(each.total_cents, each.currency)}
              {each.state === "held" && <span class="state is-calm">{t("counter.bills.held")}</span>}
            </span>
          </>
        );
        return (
          <li key={`${each.customer} ${each.contract}`}>
            {onChoose ? (
              <button
                type="button"
                aria-pressed={chosen?.contract === each.contract && chosen.customer === each.customer}
                onClick={() => onChoose(each)}
              >
                {inner}
              </button>
            ) : (
              <div>{inner}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
