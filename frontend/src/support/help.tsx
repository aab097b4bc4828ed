import { mail, phone, pin } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { Emergencies } from "../ui/Door";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Mark } from "../ui/Mark";
import "../operators/paper.css";
import { Ask } from "./Ask";
import "./support.css";

/** Whom to call, where to go and a form to write; readable before sign-in, since a leak does not wait. */
export function Help() {
  return (
    <div class="paper-page help-page">
      <header class="top">
        <Mark href={to("login")} />
        <div class="top-end">
          <Languages />
        </div>
      </header>
      <main class="room">
        <div class="room-head">
          <h1>{t("more.help.page")}</h1>
        </div>
        <section class="before" aria-label={t("more.help.urgent")}>
          <Emergencies />
        </section>
        <div class="lead">
          <div class="stack top-aligned">
            <Ask />
          </div>
          <div class="stack top-aligned">
            <Phones />
            <Offices />
            <a class="textual" href={to("messages")}>
              <Icon of={mail} size="small" />
              {t("support.form.mine")}
            </a>
            <a class="textual" href={to("home")}>
              {t("more.help.back")}
            </a>
          </div>
        </div>
      </main>
    </div>
  );
}

function Phones() {
  const phones = operator().phones.filter((each) => each.kind !== "emergency");
  return (
    <section class="card">
      <h2>{t("more.help.phones")}</h2>
      <ul class="list">
        {phones.map((each) => (
          <li key={each.number}>
            <a href={`tel:${each.number.replace(/[^+\d]/g, "")}`}>
              <Icon of={phone} />
              <span>
                <span class="strong figures-off">{each.number}</span>
                <br />
                <span class="quiet small">
                  {each.label}
                  {each.hours && ` · ${each.hours}`}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offices() {
  const { offices } = operator();
  if (offices.length === 0) return null;
  return (
    <section class="card">
      <h2>{t("more.help.offices")}</h2>
      <ul class="list">
        {offices.map((each) => (
          <li key={each.address} class="item">
            <Icon of={pin} />
            <address>
              <span class="strong">{each.address}</span>
              {each.door_sign && (
                <>
                  <br />
                  {t("more.help.door_sign", { sign: `« ${each.door_sign} »` })}
                </>
              )}
              <br />
              <span class="quiet small">{each.hours}</span>
            </address>
          </li>
        ))}
      </ul>
    </section>
  );
}
