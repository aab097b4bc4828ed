/** Another address or number, each confirmed where it leads to; loaded once the page stands. */
import { useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { Field } from "../../ui/Field";
import { changeEmail, changePhone, confirmPhone } from "../calls";
import { CodeForm } from "./CodeForm";
import { PhoneField } from "./PhoneField";
import { Confirmed, needed, type Close } from "./Task";

export function NewEmail({ close }: { close: Close }) {
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

export function NewPhone({ close, again }: { close: Close; again: () => void }) {
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
