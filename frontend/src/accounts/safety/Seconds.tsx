import type { ComponentChildren } from "preact";
import { bill, mobile, phone as receiver } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { Ghost } from "../../ui/Ghost";
import { removeFactor, type Factors } from "../calls";
import { useLater } from "./later";
import { Confirmed, Task, type Close, type Desk } from "./Task";

interface Props {
  factors: Factors;
  again: () => void;
  desk: Desk;
}

/** What is asked besides the password: an app, a text, and the paper for the day both are lost. */
export function Seconds({ factors, again, desk }: Props) {
  const later = useLater(() => import("./Install"), desk.open);
  const has = (factor: string): boolean => factors.factors.includes(factor);
  const left = factors.recovery_codes_left;
  return (
    <section class="card" aria-labelledby="seconds">
      <h2 id="seconds">{t("safety.seconds")}</h2>
      <p class="quiet">{t("safety.seconds_more")}</p>
        <ul>
          <Factor name="totp" icon={mobile} on={has("totp")} desk={desk} again={again}>
            {(close) => (later ? <later.AddApp close={close} again={again} /> : <Ghost of="row" />)}
          </Factor>
          <Factor name="sms" icon={receiver} on={has("sms")} desk={desk} again={again}>
            {(close) =>
              later ? (
                <later.AddText known={factors.phone ?? ""} close={close} again={again} />
              ) : (
                <Ghost of="row" />
              )
            }
          </Factor>
          {factors.factors.length > 0 && (
            <Task
              name="codes"
              icon={bill}
              title={t("safety.codes.title")}
              state={
                <span class={left < 3 ? "state is-soon" : undefined}>{t("safety.codes.left", { count: left })}</span>
              }
              act={t("safety.codes.renew")}
              actLabel={t("safety.codes.act")}
              desk={desk}
            >
              {(close) => (later ? <later.NewCodes close={close} again={again} /> : <Ghost of="row" />)}
            </Task>
          )}
        </ul>
    </section>
  );
}

interface FactorProps {
  name: "totp" | "sms";
  icon: string;
  on: boolean;
  desk: Desk;
  again: () => void;
  children: (close: Close) => ComponentChildren;
}

function Factor({ name, icon, on, desk, again, children }: FactorProps) {
  return (
    <Task
      name={name}
      icon={icon}
      title={t(`safety.${name}.title`)}
      state={on ? <span class="state is-good">{t("safety.on")}</span> : t(`safety.${name}.state`)}
      act={t(on ? "safety.remove" : "safety.install")}
      actLabel={t(on ? `safety.${name}.remove` : `safety.${name}.install`)}
      desk={desk}
    >
      {(close) =>
        on && desk.open === name ? (
          <Confirmed
            intro={t("safety.factor_remove_intro")}
            submit={t("safety.remove")}
            run={async (password) => {
              await removeFactor(name, password);
              close(t("safety.removed"));
              again();
            }}
          />
        ) : (
          children(close)
        )
      }
    </Task>
  );
}
