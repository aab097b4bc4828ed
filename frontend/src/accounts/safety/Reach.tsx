import { useState } from "preact/hooks";
import type { Language } from "../../../core/facts";
import { globe, mail, phone as receiver } from "../../../core/icons";
import { t } from "../../../core/i18n";
import { operator } from "../../../core/page";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { ENDONYMS } from "../../ui/Languages";
import { Refused } from "../../ui/Note";
import { Segments } from "../../ui/Segments";
import type { Me } from "../../wire";
import { changeEmail, changeLanguage, changePhone, confirmPhone } from "../calls";
import { CodeForm } from "./CodeForm";
import { PhoneField } from "./PhoneField";
import { Confirmed, needed, Task, type Close, type Desk } from "./Task";

interface Props {
  mine: Me;
  desk: Desk;
  again: () => void;
}

/** How the account is written to. */
export function Reach({ mine, desk, again }: Props) {
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
          actLabel={t("safety.email.act")}
          desk={desk}
        >
          {(close) => <NewEmail close={close} />}
        </Task>
        <Task
          name="phone"
          icon={receiver}
          title={t("safety.phone.title")}
          state={mine.phone ?? t("safety.phone.none")}
          act={t(mine.phone ? "safety.change" : "safety.add")}
          actLabel={t("safety.phone.act")}
          desk={desk}
        >
          {(close) => <NewPhone close={close} again={again} />}
        </Task>
        {operator().languages.length > 1 && <Speech mine={mine} />}
      </ul>
    </section>
  );
}

function NewEmail({ close }: { close: Close }) {
  const [email, setEmail] = useState("");
  return (
    <Confirmed
      intro={t("safety.email.intro")}
      submit={t("safety.email.send")}
      check={() => needed("email", email)}
      run={async (password) => {
        await changeEmail(email.trim(), password);
        close(t("safety.email.sent", { email: email.trim() }));
      }}
    >
      {(faults) => (
        <Field
          label={t("safety.email.label")}
          name="email"
          type="email"
          inputmode="email"
          autocomplete="email"
          value={email}
          onValue={setEmail}
          wrong={faults["email"]}
        />
      )}
    </Confirmed>
  );
}

function NewPhone({ close, again }: { close: Close; again: () => void }) {
  const [phone, setPhone] = useState("");
  const [challenge, setChallenge] = useState("");
  if (challenge) {
    return (
      <>
        <p>{t("safety.phone.sent", { phone })}</p>
        <CodeForm
          run={async (code) => {
            await confirmPhone(challenge, code);
            close(t("safety.phone.done"));
            again();
          }}
        />
      </>
    );
  }
  return (
    <Confirmed
      submit={t("safety.phone.send")}
      check={() => needed("phone", phone)}
      run={async (password) => setChallenge((await changePhone(phone.trim(), password)).challenge)}
    >
      {(faults) => <PhoneField value={phone} onValue={setPhone} wrong={faults["phone"]} />}
    </Confirmed>
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
