import { t } from "../../core/i18n";
import { SHORTEST, strength } from "../../core/strength";

interface Props {
  password: string;
  own: readonly string[];
  shortest?: number;
}

/** Four marks and a word; advice, never a gate. */
export function StrengthBar({ password, own, shortest = SHORTEST }: Props) {
  const score = strength(password, own, shortest);
  return (
    <div class="strength" data-score={score}>
      <i />
      <i />
      <i />
      <i />
      <p aria-live="polite">{t(`door.strength.${score}`)}</p>
    </div>
  );
}
