import { useState } from "preact/hooks";
import { day, money } from "../../core/format";
import { check, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { Field } from "../ui/Field";
import { useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { askPayout, type Payouts } from "./calls";

interface Props {
  customer: string;
  found: Payouts;
  again: () => void;
}

/** What was paid too much: it counts for the next bill, or goes back. */
export function Credit({ customer, found: data, again }: Props) {
  const [iban, setIban] = useState<string>();
  const { busy, refused, faults, send } = useSending();
  const last = data.items[0];
  const waits = last && last.state !== "paid" && data.credit_cents > 0;
  if (data.credit_cents === 0 && last?.state !== "asked") return null;
  const ask = (): Promise<void> =>
    send(async () => {
      try {
        await askPayout(iban ?? "", customer);
      } catch (reason) {
        // No card can take it back: only then an account is asked for.
        if (iban === undefined && reason instanceof Problem && reason.code === "iban_wrong") {
          setIban("");
          return;
        }
        throw reason;
      }
      again();
    });
  return (
    <section class="card means-card" aria-live="polite">
      <h2>{t("means.credit.title")}</h2>
      <p class="answer is-second figures-off">{money(data.credit_cents, data.currency)}</p>
      {waits ? (
        <p class="row">
          <Icon of={last.state === "sent" ? check : hourglass} size="small" />
          <span>
            {t(last.state === "sent" ? "means.credit.sent" : "means.credit.asked", {
              day: day(last.asked_at.slice(0, 10)),
              account: `•••• ${last.account_last4}`,
            })}
          </span>
        </p>
      ) : (
        <>
          <p>{t("means.credit.more")}</p>
          {refused ? <Refused error={refused} /> : null}
          {iban !== undefined && (
            <Field
              label={t("means.credit.iban")}
              hint={t("means.credit.iban_hint")}
              name="iban"
              value={iban}
              onValue={setIban}
              wrong={faults["iban"]}
              autocomplete="off"
              code
              maxlength={42}
            />
          )}
          <Action second busy={busy} onClick={() => void ask()}>
            {t("means.credit.ask")}
          </Action>
        </>
      )}
    </section>
  );
}
