import { useEffect, useState } from "preact/hooks";
import { day, money, number, plusDays, today } from "../../core/format";
import { language, t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useSending } from "../ui/form";
import { Wrong } from "../ui/Field";
import { Refused } from "../ui/Note";
import { rehearsal, rehearse, type DryRun } from "./calls";
import { ReviewRows } from "./ReviewRows";

const AGAIN_MS = 1200;
const DAYS = 62;

/** What a run on a day would issue, in sum: nothing is written, nothing is sent. */
export function DryRuns({ may }: { may: readonly string[] }) {
  const [on, setOn] = useState(today());
  const [found, setFound] = useState<DryRun>();
  const [lost, setLost] = useState<unknown>();
  const { busy, refused, faults, send } = useSending();
  const going = found !== undefined && found.done < found.shards;
  useEffect(() => {
    if (!found || !going) return undefined;
    const timer = setTimeout(() => {
      rehearsal(found.dry_run).then(setFound, setLost);
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [found]);
  if (!may.includes("run_billing")) {
    return (
      <section class="card">
        <p class="quiet">{t("counter.dry.not_you")}</p>
      </section>
    );
  }
  return (
    <div class="stack">
      <section class="card">
        <p>{t("counter.dry.intro")}</p>
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            setLost(undefined);
            void send(async () => setFound(await rehearse(on)));
          }}
        >
          <div class="field">
            <label for="dry-on">{t("counter.dry.on")}</label>
            <div class="box">
              <input
                id="dry-on"
                type="date"
                lang={language()}
                value={on}
                min={plusDays(today(), -DAYS)}
                max={plusDays(today(), DAYS)}
                onInput={(event) => setOn(event.currentTarget.value)}
              />
            </div>
            {faults["on"] && <Wrong>{faults["on"]}</Wrong>}
          </div>
          <Action type="submit" busy={busy || going}>
            {t("counter.dry.begin")}
          </Action>
        </form>
        {refused || lost ? <Refused error={refused ?? lost} /> : null}
      </section>
      {found && (
        <section class="card" aria-live="polite">
          <h2>{t("counter.dry.title", { on: day(found.on) })}</h2>
          <progress max={found.shards} value={found.done} aria-label={t("counter.dry.progress")} />
          <dl class="sums">
            <div>
              <dt>{t("counter.runs.invoices")}</dt>
              <dd class="figures">{number(found.invoices)}</dd>
            </div>
            <div>
              <dt>{t("counter.runs.total")}</dt>
              <dd class="figures">{money(found.total_cents, found.currency)}</dd>
            </div>
            <div>
              <dt>{t("counter.runs.waiting")}</dt>
              <dd class="figures">{number(found.held.length)}</dd>
            </div>
          </dl>
          {found.held.length > 0 && <ReviewRows items={found.held} />}
          {!going && <p class="quiet small">{t("counter.dry.nothing_sent")}</p>}
        </section>
      )}
    </div>
  );
}
