import { useState } from "preact/hooks";
import { day, daysBetween, money, month, shortDay, today } from "../../core/format";
import { check, clock } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { invoice, invoices } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Shell } from "../ui/Shell";
import { State } from "../ui/State";
import type { Invoice, InvoiceState } from "../wire";
import { Cycle } from "./Cycle";
import { Document } from "./Document";
import { nextToPay } from "./owed";
import { Shares } from "./Shares";
import { Statement } from "./Statement";
import "./bills.css";

const FILTERS = ["all", "due", "paid", "pending", "rejected"] as const;
type Filter = (typeof FILTERS)[number];

/** What do I owe, by when, and what became of the rest. */
export function Bills() {
  const first = useData(() => invoices());
  const next = first.data && nextToPay(first.data.items);
  return (
    <Shell title={t("bills.page")} waiting={first.data?.open_count}>
      <div class="stack">
        {first.error ? <Failed error={first.error} again={first.again} /> : null}
        {first.loading && (
          <div class="lead">
            <section class="card">
              <Ghost of="answer" />
              <Ghost of="block" />
            </section>
            <section class="card">
              <Ghost of="row" rows={4} />
            </section>
          </div>
        )}
        {first.data && (next ? <Next bill={next} /> : <Settled any={first.data.items.length > 0} />)}
        {first.data && <History count={first.data.count} />}
        <Statement />
      </div>
    </Shell>
  );
}

function Settled({ any }: { any: boolean }) {
  return (
    <section class="card settled">
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <div>
        <p class="answer">{t("home.due.settled")}</p>
        <p class="quiet">{any ? t("home.due.settled_more") : t("bills.none")}</p>
      </div>
    </section>
  );
}

/** The bill to pay now: its amount, its days left, its place in the cycle, what it is made of. */
function Next({ bill }: { bill: Invoice }) {
  const whole = useData(() => invoice(bill.number), [bill.number]);
  const left = daysBetween(today(), bill.due_on ?? today());
  const amount = money(bill.open_cents, bill.currency);
  return (
    <div class="lead">
      <section class="card next-bill">
        <p class="quiet">
          {t(left < 0 ? "home.due.since" : "home.due.before", { day: day(bill.due_on ?? today()) })}
        </p>
        <p class="answer">{amount}</p>
        <p>
          <span class={`state is-${left < 0 ? "bad" : "soon"}`}>
            <Icon of={clock} size="small" />
            {left < 0
              ? t("home.due.late", { count: -left })
              : left === 0
                ? t("home.due.today")
                : t("home.due.left", { count: left })}
          </span>
        </p>
        <div class="row">
          <a class="action" href={to("pay", { invoice: bill.number })}>
            {t("home.due.pay", { amount })}
          </a>
          <a class="action is-second" href={to("bill", { number: bill.number })}>
            {t("home.due.see")}
          </a>
        </div>
        {whole.data ? <Cycle stops={whole.data.cycle} /> : <Ghost of="row" />}
      </section>
      <section class="card">
        <h2>{t("bills.shares.title")}</h2>
        {whole.data ? <Shares bill={whole.data} /> : <Ghost of="row" rows={4} />}
      </section>
    </div>
  );
}

function History({ count }: { count: number | undefined }) {
  const [filter, setFilter] = useState<Filter>("all");
  const [more, setMore] = useState<{ of: Filter; items: Invoice[]; next: string | null }>();
  const state = filter === "all" ? undefined : filter;
  const first = useData(() => pageOf(state), [state]);
  const grown = more?.of === filter ? more : undefined;
  const items = [...(first.data?.items ?? []), ...(grown?.items ?? [])];
  const next = grown ? grown.next : first.data?.next;
  async function load() {
    const page = await invoices(next ?? undefined, state);
    setMore({ of: filter, items: [...(grown?.items ?? []), ...page.items], next: page.next });
  }
  return (
    <section class="card">
      <div class="row spread">
        <h2>{t("bills.history")}</h2>
        {count !== undefined && <span class="quiet small">{t("bills.count", { count })}</span>}
      </div>
      <div class="pills" role="group" aria-label={t("bills.filter.label")}>
        {FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            class="pill"
            aria-pressed={each === filter}
            onClick={() => setFilter(each)}
          >
            {each === "all" ? t("bills.filter.all") : t(`bills.state.${each}`)}
          </button>
        ))}
      </div>
      {first.error ? <Failed error={first.error} again={first.again} /> : null}
      {first.loading && items.length === 0 && <Ghost of="row" rows={6} />}
      {first.data && items.length === 0 && (
        <p class="quiet empty">{t(filter === "all" ? "bills.none" : "bills.none_filtered")}</p>
      )}
      {items.length > 0 && <Table items={items} />}
      {next && (
        <Action second small onClick={() => void load()}>
          {t("bills.more")}
        </Action>
      )}
    </section>
  );
}

/** An invoice to pay is due or overdue: one filter for the reader, two states for the ledger. */
async function pageOf(state: InvoiceState | undefined) {
  const page = await invoices(undefined, state);
  if (state !== "due") return page;
  const late = await invoices(undefined, "overdue");
  return { ...page, items: [...late.items, ...page.items] };
}

function Table({ items }: { items: Invoice[] }) {
  return (
    <table class="table bills">
      <thead>
        <tr>
          <th scope="col">{t("bills.col.period")}</th>
          <th scope="col" class="wide">
            {t("bills.col.issued")}
          </th>
          <th scope="col">{t("bills.col.state")}</th>
          <th scope="col" class="end">
            {t("bills.col.amount")}
          </th>
          <th scope="col" class="end wide">
            {t("bills.col.document")}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((each) => (
          <tr key={each.number}>
            <td>
              <a class="bill-link" href={to("bill", { number: each.number })}>
                <span class="strong">{month(each.period.from_on)}</span>
                <span class="quiet small">
                  {t(`bills.kind.${each.kind}`)}
                  {each.energies.length === 1 && ` · ${t(`units.${each.energies[0] ?? "electricity"}`)}`}
                </span>
              </a>
            </td>
            <td class="wide">{shortDay(each.issued_on)}</td>
            <td>
              <State of={each.state} />
            </td>
            <td class="end figures nowrap">{money(each.total_cents, each.currency)}</td>
            <td class="end wide">
              <Document number={each.number} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
