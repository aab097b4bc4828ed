import { useEffect, useState } from "preact/hooks";
import { shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { notMe } from "../api";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { Field } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { PlaceField } from "./PlaceField";

/** "This was not me", from a security mail: one press by a person locks the account. */
export function Alarm() {
  const byPlace = operator().sign_in.login === "place_account";
  const [token, setToken] = useState<string>();
  const [login, setLogin] = useState("");
  const [place, setPlace] = useState("");
  const [done, setDone] = useState(false);
  const { busy, refused, faults, fault, send } = useSending();
  useEffect(() => setToken(location.hash.slice(1)), []);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (!login.trim()) {
      fault({ login: t("door.login.missing") });
      toFirstFault(form);
      return;
    }
    await send(async () => {
      await notMe(token ?? "", login.trim(), byPlace ? place.trim() : undefined);
      setDone(true);
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <span class="seal">
        <Icon of={shield} size="large" />
      </span>
      <h1>{t("door.alarm.title")}</h1>
      {done ? (
        <div class="form">
          <p role="status" class="strong">
            {t("door.alarm.done")}
          </p>
          <a class="action is-wide" href={to("recover")}>
            {t("door.alarm.next")}
          </a>
        </div>
      ) : token === "" ? (
        <div class="form">
          <p class="quiet">{t("door.alarm.bare")}</p>
          <a class="action is-wide" href={to("recover")}>
            {t("door.alarm.next")}
          </a>
          <a class="textual" href={to("help", { about: "access" })}>
            {t("door.alarm.help")}
          </a>
        </div>
      ) : (
        <>
          <p class="quiet">{t("door.alarm.intro")}</p>
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
            <Action type="submit" wide busy={busy}>
              {t("door.alarm.submit")}
            </Action>
          </form>
        </>
      )}
    </Door>
  );
}
