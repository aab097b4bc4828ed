import { useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { SHORTEST } from "../../core/strength";
import { Action } from "../ui/Action";
import { PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Refused } from "../ui/Note";
import { changePassword, type SessionAnswer } from "./calls";
import { StrengthBar } from "./StrengthBar";

interface Props {
  /** The one-time password, where it was typed a moment ago. */
  password: string;
  onEntered: (answer: SessionAnswer) => Promise<void>;
}

/** A password of one's own in place of the one that the office printed, before anything else. */
export function Renew({ password, onEntered }: Props) {
  const [known, setKnown] = useState(password);
  const [fresh, setFresh] = useState("");
  const { busy, refused, faults, fault, send } = useSending();
  const asks = !password || "password" in faults;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    const short = SHORTEST - [...fresh].length;
    if (!known) wrong["password"] = t("door.login.missing");
    if (short > 0) wrong["new_password"] = t("door.choose.too_short", { count: short });
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => onEntered(await changePassword(known, fresh)));
    toFirstFault(form);
  }

  return (
    <>
      <p class="quiet">{t("door.renew.intro")}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        {asks && (
          <PasswordField
            label={t("door.renew.known")}
            name="password"
            value={known}
            onValue={setKnown}
            wrong={faults["password"]}
          />
        )}
        <PasswordField
          label={t("door.renew.fresh")}
          hint={t("door.choose.password_hint")}
          name="new_password"
          value={fresh}
          onValue={setFresh}
          wrong={faults["new_password"]}
          fresh
        >
          <StrengthBar password={fresh} own={[operator().name]} />
        </PasswordField>
        <Action type="submit" wide busy={busy}>
          {t("door.renew.submit")}
        </Action>
      </form>
    </>
  );
}
