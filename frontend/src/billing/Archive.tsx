import { useState } from "preact/hooks";
import { upTo } from "../../core/format";
import { check, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { invoiceArchive } from "../api";
import { Action } from "../ui/Action";
import { useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import type { Archive as Packed, Invoices } from "../wire";

const MEGABYTE = 1_000_000;

/** All bills of a year, or of all that are shown, as one file to keep. */
export default function Archive({ years }: { years: Invoices["years"] }) {
  const [year, setYear] = useState<number>();
  const [packed, setPacked] = useState<Packed>();
  const { busy, refused, send } = useSending();
  const whole = years.reduce((sum, each) => sum + each.count, 0);
  const count = years.find((each) => each.year === year)?.count ?? whole;
  const choices: (number | undefined)[] = [undefined, ...years.map((each) => each.year)];
  const get = (): Promise<void> =>
    send(async () => {
      setPacked(undefined);
      let made = await invoiceArchive(year);
      while (made.url === null) {
        setPacked(made);
        made = await invoiceArchive(year);
      }
      setPacked(made);
      location.assign(made.url);
    });
  return (
    <div class="archive">
      <p class="quiet">{t("bills.archive.more")}</p>
      <div class="pills" role="group" aria-label={t("bills.archive.which")}>
        {choices.map((each) => (
          <button
            key={each ?? "all"}
            type="button"
            class="pill"
            aria-pressed={each === year}
            disabled={busy}
            onClick={() => {
              setYear(each);
              setPacked(undefined);
            }}
          >
            {each ?? t("bills.archive.all")}
          </button>
        ))}
      </div>
      <div class="row">
        <Action second busy={busy} onClick={() => void get()}>
          {t("bills.archive.get", { count })}
        </Action>
      </div>
      <div aria-live="polite">
        {busy && (
          <p class="quiet aside">
            <Icon of={hourglass} size="small" />
            <span>
              {packed
                ? t("bills.archive.progress", { done: packed.ready, count: packed.count })
                : t("bills.archive.wait")}
            </span>
          </p>
        )}
        {packed?.url && (
          <p class="aside">
            <Icon of={check} size="small" />
            <span>
              {t("bills.archive.done", { count: packed.count, size: upTo(packed.size / MEGABYTE, 1) })}
              {packed.left_out > 0 && ` ${t("bills.archive.left_out", { count: packed.left_out })}`}
            </span>
          </p>
        )}
      </div>
      {refused ? <Refused error={refused} /> : null}
    </div>
  );
}
