import { useState } from "preact/hooks";
import { forward } from "../../core/icons";
import { t } from "../../core/i18n";
import { addCustomer } from "./calls";
import { Action } from "../ui/Action";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { ProofFields, proofFaults, proofSent, type Proof } from "./ProofFields";

/** Another home or another supply company under the same login, proven as the first was. */
export function AddCustomer({ onAdded }: { onAdded: () => void }) {
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<Proof>({});
  const [added, setAdded] = useState<{ name: string; number: string }>();
  const { busy, refused, faults, fault, send } = useSending();
  const add = (form: HTMLFormElement): void => {
    const wrong = proofFaults(given);
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    void send(async () => {
      setAdded(await addCustomer(proofSent(given)));
      setGiven({});
      setOpen(false);
      onAdded();
    });
  };
  return (
    <section class="card">
      <h2>{t("more.profile.add")}</h2>
      <p class="quiet">{t("more.profile.add_more")}</p>
      <div aria-live="polite">
        {added && <Note kind="good">{t("more.profile.added", { name: added.name, number: added.number })}</Note>}
      </div>
      {open ? (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            add(event.currentTarget);
          }}
        >
          {refused ? <Refused error={refused} /> : null}
          <ProofFields given={given} onGiven={setGiven} faults={faults} onFocus={() => undefined} />
          <div>
            <Action type="submit" busy={busy}>
              {t("more.profile.add_submit")}
            </Action>
          </div>
        </form>
      ) : (
        <button type="button" class="textual" onClick={() => setOpen(true)}>
          {t("more.profile.add")}
          <Icon of={forward} size="small" />
        </button>
      )}
    </section>
  );
}
