import { useState } from "preact/hooks";
import { letterMonth, money, month, roundMoney, shortMonth } from "../../core/format";
import { alert, check } from "../../core/icons";
import { t } from "../../core/i18n";
import { quantity, rate } from "../../core/units";
import { Bars, type Bar } from "../charts/Bars";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import type { Simulation, SupplyPoint } from "../wire";
import { kva } from "./Choices";

/** What a changed year would cost beside the present one, month by month. */
export function Result({ known, point }: { known: Simulation; point: SupplyPoint }) {
  const [pointed, setPointed] = useState<Bar>();
  const { now, then, difference_cents: off, currency } = known;
  const same = off === 0 && now.amount === then.amount && now.tariff === then.tariff;
  const bars = then.months.map((each, at): Bar => {
    const before = now.months[at]?.cents ?? null;
    return {
      name: shortMonth(each.on),
      whole: month(each.on),
      value: each.cents,
      estimated: 0,
      previous: same ? null : before,
      kind: each.cents === null ? "missing" : "real",
    };
  });
  const year = then.cents === null ? "–" : roundMoney(then.cents, currency);
  return (
    <>
      <section class="card result" aria-live="polite">
        <p class="quiet small">{t(same ? "simulate.as_now" : "simulate.changed")}</p>
        <p class="answer">
          {year}
          <span class="quiet small"> {t("simulate.a_year")}</span>
        </p>
        {off !== null && !same && (
          <p class={`strong ${off <= 0 ? "is-less" : "is-more"}`}>
            {t(off <= 0 ? "simulate.less" : "simulate.more", { amount: roundMoney(Math.abs(off), currency) })}
          </p>
        )}
        {off === null && <p>{t("simulate.unknown")}</p>}
        <p class="quiet small">
          {t("simulate.used", { amount: quantity(then.amount, known.unit) })}
          {known.peak_w !== null && ` ${t("simulate.peak", { peak: rate(known.peak_w, 60, point.energy) })}`}
        </p>
        <Fits known={known} />
      </section>
      <section class="card periods">
        <h2>{t("simulate.months")}</h2>
        <p class="readout" aria-live="polite">
          {pointed && pointed.value !== null
            ? `${pointed.whole} · ${money(pointed.value, currency)}${pointed.previous === null ? "" : ` (${t("simulate.now")} ${money(pointed.previous, currency)})`}`
            : `${month(known.from_on)} – ${bars.at(-1)?.whole ?? ""}`}
        </p>
        <Bars
          bars={bars}
          energy={point.energy}
          label={t("simulate.picture", { year })}
          figure={(value) => roundMoney(value, currency)}
          short={(_bar, at) => letterMonth(then.months[at]?.on ?? "")}
          onPoint={setPointed}
        />
        <ul class={`key of-${point.energy} keyed`}>
          <li>
            <svg viewBox="0 0 15 15" aria-hidden="true">
              <rect class="real" width="15" height="15" rx="3" />
            </svg>
            {t(same ? "simulate.now" : "simulate.then")}
          </li>
          {!same && (
            <li>
              <svg viewBox="0 0 15 15" aria-hidden="true">
                <rect class="past" width="15" height="15" rx="3" />
              </svg>
              {t("simulate.now")}
            </li>
          )}
        </ul>
        <Figures known={known} />
      </section>
      <Note>
        {known.peak_w !== null && <p>{t(`simulate.basis_${known.basis}`, { count: known.measured_days })}</p>}
        <p>{t("simulate.prices")}</p>
      </Note>
    </>
  );
}

/** Whether the subscribed power would do. */
function Fits({ known }: { known: Simulation }) {
  const power = known.then.subscribed_power_va;
  if (!power || known.peak_w === null) return null;
  const over = known.over_power > 0;
  return (
    <p class={`state is-${over ? "bad" : "good"} fits`}>
      <Icon of={over ? alert : check} size="small" />
      {over
        ? t("simulate.over", { count: known.over_power, power: kva(power) })
        : t("simulate.fits", { power: kva(power) })}
    </p>
  );
}

function Figures({ known }: { known: Simulation }) {
  const { now, then, currency } = known;
  const said = (cents: number | null | undefined): string => (cents == null ? "–" : money(cents, currency));
  return (
    <details class="figures-table">
      <summary class="textual is-bare">{t("simulate.table")}</summary>
      <table class="table figures">
        <thead>
          <tr>
            <th scope="col">{t("simulate.month")}</th>
            <th scope="col" class="end">
              {t("simulate.now")}
            </th>
            <th scope="col" class="end">
              {t("simulate.then")}
            </th>
          </tr>
        </thead>
        <tbody>
          {then.months.map((each, at) => (
            <tr key={each.on}>
              <th scope="row">{month(each.on)}</th>
              <td class="end quiet">{said(now.months[at]?.cents)}</td>
              <td class="end">{said(each.cents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
