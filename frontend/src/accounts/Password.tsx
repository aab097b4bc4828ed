import { useEffect, useRef, useState } from "preact/hooks";
import { key } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { declined, known, show, suggestible } from "../../core/passkey";
import { Action } from "../ui/Action";
import { Field, PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { cancelled } from "./after";
import { passkeyAsked, passkeyShown, type SessionAnswer } from "./calls";
import { PlaceField } from "./PlaceField";

export interface Typed {
  login: string;
  place: string | undefined;
  password: string;
}

interface Props {
  onTyped: (typed: Typed) => Promise<void>;
  onEntered: (answer: SessionAnswer) => Promise<void>;
}

/** The first question of a sign-in: what the operator's pack calls a login, or a passkey. */
export function Password({ onTyped, onEntered }: Props) {
  const [login, setLogin] = useState("");
  const [place, setPlace] = useState("");
  const [password, setPassword] = useState("");
  const [query, setQuery] = useState(new URLSearchParams());
  const [passkeys, setPasskeys] = useState(true);
  // Staff have logins of their own, whatever the pack calls a customer's.
  const staff = /^\/[^/]+\/\w+\/counter\//.test(query.get("next") ?? "");
  const kind = staff ? "chosen" : operator().sign_in.login;
  const { busy, refused, faults, fault, send } = useSending();
  const pending = useRef<AbortController>(undefined);

  /** Waits for a passkey: among the field's suggestions, or asked for at once. */
  async function shown(suggested: boolean): Promise<(() => Promise<SessionAnswer>) | undefined> {
    pending.current?.abort();
    const control = (pending.current = new AbortController());
    const { challenge, options } = await passkeyAsked();
    try {
      const credential = await show(options, suggested, control.signal);
      return () => passkeyShown(challenge, credential);
    } catch (error) {
      if (declined(error)) return undefined;
      throw error;
    }
  }

  const enter = async (open: (() => Promise<SessionAnswer>) | undefined): Promise<void> => {
    if (open) await onEntered(await open());
  };

  useEffect(() => {
    setQuery(new URLSearchParams(location.search));
    setPasskeys(known());
    // A challenge is only asked for once a person stirs: pages are also opened by machines.
    const stirs = ["pointermove", "pointerdown", "keydown"] as const;
    const suggest = async (): Promise<void> => {
      for (const each of stirs) removeEventListener(each, stir);
      if (!(await suggestible())) return;
      const open = await shown(true);
      if (open) await send(() => enter(open));
    };
    // Nobody asked for it, so nobody is told when it fails: the form stands there as before.
    const stir = (): void => void suggest().catch(() => undefined);
    for (const each of stirs) addEventListener(each, stir, { passive: true });
    return () => {
      pending.current?.abort();
      for (const each of stirs) removeEventListener(each, stir);
    };
  }, []);

  async function submit(event: SubmitEvent): Promise<void> {
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
    await send(() =>
      onTyped({
        login: login.trim(),
        place: kind === "place_account" ? place.trim() : undefined,
        password,
      }),
    );
    toFirstFault(form);
  }

  const appLink = operator().sign_in.app_link;
  return (
    <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
      {refused ? <Refused error={refused} /> : null}
      {kind === "place_account" && (
        <PlaceField value={place} onValue={setPlace} wrong={faults["place"]} />
      )}
      <Field
        label={t(LABELS[kind])}
        hint={kind === "chosen" && !staff ? t("door.login.chosen_hint") : undefined}
        name="login"
        value={login}
        onValue={setLogin}
        autocomplete="username webauthn"
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
      <div class="stack">
        <Action type="submit" wide busy={busy}>
          {t("door.login.submit")}
        </Action>
        {passkeys && (
          <Action second wide onClick={() => void send(async () => enter(await shown(false)))}>
            <Icon of={key} size="small" />
            {t("door.passkey.use")}
          </Action>
        )}
      </div>
      <div class="door-links">
        <a href={to("recover")}>{t("door.login.forgotten")}</a>
        <p>
          {t("door.login.first")}{" "}
          <a href={to("signup", query.has("app") ? { app: "1" } : {})}>{t("door.login.activate")}</a>
        </p>
        {operator().companies > 1 && <a href={to("company")}>{t("door.company.page")}</a>}
        {query.has("app") && appLink && (
          <a href={cancelled(appLink, query)}>{t("door.login.back_to_app")}</a>
        )}
      </div>
    </form>
  );
}

const LABELS = {
  email: "door.login.email",
  chosen: "door.login.chosen",
  place_account: "door.login.account_number",
} as const;
