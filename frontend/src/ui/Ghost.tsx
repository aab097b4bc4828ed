import { t } from "../../core/i18n";

/** The size of what is coming, so that nothing jumps when it comes. */
export function Ghost({ of, rows = 1 }: { of: "line" | "answer" | "block" | "row" | "tall"; rows?: number }) {
  return (
    <div class="ghosts" role="img" aria-label={t("shell.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class={`ghost of-${of}`} />
      ))}
    </div>
  );
}
