import { useState } from "preact/hooks";
import { money, shortDay } from "../../core/format";
import { t } from "../../core/i18n";
import { statement } from "../api";
import { Action } from "../ui/Action";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import type { StatementLine } from "../wire";

/** Charges and payments with the balance after each; asked for only when opened. */
export function Statement() {
  const [lines, setLines] = useState<StatementLine[]>();
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<unknown>();
  function load(cursor?: string) {
    setError(undefined);
    statement(cursor).then(
      (page) => {
        setLines([...(cursor ? (lines ?? []) : []), ...page.items]);
        setNext(page.next);
      },
      (reason: unknown) => setError(reason),
    );
  }
  return (
    <details
      class="card statement"
      onToggle={(event) => event.currentTarget.open && lines === undefined && load()}
    >
      <summary class="textual is-bare">{t("bills.statement.show")}</summary>
      {error ? <Failed error={error} again={() => load()} /> : null}
      {!lines && !error && <Ghost of="row" rows={4} />}
      {lines && (
        <table class="table">
          <caption class="unseen">{t("bills.statement.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("bills.statement.date")}</th>
              <th scope="col">{t("bills.statement.what")}</th>
              <th scope="col" class="end">
                {t("bills.col.amount")}
              </th>
              <th scope="col" class="end wide">
                {t("bills.statement.balance")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr key={`${line.at}${at}`}>
                <td class="nowrap">{shortDay(line.at)}</td>
                <td>
                  {line.label}
                  {line.reference && <span class="quiet small under">{line.reference}</span>}
                </td>
                <td class="end figures nowrap">{money(line.amount_cents)}</td>
                <td class="end figures nowrap wide">{money(line.balance_cents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next && (
        <Action second small onClick={() => load(next)}>
          {t("bills.more")}
        </Action>
      )}
    </details>
  );
}
