import { useEffect, useRef, useState } from "preact/hooks";
import { language, t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { SHORTEST } from "../../../core/strength";
import { complete } from "../../api";
import { Action } from "../../ui/Action";
import { Door } from "../../ui/Door";
import { Field, PasswordField } from "../../ui/Field";
import { toFirstFault, useSending } from "../../ui/form";
import { Refused } from "../../ui/Note";
import { Steps } from "../Steps";
import { StrengthBar } from "../StrengthBar";
import { TermsTick } from "./TermsTick";

interface ChooseProps {
  token: string;
  ticket: string | undefined;
  suggested: string;
  email: string;
  onDone: (login: string) => void;
}

/** A login and a password, and the terms. */
export function Choose({ token, ticket, suggested, email, onDone }: ChooseProps) {
  const { sign_in, terms_version } = operator();
  const [login, setLogin] = useState(suggested);
  const [password, setPassword] = useState("");
  const [repeat, setRepeat] = useState("");
  const [agreed, setAgreed] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const { busy, refused, faults, fault, send } = useSending();
  useEffect(() => title.current?.focus(), []);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    const short = SHORTEST - [...password].length;
    if (!login.trim()) wrong["login"] = t("door.login.missing");
    if (short > 0) wrong["password"] = t("door.choose.too_short", { count: short });
    else if (password !== repeat) wrong["repeat"] = t("door.choose.differs");
    if (!agreed) wrong["terms"] = t("door.choose.terms_missing");
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      const made = await complete({
        token,
        ...(ticket ? { ticket } : {}),
        login: login.trim(),
        password,
        terms_version,
        language: language(),
      });
      history.replaceState(null, "", location.pathname + location.search);
      onDone(made.login);
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <Steps at={4} />
      <h1 ref={title} tabIndex={-1}>
        {t("door.choose.title")}
      </h1>
      <p class="quiet">{t("door.choose.intro")}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t("door.choose.login")}
          hint={sign_in.login === "chosen" ? t("door.choose.login_hint") : undefined}
          name="login"
          value={login}
          onValue={setLogin}
          readonly={sign_in.login !== "chosen"}
          autocomplete="username"
          wrong={faults["login"]}
        />
        <PasswordField
          label={t("door.choose.password")}
          hint={t("door.choose.password_hint")}
          name="password"
          value={password}
          onValue={setPassword}
          wrong={faults["password"]}
          fresh
        >
          <StrengthBar password={password} own={[login, email.split("@")[0] ?? "", operator().name]} />
        </PasswordField>
        <PasswordField
          label={t("door.choose.repeat")}
          name="repeat"
          value={repeat}
          onValue={setRepeat}
          wrong={faults["repeat"]}
          fresh
        />
        <TermsTick agreed={agreed} onAgreed={setAgreed} wrong={faults["terms"]} />
        <Action type="submit" wide busy={busy}>
          {t("door.choose.submit")}
        </Action>
      </form>
    </Door>
  );
}
