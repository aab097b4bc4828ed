import { useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import type { Language } from "../../core/facts";
import { Action } from "../ui/Action";
import { Field, Tick } from "../ui/Field";
import { useSending } from "../ui/form";
import { ENDONYMS } from "../ui/Languages";
import { Note, Refused } from "../ui/Note";
import { newPassword, register, unlock, type Card, type Document, type Seen } from "./calls";
import { Choice } from "./Choice";
import { handOut } from "./handing";
import { Panel } from "./Panel";

export type Letting = "register" | "password" | "unlock";
const DOCUMENTS: readonly Document[] = [
  "identity_card",
  "passport",
  "residence_permit",
  "driving_licence",
  "other",
];

interface Props {
  act: Letting;
  of: Card;
  onClose: () => void;
  onDone: () => void;
}

/** Lets a customer in who stands here with a document: registered, a new password, or unlocked. */
export function LettingPanel({ act, of, onClose, onDone }: Props) {
  const [document, setDocument] = useState<Document>("identity_card");
  const [checked, setChecked] = useState(false);
  const [email, setEmail] = useState(of.email ?? "");
  const [phone, setPhone] = useState(of.phone ?? "");
  const known = of.account?.language ?? of.language;
  const [spoken, setSpoken] = useState<string>(
    operator().languages.find((each) => each === known) ?? operator().languages[0] ?? "fr",
  );
  const { busy, refused, faults, fault, send } = useSending();

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!checked) {
      fault({ checked: t("counter.letting.unchecked") });
      return;
    }
    const seen: Seen = { document, checked };
    await send(async () => {
      if (act === "unlock") {
        await unlock(of.number, seen);
        onDone();
        return;
      }
      const more: Record<string, string> = { language: spoken };
      if (email.trim()) more["email"] = email.trim();
      if (phone.trim()) more["phone"] = phone.trim();
      const sheet =
        act === "register" ? await register(of.number, seen, more) : await newPassword(of.number, seen);
      handOut({ kind: "sheet", back: location.pathname + location.search, sheet }, spoken);
      await new Promise(() => undefined);
    });
  }

  return (
    <Panel title={t(`counter.letting.${act}`)} onClose={onClose}>
      <p class="strong">{of.name}</p>
      <p class="quiet">{t(`counter.letting.${act}_hint`)}</p>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Choice
          label={t("counter.letting.document")}
          name="document"
          value={document}
          options={DOCUMENTS.map((each) => [each, t(`counter.document.${each}`)])}
          onValue={setDocument}
        />
        {act === "register" && (
          <>
            <Field
              label={t("counter.letting.email")}
              hint={t("counter.letting.email_hint")}
              name="email"
              type="email"
              value={email}
              onValue={setEmail}
              required={false}
              wrong={faults["email"]}
            />
            <Field
              label={t("counter.letting.phone")}
              hint={t("counter.letting.phone_hint")}
              name="phone"
              type="tel"
              value={phone}
              onValue={setPhone}
              required={false}
              wrong={faults["phone"]}
            />
          </>
        )}
        {act !== "unlock" && operator().languages.length > 1 && (
          <Choice
            label={t("counter.letting.language")}
            name="language"
            value={spoken}
            options={operator().languages.map((each) => [each, ENDONYMS[each as Language]])}
            onValue={setSpoken}
          />
        )}
        <Tick checked={checked} onChecked={setChecked} wrong={faults["checked"]}>
          {t("counter.letting.checked", { name: of.name })}
        </Tick>
        {act !== "unlock" && <Note>{t("counter.letting.once")}</Note>}
        <Action type="submit" wide busy={busy}>
          {t(`counter.letting.${act}_submit`)}
        </Action>
      </form>
    </Panel>
  );
}
