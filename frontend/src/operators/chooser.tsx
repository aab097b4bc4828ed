import { useEffect, useState } from "preact/hooks";
import { search } from "../../core/icons";
import { LANGUAGES, type Door, type Language } from "../../core/facts";
import { settle } from "../../core/format";
import { speak, t, type Words } from "../../core/i18n";
import { Cloth } from "../ui/Cloth";
import { SYMBOLS } from "../ui/Fluids";
import { Icon } from "../ui/Icon";
import { ENDONYMS } from "../ui/Languages";
import "./chooser.css";


function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether an operator's name or one of the places it serves holds what was typed. */
export function answers(door: Door, typed: string): boolean {
  const wanted = plain(typed.trim());
  return [door.name, ...door.places].some((name) => plain(name).includes(wanted));
}

interface Props {
  doors: Door[];
  words: Record<Language, Words>;
}

/** The first page of all: who serves you? Known by name or by town. */
export function Chooser({ doors, words }: Props) {
  const [spoken, setSpoken] = useState<Language>("fr");
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const wished = navigator.languages.map((each) => each.slice(0, 2) as Language);
    choose(wished.find((each) => LANGUAGES.includes(each)) ?? "fr");
  }, []);
  function choose(language: Language) {
    speak(language, words[language]);
    settle(language, "UTC", "EUR");
    document.documentElement.lang = language;
    setSpoken(language);
  }
  const found = doors.filter((door) => answers(door, typed));
  return (
    <div class="chooser">
      <header class="chooser-head">
        <p class="chooser-name">Comptoir</p>
        <nav class="languages" aria-label={t("shell.languages")}>
          {LANGUAGES.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              aria-pressed={each === spoken}
              onClick={() => choose(each)}
            >
              <span>{each.toUpperCase()}</span>
              <span class="unseen">{ENDONYMS[each]}</span>
            </button>
          ))}
        </nav>
      </header>
      <main>
        <h1 key={spoken}>{t("door.chooser.title")}</h1>
        <div class="chooser-search">
          <label class="unseen" for="who">
            {t("door.chooser.search")}
          </label>
          <div class="box">
            <Icon of={search} />
            <input
              id="who"
              type="search"
              autocomplete="off"
              placeholder={t("door.chooser.search")}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
          <p class="unseen" aria-live="polite">
            {typed && t("door.chooser.found", { count: found.length })}
          </p>
        </div>
        {found.length === 0 && <p class="chooser-none">{t("door.chooser.none")}</p>}
        <ul class="doors">
          {found.map((door) => (
            <li key={door.code}>
              <Entrance door={door} spoken={spoken} seed={doors.indexOf(door) * 13 + 5} />
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

function Entrance({ door, spoken, seed }: { door: Door; spoken: Language; seed: number }) {
  const language = door.languages.includes(spoken) ? spoken : (door.languages[0] ?? "fr");
  return (
    <a class="entrance" href={`/${door.code}/${language}/login/`} lang={language}>
      <span class="entrance-cloth" aria-hidden="true">
        {door.energies.map((energy) => (
          <Cloth key={energy} energy={energy} seed={seed} days={182} />
        ))}
      </span>
      <span class="entrance-name">
        <img src={`/${door.code}/logo.svg`} alt="" width="40" height="40" />
        <span>{door.name}</span>
      </span>
      <span class="entrance-facts">
        {door.energies.map((energy) => (
          <span key={energy} class={`tint of-${energy}`}>
            <Icon of={SYMBOLS[energy]} size="small" />
            <span lang={spoken}>{t(`units.${energy}`)}</span>
          </span>
        ))}
      </span>
      <span class="entrance-languages">
        {door.languages.map((each) => each.toUpperCase()).join(" · ")}
      </span>
    </a>
  );
}
