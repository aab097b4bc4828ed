import { useState } from "preact/hooks";
import { day, dayMonth, money, today } from "../../core/format";
import { check, down, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import type { Invoice, InvoiceDetail, Invoices } from "../wire";
import { DaysLeft, payAddress } from "./DaysLeft";
import { dueOn, openOf, payable, titleOf } from "./owed";

/** So many are in sight before one asks for the rest. */
const SHORT = 4;

interface Props {
  bills: Invoices;
  /** The detail of the bill that the cycle is about, once it is here. */
  told: InvoiceDetail | undefined;
}

/** The one answer: what is owed and by when, and the way to pay it. */
export function Owed({ bills, told }: Props) {
  const open = payable(bills.items);
  const onTheWay = bills.items.filter((each) => each.state === "pending" && each.open_cents > 0);
  const [first, second] = open;
  if (!first && onTheWay.length > 0) return <OnTheWay invoices={onTheWay} />;
  if (!first) return <Settled bills={bills} />;
  return (
    <>
      {second ? <Several open={open} /> : <One bill={first} debit={debited(first, told)} />}
      {onTheWay.length > 0 && (
        <p class="quiet small aside">
          <Icon of={hourglass} size="small" />
          <span>
            {t("bills.owed.pending", { amount: money(openOf(onTheWay)) })} {t("bills.owed.watching")}
          </span>
        </p>
      )}
    </>
  );
}

/** A debit that is to come needs nothing of the reader; one that failed or is late does. */
function debited(bill: Invoice, told: InvoiceDetail | undefined): boolean {
  return bill.state === "due" && told?.number === bill.number && told.settled_by === "debit";
}

function One({ bill, debit }: { bill: Invoice; debit: boolean }) {
  const amount = money(bill.open_cents, bill.currency);
  const on = dueOn(bill);
  const late = on < today();
  const label = debit ? "bills.owed.debit" : late ? "home.due.since" : "home.due.before";
  return (
    <>
      <p class="quiet">{t(label, { day: day(on) })}</p>
      <p class="answer">{amount}</p>
      <p class="row">
        <DaysLeft until={on} />
        {bill.state === "rejected" && <State of="rejected" />}
      </p>
      <p class="quiet small">{debit ? t("bills.owed.debit_more") : titleOf(bill)}</p>
      <div class="row owed-actions">
        {!debit && (
          <a class="action" href={payAddress([bill])}>
            {t("home.due.pay", { amount })}
          </a>
        )}
        <a class="action is-second" href={to("bill", { number: bill.number })}>
          {t("home.due.see")}
        </a>
      </div>
    </>
  );
}

/** Several at once: all are ticked, any can be left for later, and one payment takes the rest. */
function Several({ open }: { open: Invoice[] }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [payer, setPayer] = useState(open[0]?.customer);
  const [whole, setWhole] = useState(open.length <= SHORT + 1);
  const chosen = open.filter((each) => each.customer === payer && !left.has(each.number));
  const [first] = open;
  if (!first) return null;
  /** A payment is of one customer: ticking a bill of another leaves those of the first. */
  function tick(bill: Invoice, wanted: boolean) {
    const others = new Set(left);
    if (wanted) others.delete(bill.number);
    else others.add(bill.number);
    setLeft(others);
    if (wanted) setPayer(bill.customer);
  }
  return (
    <>
      <p class="quiet">{t("bills.owed.several", { count: open.length })}</p>
      <p class="answer">{money(openOf(open), first.currency)}</p>
      <p class="row">
        <DaysLeft until={dueOn(first)} />
      </p>
      <fieldset class="owed-list">
        <legend class="unseen">{t("bills.owed.choose")}</legend>
        {(whole ? open : open.slice(0, SHORT)).map((bill) => (
          <Ticked
            key={bill.number}
            bill={bill}
            checked={chosen.includes(bill)}
            onChecked={(wanted) => tick(bill, wanted)}
          />
        ))}
        {!whole && (
          <button type="button" class="textual is-bare" onClick={() => setWhole(true)}>
            {t("bills.owed.rest", { count: open.length - SHORT })}
            <Icon of={down} size="small" />
          </button>
        )}
      </fieldset>
      <div class="owed-actions" aria-live="polite">
        {chosen.length > 0 ? (
          <a class="action" href={payAddress(chosen)}>
            {t("home.due.pay", { amount: money(openOf(chosen), first.currency) })}
          </a>
        ) : (
          <p class="quiet">{t("bills.owed.none_chosen")}</p>
        )}
      </div>
    </>
  );
}

interface TickedProps {
  bill: Invoice;
  checked: boolean;
  onChecked: (wanted: boolean) => void;
}

function Ticked({ bill, checked, onChecked }: TickedProps) {
  const on = dueOn(bill);
  const late = on < today();
  return (
    <label class="owed-bill">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <span>
        <span class="owed-name">{titleOf(bill)}</span>
        <span class={`small ${late || bill.state === "rejected" ? "is-late" : "quiet"}`}>
          {bill.state === "rejected" && `${t("bills.state.rejected")} · `}
          {t(late ? "bills.owed.since" : "bills.owed.by", { day: dayMonth(on) })}
        </span>
      </span>
      <span class="figures strong nowrap">{money(bill.open_cents, bill.currency)}</span>
    </label>
  );
}

function OnTheWay({ invoices }: { invoices: Invoice[] }) {
  return (
    <div class="owed-calm">
      <span class="seal">
        <Icon of={hourglass} size="large" />
      </span>
      <div>
        <p class="answer">{money(openOf(invoices), invoices[0]?.currency)}</p>
        <p>{t("bills.detail.pending")}</p>
        <p class="quiet small">{t("bills.owed.watching")}</p>
      </div>
    </div>
  );
}

function Settled({ bills }: { bills: Invoices }) {
  const ahead = -bills.balance_cents;
  return (
    <div class="owed-calm">
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <div>
        <p class="answer">{t("home.due.settled")}</p>
        <p class="quiet">
          {bills.items.length === 0
            ? t("bills.none")
            : ahead > 0
              ? t("bills.owed.credit", { amount: money(ahead, bills.currency) })
              : t("home.due.settled_more")}
        </p>
      </div>
    </div>
  );
}
