import { useEffect, useState } from "preact/hooks";
import { day } from "../../core/format";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { acceptTerms, me, nextPath } from "../api";
import { Action } from "../ui/Action";
import { Tick } from "../ui/Field";
import { Emergencies } from "../ui/Door";
import { Languages } from "../ui/Languages";
import { Mark } from "../ui/Mark";
import { useSending } from "../ui/form";
import { Note, Refused } from "../ui/Note";
import { to } from "../../core/page";
import { pieces } from "../../core/i18n";
import type { Me } from "../wire";
import "./paper.css";

/** The terms as the pack has them; prerendered as HTML, which the page reads back when it wakes. */
export function Terms({ html }: { html?: string }) {
  const text = html ?? document.querySelector(".prose")?.innerHTML ?? "";
  const [mine, setMine] = useState<Me["terms"]>();
  useEffect(() => {
    // A stranger reads the terms without being asked who they are.
    if (!/[?&](next|mine)=/.test(location.search)) return;
    me(true).then((known) => setMine(known.terms), () => undefined);
  }, []);
  return (
    <div class="paper-page">
      <header class="top">
        <Mark href={to("login")} />
        <div class="top-end">
          <Languages />
        </div>
      </header>
      <main class="room">
        <div class="narrow">
          <div class="room-head">
            <h1>{t("door.terms.page")}</h1>
            <p class="quiet">{t("door.terms.version", { version: operator().terms_version })}</p>
          </div>
          {mine?.due && (
            <div class="stack before">
              <Note kind="soon">{t("door.terms.changed")}</Note>
            </div>
          )}
          <div class="card prose" dangerouslySetInnerHTML={{ __html: text }} />
          <div class="stack after">
            {mine?.due && <Accept version={mine.version} />}
            {mine?.accepted_at && !mine.due && (
              <Note kind="good">{t("door.terms.accepted", { day: day(mine.accepted_at) })}</Note>
            )}
            <Note>
              <p class="strong">{t("door.terms.cookies")}</p>
              <p>{t("shell.cookie")}</p>
            </Note>
            <Emergencies />
          </div>
        </div>
      </main>
    </div>
  );
}

function Accept({ version }: { version: string }) {
  const [agreed, setAgreed] = useState(false);
  const { busy, refused, faults, fault, send } = useSending();
  return (
    <form
      class="card form"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        if (!agreed) return fault({ terms: t("door.choose.terms_missing") });
        void send(async () => {
          await acceptTerms(version);
          location.assign(nextPath());
        });
      }}
    >
      {refused ? <Refused error={refused} /> : null}
      <Tick checked={agreed} onChecked={setAgreed} wrong={faults["terms"]}>
        {pieces("door.choose.terms", { link: t("door.choose.terms_link") })}
      </Tick>
      <Action type="submit" busy={busy}>
        {t("door.terms.accept")}
      </Action>
    </form>
  );
}
