import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { invoice } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Later } from "../ui/Later";
import { Shell } from "../ui/Shell";
import type { Invoice, InvoiceDetail } from "../wire";
import { Cycle } from "./Cycle";
import { useLive } from "./live";
import { newest } from "./newest";
import { Owed } from "./Owed";
import { payable, titleOf } from "./owed";
import { Shares } from "./Shares";
import "./bills.css";
import "./picture.css";

const LOADED = 60;

/** What do I owe, by when, what for, and what became of the rest. */
export function Bills() {
  const bills = useData(() => newest(LOADED));
  const items = bills.data?.items ?? [];
  useLive(bills.again, items.some((each) => each.state === "pending"));
  const made = aboutTheParts(items);
  const [next, other] = payable(items);
  const told = other ? made : (next ?? items[0]);
  const parts = useData(() => detail(made), [made?.number]);
  const course = useData(() => (told === made ? nothing() : detail(told)), [made?.number, told?.number]);
  const stops = (told === made ? parts : course).data;
  return (
    <Shell title={t("bills.page")} waiting={bills.data?.open_count}>
      <div class="stack">
        {bills.error && !bills.data ? <Failed error={bills.error} again={bills.again} /> : null}
        <div class="lead">
          <section class="card owed" aria-label={t("shell.nav.bills")}>
            {!bills.data && <Ghost of="answer" />}
            {!bills.data && <Ghost of="block" />}
            {bills.data && <Owed bills={bills.data} told={stops} />}
            {bills.data && (
              <p class="row owed-ways">
                <a class="textual small" href={to("means")}>
                  {t("bills.owed.means")}
                </a>
                {next && (
                  <a class="textual small" href={to("plan")}>
                    {t("bills.owed.plan")}
                  </a>
                )}
              </p>
            )}
            {told && !other && <Course {...(next ? {} : { of: told })} stops={stops} />}
          </section>
          {(made || !bills.data) && (
            <section class="card made">
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
              {made && parts.data && (
                <Shares
                  bill={parts.data}
                  linesOf={(family) => to("bill", { number: made.number, part: family })}
                />
              )}
              {other && parts.data && <Course stops={parts.data} />}
            </section>
          )}
        </div>
        {bills.data && <Later load={() => import("./Rest")} with={{ bills: bills.data }} rows={8} />}
      </div>
    </Shell>
  );
}

/** Where one bill stands between its reading and the next; named where nothing above names it. */
function Course({ of, stops }: { of?: Invoice; stops: InvoiceDetail | undefined }) {
  return (
    <div class="owed-cycle">
      {of && <p class="quiet small">{titleOf(of)}</p>}
      {stops ? <Cycle stops={stops.cycle} /> : <Ghost of="row" />}
    </div>
  );
}

const nothing = (): Promise<InvoiceDetail | undefined> => Promise.resolve(undefined);

function detail(of: Invoice | undefined): Promise<InvoiceDetail | undefined> {
  return of ? invoice(of.number) : nothing();
}

/** The bill that shows what is paid for: an agreed instalment has no parts. */
function aboutTheParts(items: readonly Invoice[]): Invoice | undefined {
  const [next, other] = payable(items);
  const measured = (each: Invoice): boolean => each.kind !== "intermediate" && each.total_cents > 0;
  if (next && !other && measured(next)) return next;
  return items.find(measured) ?? items[0];
}
