import { useEffect, useState } from "preact/hooks";
import { day, daysBetween, money, moment, today } from "../../core/format";
import { back, check, clock } from "../../core/icons";
import { maybe, t } from "../../core/i18n";
import { to } from "../../core/page";
import { invoice } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import { State } from "../ui/State";
import type { Family, InvoiceDetail } from "../wire";
import { Cycle } from "./Cycle";
import { Document } from "./Document";
import { Lines } from "./Lines";
import { periodOf } from "./owed";
import { Shares } from "./Shares";
import "./bills.css";

/** One invoice, where every line can be opened to say where it comes from. */
export function BillPage() {
  const [number, setNumber] = useState<string | null>();
  useEffect(() => setNumber(new URLSearchParams(location.search).get("number")), []);
  return (
    <Shell
      title={t("bills.bill.page")}
      tools={
        <a class="textual is-bare" href={to("bills")}>
          <Icon of={back} size="small" />
          {t("bills.detail.back")}
        </a>
      }
    >
      {number === null && <Note>{t("bills.detail.missing")}</Note>}
      {number === undefined && <Waiting />}
      {number && <Whole number={number} />}
    </Shell>
  );
}

function Waiting() {
  return (
    <div class="lead">
      <section class="card">
        <Ghost of="answer" />
        <Ghost of="block" />
      </section>
      <section class="card">
        <Ghost of="row" rows={4} />
      </section>
    </div>
  );
}

function Whole({ number }: { number: string }) {
  const { data, error, again } = useData(() => invoice(number), [number]);
  const [family, setFamily] = useState<Family>();
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Waiting />;
  return (
    <div class="stack">
      <div class="lead">
        <Amount bill={data} />
        <section class="card">
          <h2>{t("bills.shares.title")}</h2>
          <Shares bill={data} chosen={family} onChoose={setFamily} />
        </section>
      </div>
      {(data.notes ?? []).map((note) => (
        <Note key={note}>{note}</Note>
      ))}
      <Lines bill={data} chosen={family} />
      <div class="two">
        <Past bill={data} />
        <About bill={data} />
      </div>
    </div>
  );
}

function Amount({ bill }: { bill: InvoiceDetail }) {
  const open = bill.open_cents > 0 && bill.state !== "pending";
  const amount = money(open ? bill.open_cents : bill.total_cents, bill.currency);
  const left = bill.due_on ? daysBetween(today(), bill.due_on) : 0;
  const said =
    bill.state === "paid"
      ? "bills.detail.paid"
      : bill.state === "pending"
        ? "bills.detail.pending"
        : bill.state === "rejected"
          ? "bills.detail.rejected"
          : undefined;
  return (
    <section class="card next-bill">
      <p class="quiet">
        {t(`bills.kind.${bill.kind}`)} · {periodOf(bill)}
      </p>
      <p class="answer">{amount}</p>
      <p class="row">
        <State of={bill.state} />
        {open && bill.due_on && (
          <span class="quiet">
            <Icon of={clock} size="small" class="in-line" />{" "}
            {left < 0
              ? t("home.due.late", { count: -left })
              : left === 0
                ? t("home.due.today")
                : t("home.due.before", { day: day(bill.due_on) })}
          </span>
        )}
      </p>
      {said && <p>{t(said)}</p>}
      <div class="row no-print">
        {open && (
          <a class="action" href={to("pay", { invoice: bill.number })}>
            {t("bills.detail.pay", { amount })}
          </a>
        )}
        <Document number={bill.number} wide />
      </div>
      <Cycle stops={bill.cycle} />
    </section>
  );
}

/** What has happened to this bill, newest last, with each moment. */
function Past({ bill }: { bill: InvoiceDetail }) {
  return (
    <section class="card">
      <h2>{t("bills.history.title")}</h2>
      <ol class="past-moments">
        {bill.history.map((each) => (
          <li key={each.at + each.state}>
            <Icon of={each.state === "paid" ? check : clock} size="small" />
            <div>
              <p class="strong">{maybe(`bills.moment.${each.state}`) ?? t("bills.moment.other")}</p>
              <p class="quiet small">{moment(each.at)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function About({ bill }: { bill: InvoiceDetail }) {
  const facts: [string, string | undefined][] = [
    [t("bills.detail.number"), bill.number],
    [t("bills.detail.period"), periodOf(bill)],
    [t("bills.detail.issued"), day(bill.issued_on)],
    [t("bills.detail.due"), bill.due_on ? day(bill.due_on) : undefined],
    [t("bills.detail.tariff"), bill.tariff],
    [t("bills.detail.corrects"), bill.preceding],
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
      </dl>
    </section>
  );
}
