import { money, number, percent, shortDay, upTo } from "../../core/format";
import { down } from "../../core/icons";
import { t } from "../../core/i18n";
import { Icon } from "../ui/Icon";
import type { Family, InvoiceDetail, InvoiceLine, LineReading } from "../wire";

/** The units whose quantity says something beside the label; days and pieces are in the sentence. */
const SAID: Partial<Record<string, "units.kwh" | "units.m3">> = { kWh: "units.kwh", m3: "units.m3" };

/** Every line, each of which opens to explain itself, down to the total. */
export function Lines({ bill, chosen }: { bill: InvoiceDetail; chosen: Family | undefined }) {
  const shown = chosen ? bill.lines.filter((line) => familyOf(line, chosen)) : bill.lines;
  return (
    <section class="card lines">
      <h2>{t("bills.lines.title")}</h2>
      <p class="quiet small no-print">{t("bills.lines.hint")}</p>
      <div class="line-list">
        {shown.map((line, at) => (
          <Line key={line.code + at} line={line} currency={bill.currency} />
        ))}
      </div>
      <dl class="sums">
        {!bill.prices_include_vat && (
          <div>
            <dt>{t("bills.lines.net")}</dt>
            <dd class="figures">{money(bill.net_cents, bill.currency)}</dd>
          </div>
        )}
        {bill.vat.map((each) => (
          <div key={each.rate} class="quiet">
            <dt>
              {t("bills.lines.vat", {
                rate: percent(Number(each.rate) / 100, 2),
                base: money(each.base_cents, bill.currency),
              })}
            </dt>
            <dd class="figures">{money(each.amount_cents, bill.currency)}</dd>
          </div>
        ))}
        <div class="is-total">
          <dt>{t("bills.lines.total")}</dt>
          <dd class="figures">{money(bill.total_cents, bill.currency)}</dd>
        </div>
      </dl>
      {bill.prices_include_vat && <p class="quiet small">{t("bills.lines.included")}</p>}
    </section>
  );
}

function familyOf(line: InvoiceLine, chosen: Family): boolean {
  return chosen === "vat" ? Number(line.vat_rate) > 0 : line.family === chosen;
}

function Line({ line, currency }: { line: InvoiceLine; currency: string }) {
  const unit = SAID[line.unit];
  return (
    <details class="line keep">
      <summary>
        <svg class="dot keyed" viewBox="0 0 14 14" aria-hidden="true">
          <rect class={`share-${line.family}`} width="14" height="14" rx="4" />
        </svg>
        <span>
          {line.label}
          {unit && (
            <span class="quiet small">
              {" "}
              {upTo(Number(line.quantity), 3)}
              {"\u00a0"}
              {t(unit)}
            </span>
          )}
        </span>
        <span class="figures nowrap strong">{money(line.amount_cents, currency)}</span>
        <Icon of={down} size="small" />
      </summary>
      <div class="line-more">
        <p>{line.explanation}</p>
        {line.readings.length > 0 && <Readings readings={line.readings} />}
      </div>
    </details>
  );
}

function Readings({ readings }: { readings: LineReading[] }) {
  const kind = (name: string): string =>
    t(name === "real" ? "bills.lines.real" : "bills.lines.estimated");
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t("bills.lines.from")}</th>
          <th scope="col">{t("bills.lines.until")}</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((each) => (
          <tr key={each.meter + each.register + each.from_on}>
            <td>
              <span class="figures strong">{number(Number(each.from_index))}</span>{" "}
              <span class="quiet small">
                {shortDay(each.from_on)}, {kind(each.from_kind)}
              </span>
            </td>
            <td>
              <span class="figures strong">{number(Number(each.until_index))}</span>{" "}
              <span class="quiet small">
                {shortDay(each.until_on)}, {kind(each.until_kind)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
