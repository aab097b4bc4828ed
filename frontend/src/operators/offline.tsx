import { cloudOff } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Emergencies } from "../ui/Door";
import { Icon } from "../ui/Icon";
import { Mark } from "../ui/Mark";
import "./paper.css";

/** What the service worker shows when neither the network nor its store has the page. */
export function Offline() {
  return (
    <div class="paper-page">
      <header class="top">
        <Mark href={to("home")} />
      </header>
      <main class="room">
        <div class="narrow">
          <div class="stack">
            <section class="card">
              <span class="seal">
                <Icon of={cloudOff} size="large" />
              </span>
              <h1>{t("more.offline.title")}</h1>
              <p class="quiet">{t("more.offline.more")}</p>
              <a class="textual" href={to("home")}>
                {t("shell.retry")}
              </a>
            </section>
            <Emergencies />
          </div>
        </div>
      </main>
    </div>
  );
}
