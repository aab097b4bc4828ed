import type { ComponentChildren } from "preact";
import { bill, mobile, phone as receiver } from "../../../core/icons";
import { t } from "../../../core/i18n";
import type { Loaded } from "../../ui/data";
import { Failed } from "../../ui/Failed";
import { Ghost } from "../../ui/Ghost";
import { removeFactor, type Factors } from "../calls";
import { useLater } from "./later";
import { Confirmed, Task, type Close, type Desk } from "./Task";

interface Props {
  factors: Loaded<Factors>;
  desk: Desk;
}

/** What is asked besides the password: an app, a text, and the paper for the day both are lost. */
export function Seconds({ factors, desk }: Props) {
  const later = useLater(() => import("./Install"), desk.open);
  const has = (factor: string): boolean => factors.data?.factors.includes(factor) ?? false;
  const left = factors.data?.recovery_codes_left ?? 0;
  return (
    <section class="card" aria-labelledby="seconds">
      <h2 id="seconds">{t("safety.seconds")}</h2>
      <p class="quiet">{t("safety.seconds_more")}</p>
      {factors.error ? <Failed error={factors.error} again={factors.again} /> : null}
      {!factors.data && !factors.error && <Ghost of="row" rows={2} />}
      {factors.data && (
        <ul>
          <Factor name="totp" icon={mobile} on={has("totp")} desk={desk} again={factors.again}>
            {(close) => (later ? <later.AddApp close={close} again={factors.again} /> : <Ghost of="row" />)}
          </Factor>
          <Factor name="sms" icon={receiver} on={has("sms")} desk={desk} again={factors.again}>
            {(close) =>
              later ? (
                <later.AddText known={factors.data?.phone ?? ""} close={close} again={factors.again} />
              ) : (
                <Ghost of="row" />
              )
            }
          </Factor>
          {factors.data.factors.length > 0 && (
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
              {(close) => (later ? <later.NewCodes close={close} again={factors.again} /> : <Ghost of="row" />)}
            </Task>
          )}
        </ul>
      )}
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
