import { useState } from "preact/hooks";
import { card, download, hourglass, laptop, print } from "../../core/icons";
import { t } from "../../core/i18n";
import { invoiceSlip, invoiceStructured } from "../api";
import { useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import type { InvoiceDetail } from "../wire";

type Paper = "slip" | "structured";

const MAKERS = { slip: invoiceSlip, structured: invoiceStructured };
const LOOKS = { slip: card, structured: laptop };

/** What can be had of a bill besides its PDF: a slip to pay with, a file for machines, paper. */
export function Papers({ bill }: { bill: InvoiceDetail }) {
  const [asked, setAsked] = useState<Paper>();
  const { busy, refused, send } = useSending();
  const open = bill.open_cents > 0 && bill.state !== "pending";
  const papers: Paper[] = [];
  if (open && bill.settled_by !== "debit") papers.push("slip");
  if (bill.structured) papers.push("structured");
  function get(paper: Paper) {
    setAsked(paper);
    void send(async () => {
      const { url } = await MAKERS[paper](bill.number);
      location.assign(url);
    });
  }
  return (
    <section class="card papers no-print" aria-label={t("bills.papers.title")}>
      <h2>{t("bills.papers.title")}</h2>
      {refused ? <Refused error={refused} /> : null}
      <ul class="list">
        {papers.map((paper) => (
          <li key={paper}>
            <button type="button" class="item" aria-busy={busy && asked === paper} onClick={() => get(paper)}>
              <Icon of={LOOKS[paper]} />
              <span>
                <span class="strong">{t(`bills.papers.${paper}`)}</span>
                <br />
                <span class="quiet small">{t(`bills.papers.${paper}.more`)}</span>
              </span>
              <Icon of={busy && asked === paper ? hourglass : download} size="small" />
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="item" onClick={() => window.print()}>
            <Icon of={print} />
            <span>
              <span class="strong">{t("bills.papers.print")}</span>
              <br />
              <span class="quiet small">{t("bills.papers.print.more")}</span>
            </span>
          </button>
        </li>
      </ul>
    </section>
  );
}
