import { shortDay } from "../../core/format";
import { t } from "../../core/i18n";
import type { InvoiceDetail } from "../wire";

/** The billing cycle as stops on a line: done is full, the one now is ringed, to come is hollow. */
export function Cycle({ stops: given }: { stops: InvoiceDetail["cycle"] }) {
  const stops = given.toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const now = stops.findIndex((stop) => !stop.done);
  return (
    <div class="cycle-frame">
      <ol class="cycle keyed" aria-label={t("bills.cycle.title")}>
        {stops.map((stop, at) => (
          <li key={stop.kind} class={stop.done ? "is-done" : at === now ? "is-now" : undefined}>
            <span class="cycle-day">{shortDay(stop.on)}</span>
            <span class="cycle-what">{t(`bills.cycle.${stop.kind}`)}</span>
            <span class="unseen">{t(stop.done ? "bills.cycle.done" : "bills.cycle.to_come")}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
