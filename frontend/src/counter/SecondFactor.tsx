import { useState } from "preact/hooks";
import { shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { QrCode } from "../accounts/safety/QrCode";
import { Action } from "../ui/Action";
import { Field, PasswordField } from "../ui/Field";
import { useSending } from "../ui/form";
import { Note, Refused } from "../ui/Note";
import { beginTotp, confirmTotp } from "./calls";

interface Begun {
  challenge: string;
  secret: string;
  uri: string;
}

/** A clerk without a second factor sets one up before anything else: an authenticator app. */
export function SecondFactor({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState("");
  const [begun, setBegun] = useState<Begun>();
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<string[]>();
  const { busy, refused, faults, send } = useSending();
  const begin = () => send(async () => setBegun(await beginTotp(password)));
  const confirm = () =>
    send(async () => {
      if (!begun) return;
      const kept = await confirmTotp(begun.challenge, code);
      if (kept.recovery_codes.length > 0) setCodes(kept.recovery_codes);
      else onDone();
    });
  if (codes) {
    return (
      <section class="card factor">
        <h2>{t("counter.factor.codes")}</h2>
        <p>{t("counter.factor.codes_hint")}</p>
        <ul class="codes figures">
          {codes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <div class="row">
          <Action onClick={onDone}>{t("counter.factor.done")}</Action>
          <Action second onClick={() => print()}>
            {t("counter.print")}
          </Action>
        </div>
      </section>
    );
  }
  return (
    <section class="card factor">
      <h2>{t("counter.factor.title")}</h2>
      <Note icon={shield}>{t("counter.factor.intro")}</Note>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void (begun ? confirm() : begin());
        }}
      >
        {refused ? <Refused error={refused} /> : null}
        {!begun && (
          <PasswordField
            label={t("counter.factor.password")}
            name="password"
            value={password}
            onValue={setPassword}
            wrong={faults["password"]}
          />
        )}
        {begun && (
          <>
            <QrCode text={begun.uri} label={t("counter.factor.scan")} />
            <p>{t("counter.factor.secret")}</p>
            <p class="secret figures">{begun.secret.replace(/(.{4})/g, "$1 ").trim()}</p>
            <Field
              label={t("counter.factor.code")}
              name="code"
              value={code}
              onValue={setCode}
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength={7}
              code
              wrong={faults["code"]}
            />
          </>
        )}
        <Action type="submit" busy={busy}>
          {t(begun ? "counter.factor.confirm" : "counter.factor.begin")}
        </Action>
      </form>
    </section>
  );
}
