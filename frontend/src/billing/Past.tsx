import { money, moment } from "../../core/format";
import { alert, bill as sheet, check, clock, cross, hourglass, swap } from "../../core/icons";
import { maybe, t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import type { InvoiceDetail, InvoiceMoment } from "../wire";

const LOOKS: Record<string, readonly [icon: string, kind: string]> = {
  issued: [sheet, "calm"],
  pending: [hourglass, "calm"],
  paid: [check, "good"],
  part_paid: [check, "good"],
  rejected: [cross, "bad"],
  canceled: [cross, "calm"],
  overdue: [alert, "bad"],
  credited: [swap, "calm"],
  refunded: [swap, "calm"],
};
const RECEIPTS = ["paid", "part_paid"];

/** What has happened to this bill, the newest first. */
export function Past({ bill }: { bill: InvoiceDetail }) {
  return (
    <section class="card">
      <h2>{t("bills.history.title")}</h2>
      <ol class="past">
        {bill.history.toReversed().map((each) => (
          <li key={each.at + each.state}>
            <Happened what={each} currency={bill.currency} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Happened({ what, currency }: { what: InvoiceMoment; currency: string }) {
  const [icon, kind] = LOOKS[what.state] ?? [clock, "calm"];
  const why = what.reason && maybe(`payments.reason.${what.reason}`);
  return (
    <>
      <span class={`past-mark state is-${kind}`}>
        <Icon of={icon} size="small" />
      </span>
      <div>
        <p class="strong">{maybe(`bills.moment.${what.state}`) ?? t("bills.moment.other")}</p>
        {why && <p>{why}</p>}
        <p class="quiet small">{moment(what.at)}</p>
        {what.payment && RECEIPTS.includes(what.state) && (
          <a class="textual small no-print" href={to("pay", { payment: what.payment })}>
            {t("bills.history.receipt")}
          </a>
        )}
      </div>
      {what.cents !== 0 && (
        <span class="figures nowrap quiet">{money(Math.abs(what.cents), currency)}</span>
      )}
    </>
  );
}
