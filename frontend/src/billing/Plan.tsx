import { day, letterMonth, money, number, roundMoney, shortMonth, today } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import type { Forecast } from "../wire";

type Payment = Forecast["instalments"][number];

/** The year's instalments as bars, the settlement last: invoiced is full, to come is hollow. */
export function Plan({ of }: { of: Forecast }) {
  const settled = of.settlement_cents ?? 0;
  const top = Math.max(...of.instalments.map((each) => each.cents), settled, 1);
  const next = of.instalments.find((each) => each.number === null && each.on >= today());
  const amount = (cents: number): string => roundMoney(cents, of.currency);
  return (
    <>
      <div class="plan" role="img" aria-label={t("bills.forecast.picture", {
        count: of.instalments.length,
        done: of.instalments.filter((each) => each.number).length,
      })}>
        {of.instalments.map((each) => (
          <div key={each.on} class={kindOf(each, next)}>
            <i style={{ blockSize: `${Math.max((100 * each.cents) / top, 2)}%` }} />
            <span class="figures">{number(Math.round(each.cents / 100))}</span>
            <span class="is-month">{shortMonth(each.on)}</span>
            <span class="is-letter">{letterMonth(each.on)}</span>
          </div>
        ))}
        <div class={`is-end ${settled < 0 ? "is-back" : ""}`}>
          <i style={{ blockSize: `${Math.max((100 * Math.abs(settled)) / Math.max(top, Math.abs(settled)), 2)}%` }} />
          <span class="figures">{number(Math.round(settled / 100))}</span>
          <span class="is-month">{t("bills.forecast.end")}</span>
          <span class="is-letter">=</span>
        </div>
      </div>
      <details class="plan-table">
        <summary class="textual">{t("bills.forecast.payments")}</summary>
        <table class="table">
          <caption class="unseen">{t("bills.forecast.payments")}</caption>
          <tbody>
            {of.instalments.map((each) => (
              <tr key={each.on}>
                <td>{day(each.on)}</td>
                <td class="quiet">
                  {each.number ? (
                    <a href={to("bill", { number: each.number })}>{each.number}</a>
                  ) : (
                    t("bills.forecast.coming")
                  )}
                </td>
                <td class="end figures nowrap">{money(each.cents, of.currency)}</td>
              </tr>
            ))}
            <tr>
              <td>{day(of.period.until_on)}</td>
              <td class="quiet">{t("bills.forecast.settlement")}</td>
              <td class="end figures nowrap">≈ {amount(settled)}</td>
            </tr>
          </tbody>
        </table>
      </details>
    </>
  );
}

function kindOf(each: Payment, next: Payment | undefined): string {
  if (each.number) return "is-done";
  return each === next ? "is-next" : "is-coming";
}
