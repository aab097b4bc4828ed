import { useState } from "preact/hooks";
import { money, shortDay } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Refused } from "../ui/Note";
import { State } from "../ui/State";
import type { Invoice, Invoices, InvoiceState } from "../wire";
import { Document } from "./Document";
import { newest } from "./newest";
import { fluidsOf, periodOf } from "./owed";
import { Symbols } from "./Symbols";

const STATES: readonly InvoiceState[] = ["due", "overdue", "rejected", "pending", "paid", "credited"];
const OPEN: readonly InvoiceState[] = ["due", "overdue", "rejected", "pending"];
const FIRST = 12;
const MORE = 24;
/** The states worth a filter: those that there are, or may be beyond what is loaded. */
function filtersOf(bills: Invoices): readonly InvoiceState[] {
  return STATES.filter(
    (state) =>
      bills.items.some((each) => each.state === state) ||
      (bills.next !== null && (bills.open_count > 0 || !OPEN.includes(state))),
  );
}

interface Props {
  /** The newest of all states, kept fresh by the page. */
  bills: Invoices;
}

/** Every invoice with its state, newest first: a table, or cards on a phone. */
export function List({ bills }: Props) {
  const [state, setState] = useState<InvoiceState>();
  const [wanted, setWanted] = useState(FIRST);
  const [refused, setRefused] = useState<unknown>();
  const beyond = state !== undefined || wanted > bills.items.length;
  const asked = useData<Invoices | undefined>(
    () => (beyond ? newest(wanted, state) : Promise.resolve(undefined)),
    [state, wanted, beyond, bills],
  );
  const answer = beyond ? asked.data : bills;
  const items = answer?.items.slice(0, wanted).filter((each) => !state || each.state === state);
  const more = answer && (answer.next !== null || answer.items.length > wanted);
  const filters = filtersOf(bills);
  function choose(next: InvoiceState | undefined) {
    setState(next);
    setWanted(FIRST);
  }
  return (
    <section class="card">
      <div class="row spread">
        <h2>{t("bills.history")}</h2>
        <span class="quiet small">{t("bills.count", { count: answer?.count ?? bills.count })}</span>
      </div>
      {filters.length > 1 && (
        <div class="pills bill-filters" role="group" aria-label={t("bills.filter.label")}>
          {[undefined, ...filters].map((each) => (
            <button
              key={each ?? "all"}
              type="button"
              class="pill"
              aria-pressed={each === state}
              onClick={() => choose(each)}
            >
              {each ? t(`bills.state.${each}`) : t("bills.filter.all")}
            </button>
          ))}
        </div>
      )}
      {refused ? <Refused error={refused} /> : null}
      {asked.error && !items ? <Failed error={asked.error} again={asked.again} /> : null}
      {!items && !asked.error && <Ghost of="row" rows={6} />}
      {items?.length === 0 && (
        <p class="quiet empty">{t(state ? "bills.none_filtered" : "bills.none")}</p>
      )}
      {items && items.length > 0 && <Table items={items} onRefused={setRefused} />}
      {more && (
        <p class="more">
          <Action second small busy={asked.loading && beyond} onClick={() => setWanted(wanted + MORE)}>
            {t("bills.more")}
          </Action>
        </p>
      )}
    </section>
  );
}

interface TableProps {
  items: Invoice[];
  onRefused: (reason: unknown) => void;
}

/** On a phone the rows become cards by CSS; their roles are said, so that it stays a table. */
function Table({ items, onRefused }: TableProps) {
  return (
    <table class="table bills" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {t("bills.col.period")}
          </th>
          <th scope="col" role="columnheader">
            {t("bills.col.issued")}
          </th>
          <th scope="col" role="columnheader">
            {t("bills.col.state")}
          </th>
          <th scope="col" role="columnheader" class="end">
            {t("bills.col.amount")}
          </th>
          <th scope="col" role="columnheader" class="end">
            {t("bills.col.document")}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {items.map((bill) => (
          <tr key={bill.number} role="row">
            <td role="cell" class="bill-what">
              <a class="bill-link" href={to("bill", { number: bill.number })}>
                <Symbols of={bill} />
                <span>
                  <span class="strong bill-period">{periodOf(bill)}</span>
                  <span class="quiet small">
                    {t(`bills.kind.${bill.kind}`)}
                    <span class="unseen">, {fluidsOf(bill)}</span>
                  </span>
                </span>
              </a>
            </td>
            <td role="cell" class="bill-issued">
              {shortDay(bill.issued_on)}
            </td>
            <td role="cell" class="bill-state">
              <State of={bill.state} />
            </td>
            <td role="cell" class="end figures nowrap bill-amount">
              {money(bill.total_cents, bill.currency)}
            </td>
            <td role="cell" class="end bill-pdf">
              <Document number={bill.number} onRefused={onRefused} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
