import { useEffect, useState } from "preact/hooks";
import { day, money, today } from "../../core/format";
import { back } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { invoice } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Later } from "../ui/Later";
import { Note } from "../ui/Note";
import { Claims } from "../support/Claims";
import { Shell } from "../ui/Shell";
import { State } from "../ui/State";
import type { Family, InvoiceDetail } from "../wire";
import { Cycle } from "./Cycle";
import { Document } from "./Document";
import { Lines } from "./Lines";
import { Symbols } from "./Symbols";
import { useLive } from "./live";
import { DaysLeft, payAddress } from "./DaysLeft";
import { dueOn, periodOf } from "./owed";
import { Shares } from "./Shares";
import "./bill.css";
import "./picture.css";

/** One invoice, where every line can be opened to say where it comes from. */
export function BillPage() {
  const [number, setNumber] = useState<string | null>();
  useEffect(() => setNumber(new URLSearchParams(location.search).get("number")), []);
  return (
    <Shell
      title={t("bills.bill.page")}
      tools={
        <a class="textual is-bare no-print" href={to("bills")}>
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

const shelf = (family: Family): string => `part-${family}`;

function Whole({ number }: { number: string }) {
  const { data, error, again } = useData(() => invoice(number), [number]);
  const [chosen, setChosen] = useState<Family>();
  const here = data !== undefined;
  useLive(again, data?.state === "pending");
  useEffect(() => {
    const wanted = new URLSearchParams(location.search).get("part");
    if (here && wanted) setChosen(wanted as Family);
  }, [here]);
  useEffect(() => {
    const part = chosen ? document.getElementById(shelf(chosen)) : null;
    part?.scrollIntoView({ block: "center" });
    part?.focus({ preventScroll: true });
  }, [chosen]);
  if (error && !data) return <Failed error={error} again={again} />;
  if (!data) return <Waiting />;
  return (
    <div class="stack">
      <div class="lead">
        <Amount bill={data} />
        <section class="card">
          <h2>{t("bills.shares.title")}</h2>
          <Shares bill={data} linesOf={(family) => `#${shelf(family)}`} onChoose={setChosen} />
        </section>
      </div>
      {data.notes.map((note) => (
        <Note key={note}>{note}</Note>
      ))}
      <Lines bill={data} chosen={chosen} />
      <Later load={() => import("./Foot")} with={{ bill: data }} rows={4} />
    </div>
  );
}

/** Which sentence a state needs beside its word. */
function sayingOf(bill: InvoiceDetail) {
  if (bill.state === "pending") return "bills.detail.pending" as const;
  if (bill.state === "rejected") return "bills.detail.rejected" as const;
  if (bill.total_cents < 0) return "bills.detail.credited" as const;
  return undefined;
}

function Amount({ bill }: { bill: InvoiceDetail }) {
  const open = bill.open_cents > 0 && bill.state !== "pending";
  const amount = money(open ? bill.open_cents : Math.abs(bill.total_cents), bill.currency);
  const on = dueOn(bill);
  const debit = open && bill.state === "due" && bill.settled_by === "debit";
  const late = on < today();
  const inFavour = bill.total_cents < 0;
  const counted = open && !debit && bill.state !== "rejected";
  const saying = sayingOf(bill);
  return (
    <section class="card owed">
      <p class="bill-name">
        <Symbols of={bill} />
        <span>
          {t(`bills.kind.${bill.kind}`)} <span class="quiet">· {periodOf(bill)}</span>
        </span>
      </p>
      <p class="answer">{amount}</p>
      <p class="row">
        {inFavour && <span class="state is-good">{t("bills.lines.credit")}</span>}
        {!inFavour && !counted && <State of={bill.state} />}
        {counted && <DaysLeft until={on} />}
      </p>
      {open && (
        <p>
          {t(debit ? "bills.owed.debit" : late ? "home.due.since" : "home.due.before", {
            day: day(on),
          })}
        </p>
      )}
      {saying && <p>{t(saying)}</p>}
      {bill.state === "pending" && <p class="quiet small">{t("bills.owed.watching")}</p>}
      <div class="row owed-actions no-print">
        {open && !debit && (
          <a class="action" href={payAddress([bill])}>
            {t("bills.detail.pay", { amount })}
          </a>
        )}
        <Document number={bill.number} wide />
      </div>
      <div class="owed-cycle">
        <Cycle stops={bill.cycle} />
      </div>
      <Claims about="bill" reference={bill.number} />
    </section>
  );
}
