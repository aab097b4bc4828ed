import { day } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { me } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Languages } from "../ui/Languages";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Me } from "../wire";
import { AddCustomer } from "./AddCustomer";

/** Who is signed in, and what was accepted when. */
export function Profile() {
  const { data, error, again } = useData(() => me());
  return (
    <Shell title={t("more.profile.page")} narrow>
      <div class="stack">
        <section class="card">
          {error ? <Failed error={error} again={again} /> : null}
          {!data && !error && <Ghost of="row" rows={5} />}
          {data && <Known mine={data} />}
        </section>
        <AddCustomer onAdded={again} />
        <section class="card">
          <h2>{t("more.profile.language")}</h2>
          <Languages label={`${t("more.profile.page")}: ${t("shell.languages")}`} />
        </section>
        <Note>
          <p class="strong">{t("more.profile.data")}</p>
          <p>
            {t("more.profile.data_more")} <a href={to("help")}>{t("more.help.page")}</a>
          </p>
        </Note>
      </div>
    </Shell>
  );
}

function Known({ mine }: { mine: Me }) {
  const numbers = mine.customers.map((each) => each.number);
  const { accepted_version: version, accepted_at: at } = mine.terms;
  const facts: [string, string][] = [
    [t("more.profile.name"), mine.name],
    [t("more.profile.login"), mine.login.replace("#", ", ")],
    [t("more.profile.email"), mine.email ?? ""],
    [t("more.profile.customers", { count: numbers.length }), numbers.join(", ")],
    [
      t("more.profile.terms"),
      version && at ? t("more.profile.terms_on", { version, day: day(at) }) : "",
    ],
  ];
  return (
    <>
      <dl class="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <a class="textual" href={to("safety")}>
        {t("more.profile.password")}
      </a>
    </>
  );
}
