import { useState } from "preact/hooks";
import { change, day, letterMonth, month, shortMonth } from "../../core/format";
import { t } from "../../core/i18n";
import { bare, quantity, scale } from "../../core/units";
import { Problem } from "../api";
import { Bars, type Bar } from "../charts/Bars";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import type { SupplyPoint, UsualYear } from "../wire";
import { usualYear } from "./calls";
import "./parts.css";

function barOf(each: UsualYear["months"][number]): Bar {
  return {
    name: shortMonth(each.on),
    whole: month(each.on),
    value: each.amount,
    estimated: each.estimated_amount,
    previous: each.usual_amount,
    kind: each.amount === null ? "missing" : each.estimated_amount > 0 ? "estimated" : "real",
  };
}

/** The last twelve months beside the year that is usual here, whatever the weather was. */
export default function Usual({ point }: { point: SupplyPoint }) {
  const { energy } = point;
  const [pointed, setPointed] = useState<Bar>();
  const found = useData(() => usualYear(point.point));
  const { data, error } = found;
  const early = error instanceof Problem && error.code === "usual_too_early";
  const said = (value: number): string => quantity(value, data?.unit ?? "Wh", data?.total ?? value);
  const bars = data?.months.map(barOf) ?? [];
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.value ?? 0, bar.previous ?? 0]));
  const chosen = scale(data?.unit ?? "Wh", most);
  const off = data && data.usual_total > 0 ? data.total / data.usual_total - 1 : 0;
  const conclusion =
    data &&
    t("usage.usual.said", { total: said(data.total), usual: said(data.usual_total), change: change(off) });
  return (
    <section class="card periods">
      <h2>{t("usage.usual.title")}</h2>
      {early && <p class="quiet">{`${error.detail} ${error.next}`}</p>}
      {error && !early ? <Failed error={error} again={found.again} /> : null}
      {!data && !error && <Ghost of="tall" />}
      {data && conclusion && (
        <>
          <p>
            {conclusion}
            {energy === "water" ? "" : ` ${t("usage.usual.base", { base: said(data.base_total) })}`}
          </p>
          <p class="readout" aria-live="polite">
            {pointed
              ? `${pointed.whole} · ${pointed.value === null ? t("usage.bars.missing") : said(pointed.value)} · ${t("usage.usual.usual")} ${said(pointed.previous ?? 0)}`
              : `${month(data.from_on)} – ${bars.at(-1)?.whole ?? ""}`}
          </p>
          <Bars
            bars={bars}
            energy={energy}
            label={conclusion}
            figure={(value) => bare(value, chosen)}
            short={(_bar, at) => letterMonth(data.months[at]?.on ?? "")}
            onPoint={setPointed}
          />
          <ul class={`key of-${energy} keyed`}>
            <li>
              <svg viewBox="0 0 15 15" aria-hidden="true">
                <rect class="real" width="15" height="15" rx="3" />
              </svg>
              {t("usage.usual.now")} ({chosen.sign})
            </li>
            {bars.some((bar) => bar.kind === "estimated") && (
              <li>
                <svg viewBox="0 0 15 15" aria-hidden="true">
                  <rect fill={`url(#hatch-${energy})`} width="15" height="15" rx="3" />
                </svg>
                {t("usage.bars.estimated")}
              </li>
            )}
            <li>
              <svg viewBox="0 0 15 15" aria-hidden="true">
                <rect class="past" width="15" height="15" rx="3" />
              </svg>
              {t("usage.usual.usual")}
            </li>
          </ul>
          <p class="quiet small">{t("usage.usual.what", { since: day(data.past_from_on) })}</p>
          <details class="figures-table">
            <summary class="textual is-bare">{t("usage.table.show")}</summary>
            <table class="table figures">
              <thead>
                <tr>
                  <th scope="col">{t("usage.table.period")}</th>
                  <th scope="col" class="end">
                    {t("usage.usual.now")}
                  </th>
                  <th scope="col" class="end">
                    {t("usage.usual.usual")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.months.map((each) => (
                  <tr key={each.on}>
                    <th scope="row">{month(each.on)}</th>
                    <td class="end">{each.amount === null ? "–" : said(each.amount)}</td>
                    <td class="end quiet">{said(each.usual_amount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
