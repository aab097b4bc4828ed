import { useState } from "preact/hooks";
import type { Language } from "../../../core/facts";
import { globe, mail, phone as receiver } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { Ghost } from "../../ui/Ghost";
import { Icon } from "../../ui/Icon";
import { ENDONYMS } from "../../ui/Languages";
import { Refused } from "../../ui/Note";
import { Segments } from "../../ui/Segments";
import type { Me } from "../../wire";
import { changeLanguage } from "../calls";
import { useLater } from "./later";
import { Task, type Desk } from "./Task";

interface Props {
  mine: Me;
  desk: Desk;
  again: () => void;
}

/** How the account is written to. */
export function Reach({ mine, desk, again }: Props) {
  const later = useLater(() => import("./NewContact"), desk.open);
  return (
    <section class="card" aria-labelledby="reach">
      <h2 id="reach">{t("safety.reach")}</h2>
      <ul>
        <Task
          name="email"
          icon={mail}
          title={t("safety.email.title")}
          state={<span class="breaking">{mine.email ?? t("safety.none")}</span>}
          act={t(mine.email ? "safety.change" : "safety.add")}
          actLabel={t(mine.email ? "safety.email.act" : "safety.email.add")}
          desk={desk}
        >
          {(close) => (later ? <later.NewEmail close={close} /> : <Ghost of="row" />)}
        </Task>
        <Task
          name="phone"
          icon={receiver}
          title={t("safety.phone.title")}
          state={mine.phone ?? t("safety.phone.none")}
          act={t(mine.phone ? "safety.change" : "safety.add")}
          actLabel={t(mine.phone ? "safety.phone.act" : "safety.phone.add")}
          desk={desk}
        >
          {(close) => (later ? <later.NewPhone close={close} again={again} /> : <Ghost of="row" />)}
        </Task>
        {operator().languages.length > 1 && <Speech mine={mine} />}
      </ul>
    </section>
  );
}

/** The language of mails, texts and documents; the pages have their own switch. */
function Speech({ mine }: { mine: Me }) {
  const [chosen, setChosen] = useState(mine.language as Language);
  const [refused, setRefused] = useState<unknown>();
  const choose = (next: Language): void => {
    const before = chosen;
    setChosen(next);
    setRefused(undefined);
    changeLanguage(next).catch((error: unknown) => {
      setChosen(before);
      setRefused(error);
    });
  };
  return (
    <li class="task">
      <div class="task-head">
        <Icon of={globe} />
        <div>
          <p class="strong">{t("safety.speech")}</p>
          <p class="quiet small">{t("safety.speech_more")}</p>
        </div>
      </div>
      <div class="task-body">
        <Segments
          label={t("safety.speech")}
          options={operator().languages.map((each) => [each, ENDONYMS[each]] as const)}
          chosen={chosen}
          onChoose={choose}
        />
        {refused ? <Refused error={refused} /> : null}
      </div>
    </li>
  );
}
