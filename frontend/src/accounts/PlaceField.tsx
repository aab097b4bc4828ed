import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { Field } from "../ui/Field";

interface PlaceProps {
  value: string;
  onValue: (value: string) => void;
  wrong?: string | undefined;
  help?: string;
  onFocus?: () => void;
}

/** The customer's town, chosen among those that the operator serves where the pack lists them. */
export function PlaceField({ value, onValue, wrong, help, onFocus }: PlaceProps) {
  const places = operator().places;
  return (
    <>
      <Field
        label={t("door.login.place")}
        name="place"
        value={value}
        onValue={onValue}
        wrong={wrong}
        autocomplete="address-level2"
        {...(help ? { help } : {})}
        {...(onFocus ? { onFocus } : {})}
        {...(places.length > 0 ? { list: "places" } : {})}
      />
      {places.length > 0 && (
        <datalist id="places">
          {places.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
