import { useState } from "preact/hooks";
import { day } from "../../../core/format";
import { key, lock } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { SHORTEST, SHORTEST_OF_TWO } from "../../../core/strength";
import type { Loaded } from "../../ui/data";
import { Failed } from "../../ui/Failed";
import { PasswordField } from "../../ui/Field";
import { Ghost } from "../../ui/Ghost";
import type { Me } from "../../wire";
import { changePassword, removePasskey, type Factors, type Passkey } from "../calls";
import { StrengthBar } from "../StrengthBar";
import { useLater } from "./later";
import { Confirmed, Task, type Close, type Desk } from "./Task";

interface Props {
  mine: Me;
  again: () => void;
  factors: Factors | undefined;
  passkeys: Loaded<{ items: Passkey[] }>;
  desk: Desk;
}

/** What opens the account: the password, and passkeys in its place. */
export function Ways({ mine, again, factors, passkeys, desk }: Props) {
  const later = useLater(() => import("./NewPasskey"), desk.open);
  const shortest = factors && factors.factors.length > 0 ? SHORTEST_OF_TWO : SHORTEST;
  return (
    <section class="card" aria-labelledby="ways">
      <h2 id="ways">{t("safety.ways")}</h2>
      <ul>
        <Task
          name="password"
          icon={lock}
          title={t("safety.password.title")}
          state={t("safety.password.state", { day: day(mine.password_at) })}
          act={t("safety.change")}
          actLabel={t("safety.password.act")}
          desk={desk}
        >
          {(close) => <NewPassword mine={mine} shortest={shortest} close={close} again={again} />}
        </Task>
        {passkeys.error ? <Failed error={passkeys.error} again={passkeys.again} /> : null}
        {!passkeys.data && !passkeys.error && <Ghost of="row" />}
        {passkeys.data?.items.map((each) => (
          <Task
            key={each.passkey}
            name={each.passkey}
            icon={key}
            title={each.name || t("safety.passkey.title")}
            state={t("safety.passkey.state", { added: day(each.added_at), used: day(each.used_at) })}
            act={t("safety.remove")}
            actLabel={t("safety.passkey.remove", { name: each.name })}
            desk={desk}
          >
            {(close) => (
              <Confirmed
                intro={t("safety.passkey.remove_intro")}
                submit={t("safety.remove")}
                run={async (password) => {
                  await removePasskey(each.passkey, password);
                  close();
                  passkeys.again();
                }}
              />
            )}
          </Task>
        ))}
        {passkeys.data && (
          <Task
            name="passkey"
            icon={key}
            title={t("safety.passkey.add_title")}
            state={t("safety.passkey.add_state")}
            act={t("safety.add")}
            actLabel={t("safety.passkey.add_title")}
            desk={desk}
          >
            {(close) =>
              later ? <later.NewPasskey close={close} again={passkeys.again} /> : <Ghost of="row" />
            }
          </Task>
        )}
      </ul>
    </section>
  );
}

interface NewPasswordProps {
  mine: Me;
  shortest: number;
  close: Close;
  again: () => void;
}

function NewPassword({ mine, shortest, close, again }: NewPasswordProps) {
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
