import { useEffect, useState } from "preact/hooks";
import { dayMonth } from "../../core/format";
import { alert } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { lookByLink } from "../api";
import { Door } from "../ui/Door";
import { Failed } from "../ui/Failed";
import { SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { wordsOf } from "../ui/Note";
import { Problem } from "../api";
import type { LinkedMeters } from "../wire";
import { byLink } from "./channel";
import { SendReading } from "./SendReading";
import "./reading.css";

/** A reading by the link of a reminder: no sign-in, one place's meters, until one day. */
export function SendReadingPage() {
  const [token, setToken] = useState<string>();
  const [found, setFound] = useState<LinkedMeters>();
  const [error, setError] = useState<unknown>();

  function look(): void {
    const link = location.hash.slice(1);
    setError(undefined);
    setToken(link);
    if (link.length < 20) {
      setError(new Problem(404, "reading_link_over", "", ""));
      return;
    }
    lookByLink(link).then(setFound, setError);
  }
  useEffect(look, []);

  return (
    <Door>
      {error ? <Over error={error} again={look} /> : null}
      {!found && !error && (
        <div class="stack">
          <Ghost of="answer" />
          <Ghost of="block" />
        </div>
      )}
      {found && token && (
        <div class={`stack linked of-${found.energy}`}>
          <div>
            <h1 class="title">{t("reading.linked.title")}</h1>
            <p class="linked-place">
              <Icon of={SYMBOLS[found.energy]} />
              {t(`units.${found.energy}`)}, {found.label}
            </p>
            <p>
              <span class="state is-soon">{t("reading.window.open", { day: dayMonth(found.until_on) })}</span>
            </p>
          </div>
          <SendReading
            meters={found.meters.map((meter) => ({
              id: meter.serial,
              meter,
              energy: found.energy,
              name: found.label,
              channel: byLink(token),
              named: found.meters.length > 1,
            }))}
            onTaken={() => undefined}
            onKept={() => undefined}
          />
          <p class="quiet small">
            {t("reading.linked.more")} <a href={to("login")}>{t("reading.linked.sign_in")}</a>
          </p>
        </div>
      )}
    </Door>
  );
}

function Over({ error, again }: { error: unknown; again: () => void }) {
  if (!(error instanceof Problem) || error.code !== "reading_link_over") {
    return <Failed error={error} again={again} />;
  }
  const said = wordsOf(error);
  return (
    <div class="stack" role="alert">
      <span class="seal">
        <Icon of={alert} size="large" />
      </span>
      <h1 class="title">{error.detail ? said.what : t("reading.linked.over")}</h1>
      <p>{error.next || t("reading.linked.over_next")}</p>
      <p>
        <a class="action" href={to("login")}>
          {t("reading.linked.sign_in")}
        </a>
      </p>
    </div>
  );
}
