import { bill, card, exit, forward, lock, mail, person, question, shield } from "../../core/icons";
import { t, type Key } from "../../core/i18n";
import { to, type PageName } from "../../core/page";
import { unreadAnswers } from "../support/calls";
import { useData } from "../ui/data";
import { Icon } from "../ui/Icon";
import { leave, Shell } from "../ui/Shell";

const ROOMS: { page: PageName; icon: string; word: Key; more: Key }[] = [
  { page: "profile", icon: person, word: "more.profile.page", more: "more.profile.more" },
  { page: "safety", icon: lock, word: "safety.page", more: "safety.more" },
  { page: "means", icon: card, word: "means.page", more: "means.more" },
  { page: "consents", icon: shield, word: "more.consents.page", more: "more.consents.more" },
  { page: "messages", icon: mail, word: "support.messages.page", more: "support.messages.more" },
  { page: "help", icon: question, word: "more.help.page", more: "more.help.more" },
  { page: "terms", icon: bill, word: "shell.terms", more: "more.terms.more" },
];

/** What does not stand in the bar. */
export function More() {
  const unread = useData(unreadAnswers).data ?? 0;
  return (
    <Shell title={t("more.page")} narrow>
      <nav class="card" aria-label={t("more.page")}>
        <ul class="list">
          {ROOMS.map(({ page, icon, word, more }) => (
            <li key={page}>
              <a href={to(page, page === "terms" ? { mine: "1" } : {})}>
                <Icon of={icon} />
                <span>
                  <span class="strong">{t(word)}</span>
                  <br />
                  {page === "messages" && unread > 0 ? (
                    <span class="state is-bad">{t("support.messages.unread", { count: unread })}</span>
                  ) : (
                    <span class="quiet small">{t(more)}</span>
                  )}
                </span>
                <Icon of={forward} size="small" />
              </a>
            </li>
          ))}
          <li>
            <button type="button" class="item" onClick={() => void leave()}>
              <Icon of={exit} />
              <span>
                <span class="strong">{t("shell.sign_out")}</span>
                <br />
                <span class="quiet small">{t("more.sign_out.more")}</span>
              </span>
            </button>
          </li>
        </ul>
      </nav>
    </Shell>
  );
}
