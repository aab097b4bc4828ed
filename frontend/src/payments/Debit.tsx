import { useEffect, useState } from "preact/hooks";
import { day, dayMonth, money, moment } from "../../core/format";
import { check, clock, cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Agree } from "./Agree";
import { revokeMandate, signMandate, type Debits, type Mandate, type Mandates } from "./calls";
import { deviceOf } from "./device";

const LOOK_AGAIN_MS = 1500;

interface Props {
  customer: string;
  found: Mandates;
  next: Debits;
  loading: boolean;
  again: () => void;
}

/** Direct debit: what is in force, what comes next, and the one click to sign or to end it. */
export function Debit({ customer, found: data, next, loading, again }: Props) {
  const [signing, setSigning] = useState(false);
  /** How many mandates there were when one was signed: its event is on the way. */
  const [signed, setSigned] = useState<number>();
  const known = data.items.length;
  const waiting = signed !== undefined && known <= signed;
  useEffect(() => {
    if (!waiting) return setSigned(undefined);
    if (loading) return;
    const later = setTimeout(again, LOOK_AGAIN_MS);
    return () => clearTimeout(later);
  }, [waiting, loading]);

  const active = data.items.find((each) => each.state === "active");
  if (!data.offered && !active) return <Coming next={next} />;
  const past = data.items.filter((each) => each.state !== "active");
  return (
    <section class="card means-card" aria-live="polite">
      <h2>{t("means.debit.title")}</h2>
      {waiting ? (
        <p class="row">
          <Icon of={clock} />
          {t("means.debit.waiting")}
        </p>
      ) : active ? (
        <InForce mandate={active} customer={customer} onEnded={again} onChange={() => setSigning(true)} />
      ) : (
        <Offer days={data.notice_days} signing={signing} onSign={() => setSigning(true)} />
      )}
      {signing && !waiting && (
        <Agree
          begin={() => signMandate(customer)}
          title={t(active ? "means.sign.change" : "means.sign.title")}
          replaces={active ? t("means.sign.replaces") : ""}
          label={t("means.sign.form")}
          submit={t("means.sign.submit")}
          refused={{ title: t("means.sign.refused"), next: t("means.sign.refused_next") }}
          safe={t("means.sign.safe")}
          onCancel={() => setSigning(false)}
          onDone={() => {
            setSigning(false);
            setSigned(known);
          }}
        />
      )}
      {active && !waiting && <Coming next={next} inside />}
      {past.length > 0 && (
        <details class="means-past">
          <summary class="textual small">{t("means.past.title", { count: past.length })}</summary>
          <ul>
            {past.map((each) => (
              <Past key={each.mandate} mandate={each} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Offer({ days, signing, onSign }: { days: number; signing: boolean; onSign: () => void }) {
  return (
    <>
      <p>{t("means.debit.offer")}</p>
      <ul class="means-why">
        {(["told", "free", "back"] as const).map((why) => (
          <li key={why}>
            <Icon of={check} size="small" />
            <span>{t(`means.debit.why.${why}`, { days })}</span>
          </li>
        ))}
      </ul>
      {!signing && <Action onClick={onSign}>{t("means.debit.start")}</Action>}
    </>
  );
}

interface InForceProps {
  mandate: Mandate;
  customer: string;
  onEnded: () => void;
  onChange: () => void;
}

function InForce({ mandate, customer, onEnded, onChange }: InForceProps) {
  const [ending, setEnding] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  async function end(): Promise<void> {
    setBusy(true);
    setRefused(undefined);
    try {
      await revokeMandate(mandate.mandate, customer);
      onEnded();
    } catch (reason) {
      setRefused(reason);
      setBusy(false);
    }
  }
  const facts: [string, string][] = [
    [t("means.debit.reference"), mandate.reference ?? ""],
    [t("means.debit.creditor"), `${mandate.creditor} · ${mandate.creditor_id}`],
    [
      t("means.debit.signed"),
      mandate.accepted_at
        ? `${moment(mandate.accepted_at)} · ${deviceOf(mandate.device)} · ${mandate.ip}`
        : "",
    ],
    [t("means.debit.valid"), mandate.dead_on ? day(mandate.dead_on) : ""],
  ];
  return (
    <>
      <p class="means-on">
        <span class="state is-good">
          <Icon of={check} size="small" />
          {t("means.debit.on")}
        </span>
        <span class="answer is-second figures-off">•••• {mandate.account_last4}</span>
      </p>
      <dl class="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <details class="help">
        <summary>{t("means.debit.text")}</summary>
        <p>{mandate.wording}</p>
      </details>
      {refused ? <Refused error={refused} /> : null}
      {ending ? (
        <Note kind="soon">
          <p class="strong">{t("means.debit.end_sure")}</p>
          <p>{t("means.debit.end_more")}</p>
          <p class="row">
            <Action small busy={busy} onClick={() => void end()}>
              {t("means.debit.end_yes")}
            </Action>
            <Action small second onClick={() => setEnding(false)}>
              {t("means.debit.end_no")}
            </Action>
          </p>
        </Note>
      ) : (
        <p class="row">
          <Action small second onClick={onChange}>
            {t("means.debit.change")}
          </Action>
          <button type="button" class="textual" onClick={() => setEnding(true)}>
            {t("means.debit.end")}
          </button>
        </p>
      )}
    </>
  );
}

function Coming({ next, inside }: { next: Debits; inside?: boolean }) {
  if (next.items.length === 0 && !inside) return null;
  const list = (
    <>
      <h3>{t("means.next.title")}</h3>
      {next.items.length === 0 ? (
        <p class="quiet">{t("means.next.none")}</p>
      ) : (
        <ol class="means-next">
          {next.items.map((each) => (
            <li key={each.invoices.join() + each.on}>
              <span class="means-dot" aria-hidden="true" />
              <span>
                <span class="strong">{dayMonth(each.on)}</span>
                <span class="quiet small">
                  {" "}
                  {each.invoices.map((number) => (
                    <a key={number} href={to("bill", { number })}>
                      {number}
                    </a>
                  ))}{" "}
                  ·{" "}
                  {each.announced_at
                    ? t("means.next.told", { day: dayMonth(each.announced_at.slice(0, 10)) })
                    : t("means.next.to_tell")}
                </span>
              </span>
              <span class="figures strong nowrap">{money(each.amount_cents, next.currency)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
  return inside ? <div class="means-coming">{list}</div> : <section class="card means-card">{list}</section>;
}

function Past({ mandate }: { mandate: Mandate }) {
  return (
    <li>
      <span class="state is-off">
        <Icon of={cross} size="small" />
        {t(`means.past.${mandate.ended_why ?? "revoked"}` as "means.past.revoked")}
      </span>
      <span class="small">
        •••• {mandate.account_last4} · {mandate.reference}
      </span>
      <span class="quiet small">
        {t("means.past.span", {
          from: mandate.accepted_at ? day(mandate.accepted_at.slice(0, 10)) : "",
          until: mandate.ended_at ? day(mandate.ended_at.slice(0, 10)) : "",
        })}
      </span>
    </li>
  );
}
