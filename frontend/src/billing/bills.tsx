import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { invoice } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Shell } from "../ui/Shell";
import type { Invoice, InvoiceDetail } from "../wire";
import { Cycle } from "./Cycle";
import { List, newest } from "./List";
import { useLive } from "./live";
import { Owed } from "./Owed";
import { payable, titleOf } from "./owed";
import { Shares } from "./Shares";
import { Statement } from "./Statement";
import "./bills.css";
import "./picture.css";

const LOADED = 60;

/** What do I owe, by when, what for, and what became of the rest. */
export function Bills() {
  const bills = useData(() => newest(LOADED));
  const items = bills.data?.items ?? [];
  useLive(bills.again, items.some((each) => each.state === "pending"));
  const told = aboutTheCycle(items);
  const made = aboutTheShares(items, told);
  const cycle = useData(() => detail(told), [told?.number]);
  const shares = useData(() => (made === told ? nothing() : detail(made)), [made?.number, told?.number]);
  const parts = made === told ? cycle : shares;
  return (
    <Shell title={t("bills.page")} waiting={bills.data?.open_count}>
      <div class="stack">
        {bills.error && !bills.data ? <Failed error={bills.error} again={bills.again} /> : null}
        <div class="lead">
          <section class="card owed" aria-label={t("shell.nav.bills")}>
            {!bills.data && <Ghost of="answer" />}
            {!bills.data && <Ghost of="block" />}
            {bills.data && <Owed bills={bills.data} told={cycle.data} />}
            {told && (
              <div class="owed-cycle">
                <p class="quiet small">{titleOf(told)}</p>
                {cycle.data ? <Cycle stops={cycle.data.cycle} /> : <Ghost of="row" />}
              </div>
            )}
          </section>
          {(made || !bills.data) && (
            <section class="card">
              <div class="row spread">
                <h2>{t("bills.shares.title")}</h2>
                {made && (
                  <a class="textual small" href={to("bill", { number: made.number })}>
                    {titleOf(made)}
                  </a>
                )}
              </div>
              {parts.error ? <Failed error={parts.error} again={parts.again} /> : null}
              {!parts.data && !parts.error && <Ghost of="row" rows={4} />}
              {parts.data && (
                <Shares
                  bill={parts.data}
                  linesOf={(family) => to("bill", { number: parts.data?.number ?? "", part: family })}
                />
              )}
            </section>
          )}
        </div>
        {bills.data && bills.data.items.length > 0 && (
          <>
            <List bills={bills.data} />
            <Statement customers={[...new Set(items.map((each) => each.customer))]} />
          </>
        )}
      </div>
    </Shell>
  );
}

const nothing = (): Promise<InvoiceDetail | undefined> => Promise.resolve(undefined);

function detail(of: Invoice | undefined): Promise<InvoiceDetail | undefined> {
  return of ? invoice(of.number) : nothing();
}

/** The bill whose course is drawn: the one to pay, or the newest where that is not one alone. */
function aboutTheCycle(items: readonly Invoice[]): Invoice | undefined {
  const open = payable(items);
  return open.length === 1 ? open[0] : (items.find((each) => each.total_cents > 0) ?? items[0]);
}

/** The bill that shows what is paid for: an agreed instalment has no parts. */
function aboutTheShares(items: readonly Invoice[], told: Invoice | undefined): Invoice | undefined {
  const measured = (each: Invoice): boolean => each.kind !== "intermediate" && each.total_cents > 0;
  return told && measured(told) ? told : (items.find(measured) ?? told);
}
