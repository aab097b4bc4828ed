import { useState } from "preact/hooks";
import { day } from "../../../core/format";
import { key, lock } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { SHORTEST, SHORTEST_OF_TWO } from "../../../core/strength";
import { PasswordField } from "../../ui/Field";
import { Ghost } from "../../ui/Ghost";
import type { Me } from "../../wire";
import { changePassword, removePasskey, type SafetyFacts } from "../calls";
import { StrengthBar } from "../StrengthBar";
import { useLater } from "./later";
import { Confirmed, Task, type Close, type Desk } from "./Task";

interface Props {
  mine: Me;
  facts: SafetyFacts;
  againMine: () => void;
  again: () => void;
  desk: Desk;
}

/** What opens the account: the password, and passkeys in its place. */
export function Ways({ mine, facts, againMine, again, desk }: Props) {
  const later = useLater(() => import("./NewPasskey"), desk.open);
  const shortest = facts.factors.factors.length > 0 ? SHORTEST_OF_TWO : SHORTEST;
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
          {(close) => <NewPassword mine={mine} shortest={shortest} close={close} again={againMine} />}
        </Task>
        {facts.passkeys.map((each) => (
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
                  again();
                }}
              />
            )}
          </Task>
        ))}
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
              later ? <later.NewPasskey close={close} again={again} /> : <Ghost of="row" />
            }
          </Task>
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
