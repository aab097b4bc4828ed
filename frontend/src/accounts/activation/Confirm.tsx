import { useState } from "preact/hooks";
import { language, t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { complete } from "../../api";
import { Action } from "../../ui/Action";
import { Door } from "../../ui/Door";
import { PasswordField } from "../../ui/Field";
import { toFirstFault, useSending } from "../../ui/form";
import { Refused } from "../../ui/Note";
import type { LinkAnswer } from "../../wire";
import { Steps } from "../Steps";
import { TermsTick } from "./TermsTick";
import { triesLeft } from "./tries";

interface ConfirmProps {
  link: LinkAnswer;
  token: string;
  onDone: (login: string) => void;
}

/** The password chosen before the mail: something that only the person has, not who opens a mail. */
export function Confirm({ link, token, onDone }: ConfirmProps) {
  const [password, setPassword] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [left, setLeft] = useState(link.tries_left);
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    if (!password) wrong["password"] = t("door.login.missing");
    if (!agreed) wrong["terms"] = t("door.choose.terms_missing");
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      try {
        const { terms_version } = operator();
        const made = await complete({ token, password, terms_version, language: language() });
        history.replaceState(null, "", location.pathname + location.search);
        onDone(made.login);
      } catch (error) {
        setLeft(triesLeft(error) ?? left);
        throw error;
      }
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <Steps at={3} of={3} />
      <h1>{t("door.confirm.title")}</h1>
      <p class="quiet breaking">{t("door.confirm.intro", { email: link.email })}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <PasswordField
          label={t("door.login.password")}
          name="password"
          value={password}
          onValue={setPassword}
          wrong={faults["password"]}
        />
        <TermsTick agreed={agreed} onAgreed={setAgreed} wrong={faults["terms"]} />
        <div>
          <Action type="submit" wide busy={busy}>
            {t("door.confirm.submit")}
          </Action>
          <p class="small quiet tries">{t("door.activate.tries", { count: left })}</p>
        </div>
      </form>
    </Door>
  );
}
