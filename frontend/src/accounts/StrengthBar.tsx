import { t } from "../../core/i18n";
import { strength } from "../../core/strength";

/** Four marks and a word; advice, never a gate. */
export function StrengthBar({ password, own }: { password: string; own: readonly string[] }) {
  const score = strength(password, own);
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
