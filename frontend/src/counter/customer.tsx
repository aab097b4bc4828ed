import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { card as cardIcon, dial, key as keyIcon } from "../../core/icons";
import { money, shortDay, shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData, type Loaded } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { ENDONYMS } from "../ui/Languages";
import { Note } from "../ui/Note";
import type { Language } from "../../core/facts";
import type { Invoices } from "../wire";
import { actsAbout, card, invoices, payments, points, tickets, type Card, type Desk as Who } from "./calls";
import { ActList } from "./Acts";
import { BillTable } from "./BillTable";
import { Desk } from "./Desk";
import { Access, Finder } from "./Finder";
import { LettingPanel, type Letting } from "./Letting";
import { PaidTable } from "./PaidTable";
import { PointTable } from "./PointTable";
import { TakingPanel } from "./Taking";
import { TicketRows } from "./TicketRows";
import { WritingPanel } from "./Writing";

const BILLS = 8;
type Act = Letting | "take" | "read";

/** Everything about one customer, and what a clerk may do for them. */
export function CustomerPage() {
  const [number, setNumber] = useState<string>();
  useEffect(() => setNumber(new URLSearchParams(location.search).get("number") ?? ""), []);
  return (
    <Desk title={t("counter.customer.page")}>
      {(who) =>
        number === undefined ? null : number ? (
          <CustomerCard number={number} who={who} />
        ) : (
          <section class="card">
            <Finder big />
          </section>
        )
      }
    </Desk>
  );
}

function CustomerCard({ number, who }: { number: string; who: Who }) {
  const known = useData(() => card(number), [number]);
  const bills = useData(() => invoices(number, BILLS), [number]);
  const held = useData(() => points(number), [number]);
  const paid = useData(() => payments(number), [number]);
  const asked = useData(() => tickets("open", number), [number]);
  const acts = useData(() => actsAbout(number), [number]);
  const [act, setAct] = useState<Act>();
  const [said, setSaid] = useState("");
  const done = (words = "") => {
    setAct(undefined);
    setSaid(words);
    for (const each of [known, bills, held, paid, acts]) each.again();
  };
  const of = known.data;
  const open = (bills.data?.items ?? []).filter((each) => each.open_cents > 0).reverse();
  if (known.error && !of) return <Failed error={known.error} again={known.again} />;
  return (
    <div class="stack">
      <section class="card who">
        {of ? <Head of={of} bills={bills} /> : <Ghost of="block" />}
        {of && (
          <div class="row acts">
            <Action small onClick={() => setAct("take")}>
              <Icon of={cardIcon} size="small" />
              {t("counter.taking.title")}
            </Action>
            <Action small second onClick={() => setAct("read")}>
              <Icon of={dial} size="small" />
              {t("counter.writing.title")}
            </Action>
            {!of.account && (
              <Action small second onClick={() => setAct("register")}>
                <Icon of={keyIcon} size="small" />
                {t("counter.letting.register")}
              </Action>
            )}
            {of.account && (
              <Action small second onClick={() => setAct("password")}>
                <Icon of={keyIcon} size="small" />
                {t("counter.letting.password")}
              </Action>
            )}
            {of.account?.locked && (
              <Action small second onClick={() => setAct("unlock")}>
                {t("counter.letting.unlock")}
              </Action>
            )}
          </div>
        )}
        <div role="status">{said && <Note kind="good">{said}</Note>}</div>
      </section>
      <div class="columns">
        <div class="stack top-aligned">
          <Part title={t("counter.customer.bills")} of={bills}>
            {bills.data && (
              <BillTable number={number} bills={bills.data.items} may={who.may} onDone={done} />
            )}
          </Part>
          <Part title={t("counter.customer.points")} of={held}>
            {held.data && <PointTable number={number} points={held.data.items} />}
          </Part>
          <Part title={t("counter.customer.payments")} of={paid}>
            {paid.data && <PaidTable number={number} paid={paid.data.items} may={who.may} onDone={done} />}
          </Part>
        </div>
        <div class="stack top-aligned">
          {of && <Known of={of} />}
          <Part title={t("counter.customer.tickets")} of={asked}>
            {asked.data && <TicketRows tickets={asked.data.items} />}
          </Part>
          <Part title={t("counter.customer.acts")} of={acts}>
            {acts.data && <ActList acts={acts.data.items} about={false} />}
          </Part>
        </div>
      </div>
      {of && act === "take" && (
        <TakingPanel of={of} clerk={who.name} open={open} onClose={() => setAct(undefined)} />
      )}
      {act === "read" && (
        <WritingPanel points={held.data?.items ?? []} onClose={() => setAct(undefined)} onDone={() => done()} />
      )}
      {of && (act === "register" || act === "password" || act === "unlock") && (
        <LettingPanel
          act={act}
          of={of}
          onClose={() => setAct(undefined)}
          onDone={() => done(t("counter.letting.unlocked"))}
        />
      )}
    </div>
  );
}

