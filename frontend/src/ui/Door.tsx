import type { ComponentChildren } from "preact";
import { alert, info } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { Cloth } from "./Cloth";
import { Icon } from "./Icon";
import { Languages } from "./Languages";
import { Mark } from "./Mark";
import "../../styles/door.css";
import "../../styles/parts/seal.css";
import "../../styles/parts/seal.css";

/** Numbers that must be found without signing in. */
export function Emergencies() {
  const urgent = operator().phones.filter((phone) => phone.kind === "emergency");
  return (
    <>
      {urgent.map((phone) => (
        <div class="urgent" key={phone.number}>
          <Icon of={alert} />
          <span>{phone.label}</span>
          <a href={`tel:${phone.number.replace(/[^+\d]/g, "")}`}>{phone.number}</a>
        </div>
      ))}
    </>
  );
}

interface Props {
  /** What stands on the dark side instead of the slogan and the cloth. */
  art?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of every page before sign-in: the jewel on one side, one question on the other. */
export function Door({ art, children }: Props) {
  return (
    <div class="door">
      <header class="door-art">
        <Mark href={to("login")} />
        {art ?? <Slogan />}
      </header>
      <div class="door-side">
        <Languages />
        <main class="door-main">{children}</main>
        <footer class="door-foot">
          <Emergencies />
          <p class="small quiet cookie">
            <Icon of={info} size="small" />
            <span>
              {t("shell.cookie")} <a href={to("help")}>{t("shell.nav.help")}</a>
              {" · "}
              <a href={to("terms")}>{t("shell.terms")}</a>
            </span>
          </p>
        </footer>
      </div>
    </div>
  );
}

function Slogan() {
  const { slogan, energies } = operator();
  return (
    <>
      <div class="door-words">
        <p class="title">{slogan}</p>
        <p>{t("door.cloth")}</p>
      </div>
      <div class="bands" aria-hidden="true">
        {energies.map((energy) => (
          <Cloth key={energy} energy={energy} />
        ))}
      </div>
    </>
  );
}
