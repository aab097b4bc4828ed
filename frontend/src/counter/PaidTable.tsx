import { useMemo, useState } from "preact/hooks";
import { money, shortMoment } from "../../core/format";
import { language, maybe, t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { Field } from "../ui/Field";
import { useSending } from "../ui/form";
import { Refused } from "../ui/Note";
import { cents, typed } from "./amount";
import { handBack, refund, type Paid } from "./calls";
import { Panel } from "./Panel";

interface Props {
  number: string;
  paid: Paid[];
  may: readonly string[];
  onDone: (said: string) => void;
}

/** Money that came, whichever way, and what of it can be given back. */
export function PaidTable({ number, paid, may, onDone }: Props) {
  const [chosen, setChosen] = useState<Paid>();
  if (paid.length === 0) return <p class="quiet small">{t("counter.paid.none")}</p>;
  return (
    <>
      <table class="dense-table">
        <thead>
          <tr>
            <th scope="col">{t("counter.paid.at")}</th>
            <th scope="col">{t("counter.paid.channel")}</th>
            <th scope="col" class="wide-only">{t("counter.paid.invoices")}</th>
            <th scope="col" class="end">{t("counter.paid.amount")}</th>
            <th scope="col" class="end">
              <span class="unseen">{t("counter.paid.refund")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {paid.slice(0, 12).map((each) => (
            <tr key={each.payment}>
              <td class="nowrap">{shortMoment(each.at)}</td>
              <td>
                {maybe(`counter.channel.${each.channel}`) ?? each.channel}
                <span class="quiet small under">
                  {maybe(`counter.paid_state.${each.state}`) ?? each.state}
                  {each.receipt_number ? ` · ${each.receipt_number}` : ""}
                </span>
              </td>
              <td class="wide-only figures small">{each.invoices.join(", ")}</td>
              <td class="end figures nowrap">{money(each.amount_cents, each.currency)}</td>
              <td class="end">
                {may.includes("refund") && each.refundable_cents > 0 && (
                  <button type="button" class="textual is-tight" onClick={() => setChosen(each)}>
                    {t("counter.paid.refund")}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && (
        <RefundPanel
          of={chosen}
          number={number}
          onClose={() => setChosen(undefined)}
          onDone={() => {
            setChosen(undefined);
            onDone(t(chosen.channel === "cash" ? "counter.paid.handed_back" : "counter.paid.refunded"));
          }}
        />
      )}
    </>
  );
}

interface RefundProps {
  of: Paid;
  number: string;
  onClose: () => void;
  onDone: () => void;
}

function RefundPanel({ of, number, onClose, onDone }: RefundProps) {
  const till = of.channel === "cash";
  const [text, setText] = useState(typed(of.refundable_cents, language() !== "en"));
  const key = useMemo(() => crypto.randomUUID(), []);
  const { busy, refused, faults, fault, send } = useSending();
  const amount = cents(text);
  return (
    <Panel title={t("counter.paid.refund")} onClose={onClose}>
      <p class="quiet">{t(till ? "counter.paid.hand_back_hint" : "counter.paid.refund_hint", {
          amount: money(of.refundable_cents, of.currency),
        })}</p>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!amount) fault({ amount_cents: t("counter.taking.amount_wrong") });
          else
            void send(async () => {
              await (till ? handBack(number, of.payment, amount, key) : refund(of.payment, amount, key));
              onDone();
            });
        }}
      >
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t("counter.taking.amount")}
          name="amount"
          value={text}
          onValue={setText}
          autocomplete="off"
          wrong={faults["amount_cents"]}
        />
        <Action type="submit" wide busy={busy}>
          {amount ? t("counter.paid.refund_submit", { amount: money(amount, of.currency) }) : t("counter.paid.refund")}
        </Action>
      </form>
    </Panel>
  );
}