function Head({ of, bills }: { of: Card; bills: Loaded<Invoices> }) {
  const balance = bills.data?.balance_cents;
  return (
    <div class="who-head">
      <div>
        <h2 class="who-name">{of.name}</h2>
        <p class="quiet">{[of.street, `${of.postcode} ${of.place}`.trim()].filter(Boolean).join(", ")}</p>
        <p class="row who-marks">
          <span class="figures strong">{of.number}</span>
          {of.account_number && of.account_number !== of.number && (
            <span class="figures">{of.account_number}</span>
          )}
          <Access locked={of.account?.locked ?? false} login={of.account?.login ?? null} />
          {!of.active && <span class="state is-soon">{t("counter.access.inactive")}</span>}
          {of.account?.must_change_password && (
            <span class="state is-soon">{t("counter.access.temporary")}</span>
          )}
        </p>
      </div>
      <div class="who-owes">
        <span class="quiet small">{t(balance !== undefined && balance < 0 ? "counter.customer.credit" : "counter.customer.owes")}</span>
        <span class="who-balance figures">
          {balance === undefined ? "…" : money(Math.abs(balance), bills.data?.currency)}
        </span>
        {bills.data && bills.data.open_count > 0 && (
          <span class="quiet small">{t("counter.customer.open", { count: bills.data.open_count })}</span>
        )}
      </div>
    </div>
  );
}

interface PartProps {
  title: string;
  of: Loaded<unknown>;
  children: ComponentChildren;
}

function Part({ title, of, children }: PartProps) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <div>
        {of.error && of.data === undefined ? <Failed error={of.error} again={of.again} /> : null}
        {of.data === undefined && !of.error && <Ghost of="line" rows={3} />}
        {children}
      </div>
    </section>
  );
}

/** How the customer is reached, and how they sign in. */
function Known({ of }: { of: Card }) {
  const account = of.account;
  const spoken = account?.language ?? of.language;
  const facts: [string, string | null | undefined][] = [
    [t("counter.known.email"), account?.email ?? of.email],
    [t("counter.known.phone"), account?.phone ?? of.phone],
    [t("counter.known.language"), spoken ? ENDONYMS[spoken as Language] : null],
    [t("counter.known.kind"), t(of.kind === "business" ? "counter.known.business" : "counter.known.household")],
    [t("counter.known.login"), account?.login],
    [t("counter.known.until"), account?.must_change_password && account.password_until ? shortDay(account.password_until) : null],
    [t("counter.known.factors"), account ? account.factors.map((each) => t(`counter.factors.${each as "totp"}`)).join(", ") || t("counter.factors.none") : null],
    [t("counter.known.terms"), account?.terms_at ? shortDay(account.terms_at) : null],
    [t("counter.known.seen"), account?.seen_at ? shortMoment(account.seen_at) : null],
  ];
  return (
    <section class="card">
      <h2>{t("counter.known.title")}</h2>
      <dl class="facts dense">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {of.readers.map((each) => (
          <div key={each.login}>
            <dt>{t("counter.known.reader")}</dt>
            <dd>
              {each.name} ({each.login})
            </dd>
          </div>
        ))}
      </dl>
      {!account && <p class="quiet small">{t("counter.known.no_account")}</p>}
    </section>
  );
}

