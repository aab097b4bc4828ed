import { useState } from "preact/hooks";
import { t } from "../../../core/i18n";
import { Action } from "../../ui/Action";
import { Field } from "../../ui/Field";
import { toFirstFault, useSending } from "../../ui/form";
import { Refused } from "../../ui/Note";

/** Six digits, from a text or an app. */
export function CodeForm({ run }: { run: (code: string) => Promise<void> }) {
  const [code, setCode] = useState("");
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (code.trim()) await send(() => run(code.trim()));
    else fault({ code: t("safety.missing") });
    toFirstFault(form);
  }
  return (
    <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
      {refused ? <Refused error={refused} /> : null}
      <Field
        label={t("safety.code")}
        name="code"
        value={code}
        onValue={setCode}
        autocomplete="one-time-code"
        inputmode="numeric"
        code
        maxlength={9}
        wrong={faults["code"]}
      />
      <div>
        <Action type="submit" busy={busy}>
          {t("safety.confirm")}
        </Action>
      </div>
    </form>
  );
}
