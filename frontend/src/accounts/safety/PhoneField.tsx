import { t } from "../../../core/i18n";
import { Field } from "../../ui/Field";

interface Props {
  value: string;
  onValue: (value: string) => void;
  wrong: string | undefined;
}

/** A mobile number, and what it is used for. */
export function PhoneField({ value, onValue, wrong }: Props) {
  return (
    <Field
      label={t("safety.phone.label")}
      hint={t("safety.phone.hint")}
      name="phone"
      type="tel"
      inputmode="tel"
      autocomplete="tel"
      value={value}
      onValue={onValue}
      wrong={wrong}
    />
  );
}
