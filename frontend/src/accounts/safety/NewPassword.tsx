import { useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { PasswordField } from "../../ui/Field";
import type { Me } from "../../wire";
import { changePassword } from "../calls";
import { StrengthBar } from "../StrengthBar";
import { Confirmed, type Close } from "./Task";

interface Props {
  mine: Me;
  shortest: number;
  close: Close;
  again: () => void;
}

/** A password in place of the one there is; loaded once the page stands. */
export function NewPassword({ mine, shortest, close, again }: Props) {
  const [fresh, setFresh] = useState("");
  const check = (): Record<string, string> => {
    const short = shortest - [...fresh].length;
    return short > 0 ? { new_password: t("safety.password.too_short", { count: short }) } : {};
  };
  return (
    <Confirmed
      intro={t("safety.password.intro")}
      submit={t("safety.save")}
      check={check}
      run={async (password) => {
        await changePassword(password, fresh);
        close(t("safety.password.done"));
        again();
      }}
    >
      {(faults) => (
        <PasswordField
          label={t("safety.password.fresh")}
          hint={t("safety.password.hint", { count: shortest })}
          name="new_password"
          value={fresh}
          onValue={setFresh}
          wrong={faults["new_password"]}
          fresh
        >
          <StrengthBar password={fresh} own={[mine.login, mine.name, operator().name]} shortest={shortest} />
        </PasswordField>
      )}
    </Confirmed>
  );
}
