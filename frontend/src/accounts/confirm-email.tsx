import { useEffect, useState } from "preact/hooks";
import { check, mail } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { confirmEmail } from "./calls";

/** The page behind the link to a new address: the password shows that it is the holder's. */
export function ConfirmEmail() {
  const [token, setToken] = useState<string>();
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const { busy, refused, faults, fault, send } = useSending();
  useEffect(() => setToken(location.hash.slice(1)), []);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (!password) {
      fault({ password: t("door.login.missing") });
      toFirstFault(form);
      return;
    }
    await send(async () => {
      await confirmEmail(token ?? "", password);
      history.replaceState(null, "", location.pathname);
      setDone(true);
    });
    toFirstFault(form);
  }

  if (done) {
    return (
      <Door>
        <span class="seal is-good">
          <Icon of={check} size="large" />
        </span>
        <h1>{t("door.new_email.done")}</h1>
        <p role="status">{t("door.new_email.done_more")}</p>
        <div class="form">
          <a class="action is-wide" href={to("home")}>
            {t("door.new_email.go_on")}
          </a>
        </div>
      </Door>
    );
  }
  return (
    <Door>
      <span class="seal">
        <Icon of={mail} size="large" />
      </span>
      <h1>{t("door.new_email.title")}</h1>
      {token === "" ? (
        <div class="form">
          <Note kind="soon">
            <p class="strong">{t("door.new_email.no_link")}</p>
            <p>{t("door.new_email.no_link_next")}</p>
          </Note>
          <a class="action is-wide" href={to("safety")}>
            {t("door.new_email.safety")}
          </a>
        </div>
      ) : (
        <>
          <p class="quiet">{t("door.new_email.intro")}</p>
          <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
            {refused ? <Refused error={refused} /> : null}
            <PasswordField
              label={t("door.login.password")}
              name="password"
              value={password}
              onValue={setPassword}
              wrong={faults["password"]}
            />
            <Action type="submit" wide busy={busy}>
              {t("door.new_email.submit")}
            </Action>
            <div class="door-links">
              <a href={to("recover")}>{t("door.login.forgotten")}</a>
            </div>
          </form>
        </>
      )}
    </Door>
  );
}
