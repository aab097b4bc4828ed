import { useEffect, useState } from "preact/hooks";
import { mail } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { SHORTEST } from "../../core/strength";
import { recover, recovered } from "../api";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { Field, PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { PlaceField } from "./PlaceField";
import { StrengthBar } from "./StrengthBar";

/** A forgotten login or password: the answer is the same whether or not the account exists. */
export function Recover() {
  const [token, setToken] = useState("");
  useEffect(() => setToken(location.hash.slice(1)), []);
  return token ? <NewPassword token={token} /> : <Ask />;
}

function Ask() {
  const byPlace = operator().sign_in.login === "place_account";
  const [known, setKnown] = useState("");
  const [sent, setSent] = useState(false);
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (!known.trim()) {
      fault({ login_or_email: t("door.login.missing") });
      toFirstFault(form);
      return;
    }
    await send(async () => {
      await recover(known.trim());
      setSent(true);
    });
    toFirstFault(form);
  }
  if (sent) return <Sent />;
  return (
    <Door>
      <h1>{t("door.recover.title")}</h1>
      <p class="quiet">{t("door.recover.intro")}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t(byPlace ? "door.login.email" : "door.recover.field")}
          hint={byPlace ? undefined : t("door.recover.field_hint")}
          name="login_or_email"
          value={known}
          onValue={setKnown}
          autocomplete="username"
          wrong={faults["login_or_email"]}
        />
        <Action type="submit" wide busy={busy}>
          {t("door.recover.submit")}
        </Action>
        <div class="door-links">
          <a href={to("login")}>{t("door.recover.back")}</a>
        </div>
      </form>
    </Door>
  );
}

function Sent() {
  const desk = operator().phones.find((phone) => phone.kind !== "emergency");
  return (
    <Door>
      <span class="seal">
        <Icon of={mail} size="large" />
      </span>
      <h1>{t("door.sent.title")}</h1>
      <p role="status">{t("door.recover.sent")}</p>
      <div class="form">
        <Note>
          <p class="strong">{t("door.sent.nothing")}</p>
          <p>{t("door.sent.spam")}</p>
        </Note>
        {desk && (
          <p class="quiet">
            {t("door.recover.unblock")} <span class="nowrap strong">{desk.number}</span>
          </p>
        )}
        <div class="door-links">
          <a href={to("login")}>{t("door.recover.back")}</a>
        </div>
      </div>
    </Door>
  );
}

function NewPassword({ token }: { token: string }) {
  const byPlace = operator().sign_in.login === "place_account";
  const [login, setLogin] = useState("");
  const [place, setPlace] = useState("");
  const [password, setPassword] = useState("");
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const short = SHORTEST - [...password].length;
    const wrong: Record<string, string> = {};
    if (!login.trim()) wrong["login"] = t("door.login.missing");
    if (short > 0) wrong["password"] = t("door.choose.too_short", { count: short });
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      await recovered(token, login.trim(), password, byPlace ? place.trim() : undefined);
      location.replace(to("login", { recovered: "1" }));
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <h1>{t("door.recover.choose_title")}</h1>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        {byPlace && <PlaceField value={place} onValue={setPlace} wrong={faults["place"]} />}
        <Field
          label={t(byPlace ? "door.login.account_number" : "door.choose.login")}
          name="login"
          value={login}
          onValue={setLogin}
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
          <StrengthBar password={password} own={[login, operator().name]} />
        </PasswordField>
        <Action type="submit" wide busy={busy}>
          {t("door.recover.save")}
        </Action>
        <div class="door-links">
          <a href={to("login")}>{t("door.recover.back")}</a>
        </div>
      </form>
    </Door>
  );
}
