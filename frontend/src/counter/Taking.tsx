import { useMemo, useState } from "preact/hooks";
import { language, t } from "../../core/i18n";
import { money, shortDay } from "../../core/format";
import { Action } from "../ui/Action";
import { Field } from "../ui/Field";
import { useSending } from "../ui/form";
import { Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import type { Invoice } from "../wire";
import { cents, typed } from "./amount";
import { take, type Card, type Means } from "./calls";
import { handOut } from "./handing";
import { Panel } from "./Panel";

interface Props {
  of: Card;
  clerk: string;
  open: Invoice[];
  onClose: () => void;
}

/** How money goes to invoices, in the order given; the rest is credit. */
function shared(amount: number, invoices: Invoice[]): { number: string; cents: number }[] {
  let left = amount;
  return invoices
    .map((each) => {
      const part = Math.min(left, each.open_cents);
      left -= part;
      return { number: each.number, cents: part };
    })
    .filter((each) => each.cents > 0);
}

/** Money over the counter: for which bills, how, and how much; then the receipt. */
export function TakingPanel({ of, clerk, open, onClose }: Props) {
  const comma = language() !== "en";
  const [chosen, setChosen] = useState(() => new Set(open.map((each) => each.number)));
  const [means, setMeans] = useState<Means>("cash");
  const [text, setText] = useState<string>();
  const key = useMemo(() => crypto.randomUUID(), []);
  const { busy, refused, faults, fault, send } = useSending();
  const bills = open.filter((each) => chosen.has(each.number));
  const owed = bills.reduce((sum, each) => sum + each.open_cents, 0);
  const shown = text ?? (owed > 0 ? typed(owed, comma) : "");
  const amount = cents(shown);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!amount) {
      fault({ amount_cents: t("counter.taking.amount_wrong") });
      return;
    }
    await send(async () => {
      const taken = await take(
        of.number,
        { amount_cents: amount, means, invoices: bills.map((each) => each.number) },
        key,
      );
      const parts = shared(amount, bills);
      handOut(
        {
          kind: "receipt",
          back: location.pathname + location.search,
          receipt: taken.receipt_number,
          at: new Date().toISOString(),
          cents: taken.amount_cents,
          means,
          number: of.number,
          name: of.name,
          address: [of.street, `${of.postcode} ${of.place}`.trim()].filter(Boolean).join(", "),
          invoices: parts,
          credit: amount - parts.reduce((sum, each) => sum + each.cents, 0),
          clerk,
        },
        of.account?.language ?? of.language,
      );
      await new Promise(() => undefined);
    });
  }

  return (
    <Panel title={t("counter.taking.title")} onClose={onClose}>
      <p class="strong">{of.name}</p>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        {open.length === 0 && <p class="quiet">{t("counter.taking.nothing")}</p>}
        {open.length > 0 && <Bills open={open} chosen={chosen} onChosen={setChosen} />}
        <Segments
          label={t("counter.receipt.means")}
          options={(["cash", "terminal", "cheque"] as const).map(
            (each) => [each, t(`counter.means.${each}`)] as const,
          )}
          chosen={means}
          onChoose={setMeans}
        />
        <Field
          label={t("counter.taking.amount")}
          name="amount"
          value={shown}
          onValue={setText}
          inputmode="text"
          autocomplete="off"
          wrong={faults["amount_cents"]}
        />
        {amount !== undefined && amount > owed && (
          <p class="quiet small">{t("counter.taking.more", { amount: money(amount - owed) })}</p>
        )}
        <Action type="submit" wide busy={busy}>
          {amount ? t("counter.taking.submit", { amount: money(amount) }) : t("counter.taking.title")}
        </Action>
      </form>
    </Panel>
  );
}

interface BillsProps {
  open: Invoice[];
  chosen: Set<string>;
  onChosen: (chosen: Set<string>) => void;
}

/** The bills that money is for, each to be ticked. */
export function Bills({ open, chosen, onChosen }: BillsProps) {
  function toggle(number: string): void {
    const next = new Set(chosen);
    if (!next.delete(number)) next.add(number);
    onChosen(next);
  }
  return (
    <fieldset class="ticks">
      <legend class="strong">{t("counter.taking.bills")}</legend>
      {open.map((each) => (
        <label key={each.number} class="tick-row">
          <input type="checkbox" checked={chosen.has(each.number)} onChange={() => toggle(each.number)} />
          <span>
            <span class="figures">{each.number}</span>
            {each.due_on && <span class="quiet small">{shortDay(each.due_on)}</span>}
          </span>
          <span class="figures nowrap">{money(each.open_cents, each.currency)}</span>
        </label>
      ))}
    </fieldset>
  );
}
