import { useEffect, useState } from "preact/hooks";
import { day, money, number, shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Note, Refused } from "../ui/Note";
import { resume, runs, type Run } from "./calls";

const AGAIN_MS = 3000;

/** The latest billing runs: how far each has come, and what it issued. */
export function Runs({ may }: { may: readonly string[] }) {
  const { data, error, again } = useData(runs);
  const { busy, refused, send } = useSending();
  const [said, setSaid] = useState(false);
  const running = data?.items.some((each) => each.state === "running") ?? false;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [running]);
  if (error && !data) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="row" rows={5} />;
  const goOn = (run: Run) =>
    send(async () => {
      await resume(run.on);
      setSaid(true);
      again();
    });
  return (
    <section class="card">
      {refused ? <Refused error={refused} /> : null}
      <div role="status">{said && <Note kind="good">{t("counter.runs.resumed")}</Note>}</div>
      {data.items.length === 0 && <p class="quiet">{t("counter.runs.none")}</p>}
      {data.items.length > 0 && (
        <table class="dense-table">
          <thead>
            <tr>
              <th scope="col">{t("counter.runs.on")}</th>
              <th scope="col">{t("counter.runs.state")}</th>
              <th scope="col" class="end">{t("counter.runs.invoices")}</th>
              <th scope="col" class="end">{t("counter.runs.total")}</th>
              <th scope="col" class="end wide-only">{t("counter.runs.waiting")}</th>
              <th scope="col" class="end wide-only">
                <span class="unseen">{t("counter.runs.resume")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((run) => (
              <tr key={run.on}>
                <td>
                  {day(run.on)}
                  {run.begun_at && <span class="quiet small under">{shortMoment(run.begun_at)}</span>}
                </td>
                <td>
                  <span class={`state is-${run.state === "done" ? "good" : "soon"}`}>
                    {t(`counter.runs.${run.state}`)}
                  </span>
                  {run.state === "running" && (
                    <span class="quiet small under">
                      {t("counter.runs.progress", {
                        listed: run.listed,
                        shards: run.shards,
                        done: run.done,
                        parts: run.parts,
                      })}
                    </span>
                  )}
                </td>
                <td class="end figures">{number(run.invoices)}</td>
                <td class="end figures nowrap">{money(run.total_cents, run.currency)}</td>
                <td class="end figures wide-only">{number(run.waiting)}</td>
                <td class="end wide-only">
                  {may.includes("run_billing") && run.state === "running" && (
                    <Action small second busy={busy} onClick={() => void goOn(run)}>
                      {t("counter.runs.resume")}
                    </Action>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
