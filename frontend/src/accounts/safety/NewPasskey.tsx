import { useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { already, declined, known, make } from "../../../core/passkey";
import { Field } from "../../ui/Field";
import { Note } from "../../ui/Note";
import { addPasskey, newPasskeyAsked } from "../calls";
import { Confirmed, type Close } from "./Task";

/** A passkey made on this device; loaded once the page stands. */
export function NewPasskey({ close, again }: { close: Close; again: () => void }) {
  const [name, setName] = useState(deviceName);
  const [note, setNote] = useState("");
  if (!known()) return <Note kind="soon">{t("safety.passkey.unknown")}</Note>;
  return (
    <Confirmed
      intro={note || t("safety.passkey.intro")}
      submit={t("safety.passkey.make")}
      run={async (password) => {
        setNote("");
        const { challenge, options } = await newPasskeyAsked(password);
        try {
          await addPasskey(challenge, await make(options), name);
          close(t("safety.passkey.done"));
          again();
        } catch (error) {
          if (declined(error)) setNote(t("safety.passkey.declined"));
          else if (already(error)) setNote(t("safety.passkey.already"));
          else throw error;
        }
      }}
    >
      {() => (
        <Field
          label={t("safety.passkey.name")}
          hint={t("safety.passkey.name_hint")}
          name="name"
          value={name}
          onValue={setName}
          autocomplete="off"
          maxlength={60}
          required={false}
        />
      )}
    </Confirmed>
  );
}

/** What this device may be called, until its owner says otherwise. */
function deviceName(): string {
  const kinds = ["iPhone", "iPad", "Android", "Windows", "Mac", "Linux"];
  return kinds.find((each) => navigator.userAgent.includes(each)) ?? "";
}
