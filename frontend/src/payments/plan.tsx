import { useEffect, useState } from "preact/hooks";
import { day, money, plusMonths, today } from "../../core/format";
import { check, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { me } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { Shell } from "../ui/Shell";
import { askPlan, draftPlan, plans, type Plan, type PlanOffer } from "./calls";
import { Line } from "./Line";
import "./plan.css";

/** Pay in several parts: proposed here, agreed at once where that can be, followed here. */
export function PlanPage() {
  const who = useData(() => me());
  const [chosen, setChosen] = useState<string>();
  const customers = who.data?.customers ?? [];
  const customer = customers.find((each) => each.number === chosen) ?? customers[0];
  return (
    <Shell title={t("plan.page")} narrow>
      <div class="stack">
        {who.error ? <Failed error={who.error} again={who.again} /> : null}
        {!who.data && !who.error && <Ghost of="tall" />}
        {customers.length > 1 && customer && (
          <Segments
            label={t("plan.customer")}
            options={customers.map((each) => [each.number, `${each.name} · ${each.number}`] as const)}
            chosen={customer.number}
            onChoose={setChosen}
          />
        )}
        {customer && <Plans key={customer.number} customer={customer.number} />}
      </div>
    </Shell>
  );
}

function Plans({ customer }: { customer: string }) {
  const { data, error, again } = useData(() => plans(customer), [customer]);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="tall" />;
  const [newest, ...others] = data.items;
  const lasts = newest && (newest.state === "asked" || newest.state === "agreed");
  const past = lasts ? others : data.items;
  return (
    <>
      {lasts && <Running plan={newest} account={data.drawn_from} />}
      {data.offer && <Propose offer={data.offer} customer={customer} onAsked={again} />}
      {!lasts && !data.offer && (
        <section class="card">
          <span class="seal is-good">
            <Icon of={check} size="large" />
          </span>
          <h2>{t("plan.none")}</h2>
          <p class="quiet">{t("plan.none_more")}</p>
          <p class="row">
            <a class="action is-second" href={to("bills")}>
              {t("plan.bills")}
            </a>
          </p>
        </section>
      )}
      {past.length > 0 && (
        <section class="card">
          <h2>{t("plan.past")}</h2>
          <ul class="plan-past">
            {past.map((each) => (
              <li key={each.plan}>
                <span class="strong">{t(`plan.state.${each.state}` as "plan.state.kept")}</span>
                <span class="quiet small">
                  {day(each.asked_at.slice(0, 10))} · {money(each.cents, each.currency)}
                </span>
                {each.note && <span class="small">{each.note}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RunningProps {
  plan: Plan;
  /** What each part is drawn from by itself, when something is. */
  account: string | null;
}

function Running({ plan, account }: RunningProps) {
  const next = plan.parts.find((part) => part.left_cents > 0);
  const pay = new URLSearchParams(plan.invoices.map((number) => ["invoice", number]));
  if (next) pay.set("amount", String(next.left_cents));
  return (
    <section class="card plan-card">
      <p class="quiet">{t("plan.left")}</p>
      <p class="answer figures-off">{money(plan.left_cents, plan.currency)}</p>
      {plan.state === "asked" ? (
        <Note kind="soon" icon={hourglass}>
          <p class="strong">{t("plan.asked")}</p>
          <p>{t("plan.asked_more")}</p>
        </Note>
      ) : (
        <p class="quiet">{account ? t("plan.drawn", { account }) : t("plan.quiet")}</p>
      )}
      <Line parts={plan.parts} currency={plan.currency} />
      {next && plan.state === "agreed" && (
        <p class="row">
          <a class={account ? "action is-second" : "action"} href={`${to("pay")}?${pay.toString()}`}>
            {t(account ? "plan.pay_now" : "plan.pay_next", {
              amount: money(next.left_cents, plan.currency),
            })}
          </a>
          <a class="textual" href={to("means")}>
            {t(account ? "plan.drawn_see" : "plan.means")}
          </a>
        </p>
      )}
    </section>
  );
}

interface ProposeProps {
  offer: PlanOffer;
  customer: string;
  onAsked: () => void;
}

function Propose({ offer, customer, onAsked }: ProposeProps) {
  const counts = Array.from({ length: offer.most_parts - 1 }, (_, place) => String(place + 2));
  const [parts, setParts] = useState(counts[Math.min(1, counts.length - 1)] ?? "2");
  const [first, setFirst] = useState(offer.first_from_on);
  const { busy, refused, faults, send } = useSending();
  const wish = { parts: Number(parts), first_on: first, customer };
  const fits = first >= offer.first_from_on && first <= offer.first_until_on;
  const draft = useData(
    () => (fits ? draftPlan(wish) : Promise.resolve(undefined)),
    [parts, first, customer],
  );
  useEffect(() => {
    // The first of next month suits most: wages have come.
    const firstOfNext = `${plusMonths(today(), 1).slice(0, 8)}01`;
    if (firstOfNext <= offer.first_until_on && firstOfNext >= offer.first_from_on) setFirst(firstOfNext);
  }, []);
  return (
    <section class="card plan-card">
      <p class="quiet">{t("plan.owed", { count: offer.invoices.length })}</p>
      <p class="answer figures-off">{money(offer.open_cents)}</p>
      <p>{t("plan.intro")}</p>
      <div class="plan-ask">
        <div>
          <p class="label" id="plan-parts">
            {t("plan.parts")}
          </p>
          <Segments
            label={t("plan.parts")}
            options={counts.map((each) => [each, each] as const)}
            chosen={parts}
            onChoose={setParts}
          />
        </div>
        <div class="field">
          <label for="plan-first">{t("plan.first")}</label>
          <div class={`box ${fits ? "" : "is-wrong"}`}>
            <input
              id="plan-first"
              type="date"
              value={first}
              min={offer.first_from_on}
              max={offer.first_until_on}
              aria-invalid={fits ? undefined : "true"}
              aria-describedby="plan-first-hint"
              onInput={(event) => setFirst(event.currentTarget.value)}
            />
          </div>
          <p class={fits ? "hint" : "wrong"} id="plan-first-hint">
            {faults["first_on"] ?? t("plan.first_until", { day: day(offer.first_until_on) })}
          </p>
        </div>
      </div>
      {draft.error ? <Refused error={draft.error} /> : null}
      {draft.data ? (
        <>
          <Line parts={draft.data.parts} currency={draft.data.currency} />
          <Note kind={draft.data.state === "agreed" ? "good" : "calm"}>
            {t(draft.data.state === "agreed" ? "plan.at_once" : "plan.by_clerk")}
          </Note>
        </>
      ) : (
        !draft.error && fits && <Ghost of="block" />
      )}
      {refused ? <Refused error={refused} /> : null}
      {draft.data && (
        <Action
          busy={busy}
          onClick={() =>
            void send(async () => {
              await askPlan(wish);
              onAsked();
            })
          }
        >
          {t(draft.data.state === "agreed" ? "plan.take" : "plan.ask")}
        </Action>
      )}
      <p class="quiet small">{t("plan.promise")}</p>
    </section>
  );
}
