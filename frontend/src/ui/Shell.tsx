import type { ComponentChildren } from "preact";
import { bars, bill, dial, dots, exit, home, question } from "../../core/icons";
import { t, type Key } from "../../core/i18n";
import { pageName, to, type PageName } from "../../core/page";
import { STORE } from "../../core/store";
import { signOut } from "../api";
import { Icon } from "./Icon";
import { Languages } from "./Languages";
import { Mark } from "./Mark";

const ROOMS: { page: PageName; icon: string; word: Key; holds: PageName[] }[] = [
  { page: "home", icon: home, word: "shell.nav.home", holds: ["home"] },
  { page: "usage", icon: bars, word: "shell.nav.usage", holds: ["usage", "simulate", "tempo", "notices"] },
  { page: "reading", icon: dial, word: "shell.nav.reading", holds: ["reading", "readings"] },
  { page: "bills", icon: bill, word: "shell.nav.bills", holds: ["bills", "bill", "pay", "means", "plan", "forecast", "proofs"] },
  {
    page: "more",
    icon: dots,
    word: "shell.nav.more",
    holds: ["more", "profile", "safety", "consents", "messages", "help"],
  },
];

/** Leaves: the session ends at the server, and what this device keeps of it goes too. */
export async function leave(): Promise<void> {
  indexedDB.deleteDatabase(STORE);
  await signOut().catch(() => undefined);
  location.assign(to("login"));
}

interface Props {
  title: string;
  /** Beside the title: switches and filters of the page. */
  tools?: ComponentChildren;
  /** How many invoices wait, once known. */
  waiting?: number | undefined;
  narrow?: boolean;
  children: ComponentChildren;
}

/** The frame of every room: rail on a desktop, bar of five on a phone. */
export function Shell({ title, tools, waiting, narrow, children }: Props) {
  return (
    <div class="shell">
      <a class="skip" href="#room">
        {t("shell.skip")}
      </a>
      <header class="top">
        <Mark href={to("home")} />
        <div class="top-end">
          <Languages />
          <a class="round is-bare" href={to("help")} aria-label={t("shell.nav.help")}>
            <Icon of={question} />
          </a>
        </div>
      </header>
      <nav class="rail" aria-label={t("shell.nav.label")}>
        {ROOMS.map(({ page, icon, word, holds }) => (
          <a key={page} href={to(page)} aria-current={holds.includes(pageName()) ? "page" : undefined}>
            <Icon of={icon} {...(page === "more" ? { class: "is-dots" } : {})} />
            <span>{t(word)}</span>
            {page === "bills" && waiting ? (
              <span class="tally" aria-label={t("shell.waiting", { count: waiting })} role="img">
                {waiting}
              </span>
            ) : null}
          </a>
        ))}
        <div class="rail-foot">
          <button type="button" class="leave" onClick={() => void leave()}>
            <Icon of={exit} />
            <span>{t("shell.sign_out")}</span>
          </button>
        </div>
      </nav>
      <main class="room" id="room" tabIndex={-1}>
        <div class={narrow ? "narrow" : undefined}>
          <div class="room-head">
            <h1>{title}</h1>
            {tools}
          </div>
          {children}
        </div>
      </main>
    </div>
  );
}
