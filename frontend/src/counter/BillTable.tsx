import { useState } from "preact/hooks";
import { download } from "../../core/icons";
import { money, plusDays, period, shortDay } from "../../core/format";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { State } from "../ui/State";
import type { Invoice } from "../wire";
import { capLeak, correct, documentOf } from "./calls";
import { Panel } from "./Panel";

interface Props {
  number: string;
  bills: Invoice[];
  may: readonly string[];
  onDone: (said: string) => void;
}

/** A customer's bills, with what may be done about each. */
export function BillTable({ number, bills, may, onDone }: Props) {
  const [chosen, setChosen] = useState<Invoice>();
  if (bills.length === 0) return <p class="quiet small">{t("counter.bill.none")}</p>;
  return (
    <>
      <table class="dense-table">
        <thead>
          <tr>
            <th scope="col">{t("counter.bill.number")}</th>
            <th scope="col" class="wide-only">{t("counter.bill.issued")}</th>
            <th scope="col" class="wide-only">{t("counter.bill.due")}</th>
            <th scope="col">{t("counter.bill.state")}</th>
            <th scope="col" class="end">{t("counter.bill.total")}</th>
            <th scope="col" class="end">{t("counter.bill.open")}</th>
          </tr>
        </thead>
        <tbody>
          {bills.map((each) => (
            <tr key={each.number}>
              <td>
                <button type="button" class="textual is-tight figures" onClick={() => setChosen(each)}>
                  {each.number}
                </button>
                <span class="quiet small under">
                  {t(`bills.kind.${each.kind}`)}, {each.energies.map((energy) => t(`units.${energy}`)).join(", ")}
                </span>
              </td>
              <td class="wide-only nowrap">{shortDay(each.issued_on)}</td>
              <td class="wide-only nowrap">{each.due_on ? shortDay(each.due_on) : ""}</td>
              <td>
                <State of={each.state} />
              </td>
              <td class="end figures nowrap">{money(each.total_cents, each.currency)}</td>
              <td class="end figures nowrap">{each.open_cents ? money(each.open_cents, each.currency) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && (
        <BillPanel
          number={number}
          bill={chosen}
          may={may}
          onClose={() => setChosen(undefined)}
          onDone={(said) => {
            setChosen(undefined);
            onDone(said);
          }}
        />
      )}
    </>
  );
}

interface PanelProps {
  number: string;
  bill: Invoice;
  may: readonly string[];
  onClose: () => void;
  onDone: (said: string) => void;
}

function BillPanel({ number, bill, may, onClose, onDone }: PanelProps) {
  const { busy, refused, send } = useSending();
  const pdf = () =>
    send(async () => {
      const { url } = await documentOf(number, bill.number);
      open(url, "_blank", "noopener");
    });
  const amend = (work: typeof correct) =>
    send(async () => {
      const { numbers } = await work(number, bill.number);
      onDone(t("counter.bill.issued_now", { numbers: numbers.join(", ") }));
    });
  const water = bill.energies.includes("water") && bill.kind !== "credit_note";
  return (
    <Panel title={bill.number} onClose={onClose}>
      <dl class="facts dense">
        <div>
          <dt>{t("counter.bill.state")}</dt>
          <dd>
            <State of={bill.state} />
          </dd>
        </div>
        <div>
          <dt>{t("counter.bill.period")}</dt>
          <dd>{period(bill.period.from_on, plusDays(bill.period.until_on, -1))}</dd>
        </div>
        <div>
          <dt>{t("counter.bill.contract")}</dt>
          <dd class="figures">{bill.contract}</dd>
        </div>
        <div>
          <dt>{t("counter.bill.total")}</dt>
          <dd class="figures">{money(bill.total_cents, bill.currency)}</dd>
        </div>
        <div>
          <dt>{t("counter.bill.open")}</dt>
          <dd class="figures">{money(bill.open_cents, bill.currency)}</dd>
        </div>
      </dl>
      <div class="form">
        {refused ? <Refused error={refused} /> : null}
        <Action second busy={busy} onClick={() => void pdf()}>
          <Icon of={download} size="small" />
          {t("counter.bill.pdf")}
        </Action>
        {may.includes("correct_bills") && (
          <div>
            <Action second busy={busy} onClick={() => void amend(correct)}>
              {t("counter.bill.correct")}
            </Action>
            <p class="quiet small">{t("counter.bill.correct_hint")}</p>
          </div>
        )}
        {water && may.includes("cap_leaks") && (
          <div>
            <Action second busy={busy} onClick={() => void amend(capLeak)}>
              {t("counter.bill.cap")}
            </Action>
            <p class="quiet small">{t("counter.bill.cap_hint")}</p>
          </div>
        )}
        {bill.estimated && <Note>{t("counter.bill.estimated")}</Note>}
      </div>
    </Panel>
  );
}
