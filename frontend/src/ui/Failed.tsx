import { t } from "../../core/i18n";
import { Action } from "./Action";
import { Refused } from "./Note";

/** What could not be loaded, and a way to try again. */
export function Failed({ error, again }: { error: unknown; again: () => void }) {
  return (
    <Refused error={error}>
      <div class="again">
        <Action second small onClick={again}>
          {t("shell.retry")}
        </Action>
      </div>
    </Refused>
  );
}
