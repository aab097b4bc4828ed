import { day } from "../../../core/format";
import { key, lock } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { SHORTEST, SHORTEST_OF_TWO } from "../../../core/strength";
import { Ghost } from "../../ui/Ghost";
import type { Me } from "../../wire";
import { removePasskey, type SafetyFacts } from "../calls";
import { useLater } from "./later";
import { Confirmed, Task, type Desk } from "./Task";

interface Props {
  mine: Me;
  facts: SafetyFacts;
  againMine: () => void;
  again: () => void;
  desk: Desk;
}

/** What opens the account: the password, and passkeys in its place. */
export function Ways({ mine, facts, againMine, again, desk }: Props) {
  const later = useLater(
    () => Promise.all([import("./NewPassword"), import("./NewPasskey")]),
    desk.open,
  );
  const [password, passkey] = later ?? [];
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
          {(close) =>
            password ? (
              <password.NewPassword mine={mine} shortest={shortest} close={close} again={againMine} />
            ) : (
              <Ghost of="row" />
            )
          }
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
              passkey ? <passkey.NewPasskey close={close} again={again} /> : <Ghost of="row" />
            }
          </Task>
      </ul>
    </section>
  );
}
