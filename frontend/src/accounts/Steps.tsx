import { t } from "../../core/i18n";

/** Where one is on the way: filled dots, and the same in words. */
export function Steps({ at, of = 4 }: { at: number; of?: number }) {
  return (
    <p class="steps">
      <span class="steps-dots" aria-hidden="true">
        {Array.from({ length: of }, (_, step) => (
          <i key={step} class={step < at ? "is-past" : undefined} />
        ))}
      </span>
      <span>{t("door.step", { at, of })}</span>
    </p>
  );
}
