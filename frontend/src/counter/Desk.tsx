import type { ComponentChildren } from "preact";
import { alert, bars, bill, card, exit, mail, person, search } from "../../core/icons";
import { t, type Key } from "../../core/i18n";
import { pageName, to, type PageName } from "../../core/page";
import { Problem } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Mark } from "../ui/Mark";
import { Note } from "../ui/Note";
import { leave } from "../ui/Shell";
import { desk, type Desk as Who } from "./calls";
import { SecondFactor } from "./SecondFactor";
import "./counter.css";

const ROOMS: { page: PageName; icon: string; word: Key; act?: string; holds: PageName[] }[] = [
  { page: "counter", icon: search, word: "counter.nav.find", holds: ["counter", "counter/customer"] },
  { page: "counter/bills", icon: bill, word: "counter.nav.bills", holds: ["counter/bills"] },
  { page: "counter/transfers", icon: card, word: "counter.nav.transfers", holds: ["counter/transfers"] },
  { page: "counter/tickets", icon: mail, word: "counter.nav.tickets", holds: ["counter/tickets"] },
  { page: "counter/trail", icon: bars, word: "counter.nav.trail", act: "read_trail", holds: ["counter/trail"] },
  { page: "counter/clerks", icon: person, word: "counter.nav.clerks", act: "manage_clerks", holds: ["counter/clerks"] },
];

interface Props {
  title: string;
  /** Beside the title. */
  tools?: ComponentChildren;
  children: (who: Who) => ComponentChildren;
}

/** The frame of every page of the counter: for staff with two factors, and nobody else. */
export function Desk({ title, tools, children }: Props) {
  const who = useData(desk);
  const seen = who.data;
  const stranger = who.error instanceof Problem && who.error.status === 404;
  const rooms = ROOMS.filter((room) => !room.act || seen?.may.includes(room.act));
  return (
    <div class="shell desk">
      <a class="skip" href="#room">
        {t("shell.skip")}
      </a>
      <header class="top">
        <Mark href={to("counter")} />
        <span class="desk-tag">{t("counter.page")}</span>
        <div class="top-end">
          {seen && (
            <span class="desk-who">
              <span class="strong">{seen.name}</span>
              <span class="quiet small">{t(`counter.role.${seen.role as "clerk"}`)}</span>
            </span>
          )}
          <Languages />
          <button
            type="button"
            class="round is-bare"
            aria-label={t("shell.sign_out")}
            title={t("shell.sign_out")}
            onClick={() => void leave()}
          >
            <Icon of={exit} />
          </button>
        </div>
      </header>
      <nav class="rail" aria-label={t("shell.nav.label")}>
        {rooms.map(({ page, icon, word, holds }) => (
          <a key={page} href={to(page)} aria-current={holds.includes(pageName()) ? "page" : undefined}>
            <Icon of={icon} />
            <span>{t(word)}</span>
          </a>
        ))}
      </nav>
      <main class="room" id="room" tabIndex={-1}>
        <div class="room-head">
          <h1>{title}</h1>
          {seen?.second_factor ? tools : null}
        </div>
        {stranger && (
          <Note kind="soon" icon={alert}>
            <p class="strong">{t("counter.stranger.what")}</p>
            <p>
              <a href={to("home")}>{t("counter.stranger.next")}</a>
            </p>
          </Note>
        )}
        {who.error && !stranger ? <Failed error={who.error} again={who.again} /> : null}
        {!seen && !who.error && <Ghost of="block" rows={2} />}
        {seen && !seen.second_factor && <SecondFactor onDone={who.again} />}
        {seen?.second_factor && children(seen)}
      </main>
    </div>
  );
}

