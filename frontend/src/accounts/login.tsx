import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { nextPath, signIn } from "../api";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { Field, PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Note, Refused } from "../ui/Note";
import { PlaceField } from "./PlaceField";

/** Sign-in by what the operator's pack calls a login. */
export function Login() {
  const kind = operator().sign_in.login;
  const [login, setLogin] = useState("");
  const [place, setPlace] = useState("");
  const [password, setPassword] = useState("");
  const [query, setQuery] = useState(new URLSearchParams());
  const { busy, refused, faults, fault, send } = useSending();
  useEffect(() => setQuery(new URLSearchParams(location.search)), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const missing: Record<string, string> = {};
    if (kind === "place_account" && !place.trim()) missing["place"] = t("door.login.missing");
    if (!login.trim()) missing["login"] = t("door.login.missing");
    if (!password) missing["password"] = t("door.login.missing");
    if (Object.keys(missing).length > 0) {
      fault(missing);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      await signIn(login.trim(), password, kind === "place_account" ? place.trim() : undefined);
      location.assign(nextPath());
      await new Promise(() => undefined);
    });
    toFirstFault(form);
  }

  const appLink = operator().sign_in.app_link;
  return (
    <Door>
      <h1>{t("door.login.title")}</h1>
      {query.has("recovered") && (
        <div class="form">
          <Note kind="good">{t("door.login.recovered")}</Note>
        </div>
      )}
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        {kind === "place_account" && (
          <PlaceField value={place} onValue={setPlace} wrong={faults["place"]} />
        )}
        <Field
          label={t(LABELS[kind])}
          hint={kind === "chosen" ? t("door.login.chosen_hint") : undefined}
          name="login"
          value={login}
          onValue={setLogin}
          autocomplete="username"
          inputmode={kind === "email" ? "email" : kind === "place_account" ? "numeric" : "text"}
          wrong={faults["login"]}
        />
        <PasswordField
          label={t("door.login.password")}
          name="password"
          value={password}
          onValue={setPassword}
          wrong={faults["password"]}
        />
        <Action type="submit" wide busy={busy}>
          {t("door.login.submit")}
        </Action>
        <div class="door-links">
          <a href={to("recover")}>{t("door.login.forgotten")}</a>
          <p>
            {t("door.login.first")} <a href={to("signup")}>{t("door.login.activate")}</a>
          </p>
          {query.has("app") && appLink && <a href={appLink}>{t("door.login.back_to_app")}</a>}
        </div>
      </form>
    </Door>
  );
}

const LABELS = {
  email: "door.login.email",
  chosen: "door.login.chosen",
  place_account: "door.login.account_number",
} as const;
