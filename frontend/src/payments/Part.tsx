import { useState } from "preact/hooks";
import { money } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { Field } from "../ui/Field";
import type { PaymentStart } from "./calls";
import { centsOf } from "./presses";

interface Props {
  begun: PaymentStart;
  onPart: (cents: number | null) => void;
}

/** A part of what is open, for whom the whole is too much today. */
export function Part({ begun, onPart }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { open_cents: whole, least_cents: least, amount_cents: now, currency } = begun;

  function take(event: SubmitEvent): void {
    event.preventDefault();
    const cents = centsOf(typed);
    if (cents === undefined || cents < least || cents > whole) {
      setWrong(t("pay.part.wrong", { least: money(least, currency), most: money(whole, currency) }));
      return;
    }
    setWrong(undefined);
    setOpen(false);
    onPart(cents === whole ? null : cents);
  }

  if (!open) {
    return (
      <p class="row pay-part">
        {now < whole && (
          <>
            <span class="quiet small">{t("pay.part.of", { whole: money(whole, currency) })}</span>
            <button type="button" class="textual small" onClick={() => onPart(null)}>
              {t("pay.part.whole")}
            </button>
          </>
        )}
        <button type="button" class="textual small" onClick={() => setOpen(true)}>
          {t("pay.part.open")}
        </button>
        <a class="textual small" href={to("plan")}>
          {t("pay.part.plan")}
        </a>
      </p>
    );
  }
  return (
    <form class="pay-part-form" onSubmit={take} noValidate>
      <Field
        label={t("pay.part.label")}
        name="amount"
        value={typed}
        onValue={setTyped}
        wrong={wrong}
        hint={t("pay.part.hint", { whole: money(whole, currency) })}
        inputmode="numeric"
        autocomplete="off"
        maxlength={12}
      />
      <div class="row">
        <Action type="submit" small>
          {t("pay.part.take")}
        </Action>
        <Action second small onClick={() => setOpen(false)}>
          {t("pay.part.cancel")}
        </Action>
      </div>
    </form>
  );
}
