import { useEffect, useState } from "preact/hooks";
import { money, shortDay } from "../../core/format";
import { down } from "../../core/icons";
import { t } from "../../core/i18n";
import { statement } from "../api";
import { Action } from "../ui/Action";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Segments } from "../ui/Segments";
import type { StatementLine } from "../wire";

/** Charges and payments with the balance after each; asked for only when opened. */
export function Statement({ customers }: { customers: string[] }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const customer = chosen ?? customers[0];
  return (
    <details class="card statement" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t("bills.statement.title")}</h2>
        <Icon of={down} />
      </summary>
      {customers.length > 1 && customer && (
        <Segments
          label={t("bills.statement.title")}
          options={customers.map((each) => [each, each] as const)}
          chosen={customer}
          onChoose={setChosen}
        />
      )}
      {open && <Movements key={customer} customer={customer} />}
    </details>
  );
}

function Movements({ customer }: { customer: string | undefined }) {
  const [lines, setLines] = useState<StatementLine[]>([]);
  const [next, setNext] = useState<string | null>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  async function load(cursor?: string) {
    setBusy(true);
    setError(undefined);
    try {
      const page = await statement(customer, cursor);
      setLines((before) => [...(cursor ? before : []), ...page.items]);
      setNext(page.next);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  }
  useEffect(() => void load(), []);
  if (error && lines.length === 0) return <Failed error={error} again={() => void load()} />;
  if (next === undefined) return <Ghost of="row" rows={4} />;
  if (lines.length === 0) return <p class="quiet empty">{t("bills.none")}</p>;
  return (
    <>
      <table class="table movements">
        <caption class="unseen">{t("bills.statement.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("bills.statement.date")}</th>
            <th scope="col">{t("bills.statement.what")}</th>
            <th scope="col" class="end">
              {t("bills.col.amount")}
            </th>
            <th scope="col" class="end">
              {t("bills.statement.balance")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={`${line.at}${at}`}>
              <td class="nowrap quiet">{shortDay(line.at)}</td>
              <td>
                {line.label}
                {line.reference && <span class="quiet small under">{line.reference}</span>}
              </td>
              <td class={`end figures nowrap ${line.amount_cents < 0 ? "is-less" : ""}`}>
                {money(line.amount_cents, line.currency)}
              </td>
              <td class="end figures nowrap quiet">{money(line.balance_cents, line.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error ? <Failed error={error} again={() => void load(next ?? undefined)} /> : null}
      {next && !error && (
        <Action second small busy={busy} onClick={() => void load(next)}>
          {t("bills.statement.more")}
        </Action>
      )}
    </>
  );
}
