import { day } from "../../core/format";
import { forward } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import type { InvoiceDetail } from "../wire";
import { periodOf } from "./owed";
import { Papers } from "./Papers";
import { Past } from "./Past";
import { Readings } from "./Readings";

/** Below the lines of a bill: what became of it, what it is about, and its papers. */
export default function Foot({ bill }: { bill: InvoiceDetail }) {
  return (
    <>
      <Readings bill={bill} />
      <div class="two bill-foot">
        <About bill={bill} />
        <div class="stack">
          <Past bill={bill} />
          <Papers bill={bill} />
        </div>
      </div>
    </>
  );
}

function About({ bill }: { bill: InvoiceDetail }) {
  const facts: [string, string | null][] = [
    [t("bills.detail.number"), bill.number],
    [t("bills.detail.contract"), bill.contract],
    [t("bills.detail.tariff"), bill.tariff],
    [t("bills.detail.period"), periodOf(bill)],
    [t("bills.detail.issued"), day(bill.issued_on)],
    [t("bills.detail.due"), bill.due_on && day(bill.due_on)],
  ];
  return (
    <section class="card">
      <dl class="facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {bill.preceding && (
          <div>
            <dt>{t("bills.detail.corrects")}</dt>
            <dd>
              <a href={to("bill", { number: bill.preceding })}>{bill.preceding}</a>
            </dd>
          </div>
        )}
      </dl>
      <a class="textual no-print" href={to("usage")}>
        {t("shell.nav.usage")}
        <Icon of={forward} size="small" />
      </a>
    </section>
  );
}
