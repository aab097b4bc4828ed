import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { lookAtLink } from "../api";
import { Emergencies } from "../ui/Door";
import { Languages } from "../ui/Languages";
import { Mark } from "../ui/Mark";
import { Note, Refused } from "../ui/Note";
import "../operators/paper.css";

/** The sign-up mail as a page, for who cannot see it well; opening it spends nothing of its link. */
export function Letter() {
  const [token, setToken] = useState<string>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const given = location.hash.slice(1);
    setToken(given);
    if (given) lookAtLink(given).catch(setError);
  }, []);
  const { link, name, phones } = operator();
  const whole = link.hours % 24 === 0;
  const facts = {
    uses: t("mail.signup_link.uses", { count: link.uses }),
    span: t(whole ? "mail.signup_link.days" : "mail.signup_link.hours", {
      count: whole ? link.hours / 24 : link.hours,
    }),
  };
  return (
    <div class="paper-page">
      <header class="top">
        <Mark href={to("login")} />
        <div class="top-end">
          <Languages />
        </div>
      </header>
      <main class="room">
        <div class="narrow stack">
          <h1>{t("mail.signup_link.subject")}</h1>
          {error ? <Refused error={error} /> : null}
          <article class="card prose">
            <p>{t("mail.signup_link.hello")}</p>
            <p>{t("mail.signup_link.intro")}</p>
            <p class="before">
              <a class="action" href={token ? `${to("activate")}#${token}` : to("signup")}>
                {t("mail.signup_link.button")}
              </a>
            </p>
            <p>{t("mail.signup_link.limit", facts)}</p>
            <div class="after">
              <Note>{t("mail.signup_link.not_you")}</Note>
            </div>
            <p class="after strong">{t("mail.layout.sign_off", { operator: name })}</p>
          </article>
          <Emergencies />
          <p class="small quiet">
            {phones
              .filter((phone) => phone.kind !== "emergency")
              .map((phone) => `${phone.label} : ${phone.number}`)
              .join(" · ")}
          </p>
          <p class="small quiet">{t("mail.layout.why", { operator: name })}</p>
        </div>
      </main>
    </div>
  );
}
