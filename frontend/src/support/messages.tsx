import { useEffect, useState } from "preact/hooks";
import { back, forward } from "../../core/icons";
import { shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { tickets } from "./calls";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Shell } from "../ui/Shell";
import type { Ticket } from "./calls";
import { Thread } from "./Thread";
import { TicketState } from "./TicketState";
import "./support.css";

/** All that was asked, and one thread when the address names it. */
export function Messages() {
  const [chosen, setChosen] = useState<string | null>();
  useEffect(() => setChosen(new URLSearchParams(location.search).get("ticket")), []);
  return (
    <Shell
      title={chosen ? t("support.thread.title", { ticket: chosen }) : t("support.messages.page")}
      narrow
      tools={
        chosen ? (
          <a class="textual is-bare" href={to("messages")}>
            <Icon of={back} size="small" />
            {t("support.thread.back")}
          </a>
        ) : (
          <a class="action is-small" href={`${to("help")}#write`}>
            {t("support.messages.new")}
          </a>
        )
      }
    >
      {chosen === undefined && <Ghost of="row" rows={4} />}
      {chosen === null && <List />}
      {chosen && <Thread number={chosen} />}
    </Shell>
  );
}

function List() {
  const { data, error, again } = useData(() => tickets());
  if (error) return <Failed error={error} again={again} />;
  if (!data) {
    return (
      <section class="card">
        <Ghost of="row" rows={4} />
      </section>
    );
  }
  if (data.items.length === 0) {
    return (
      <section class="card nothing">
        <h2>{t("support.messages.none")}</h2>
        <p class="quiet">{t("support.messages.none_more")}</p>
      </section>
    );
  }
  const waiting = data.items.filter((each) => each.state !== "resolved");
  const over = data.items.filter((each) => each.state === "resolved");
  return (
    <div class="stack">
      {waiting.length > 0 && <Shelf title={t("support.messages.waiting")} items={waiting} />}
      {over.length > 0 && <Shelf title={t("support.messages.over")} items={over} />}
    </div>
  );
}

function Shelf({ title, items }: { title: string; items: Ticket[] }) {
  return (
    <section class="card tickets">
      <h2>{title}</h2>
      <ul class="list">
        {items.map((each) => (
          <li key={each.ticket}>
            <a href={to("messages", { ticket: each.ticket })}>
              <span class="ticket">
                <span class="ticket-head">
                  <span class="strong">{t(`support.about.${each.about}`)}</span>
                  <span class="quiet small figures">{each.ticket}</span>
                </span>
                <span class={each.unread ? "clipped strong" : "clipped quiet"}>{each.preview}</span>
                <span class="ticket-foot">
                  <TicketState of={each.state} />
                  {each.unread > 0 && (
                    <span class="state is-bad">{t("support.messages.unread", { count: each.unread })}</span>
                  )}
                  <span class="quiet small">{shortMoment(each.changed_at)}</span>
                </span>
              </span>
              <Icon of={forward} size="small" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
