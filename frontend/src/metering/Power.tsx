import { useState } from "preact/hooks";
import { day, dayMonth, percent, plusDays, shortMoment, today } from "../../core/format";
import { t } from "../../core/i18n";
import { bare, rate } from "../../core/units";
import { usage } from "../api";
import { Bars, type Bar } from "../charts/Bars";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import type { Bucket, SupplyPoint } from "../wire";
import "./parts.css";

const DAYS = 31;
const KILO = 1000;

function barOf(bucket: Bucket): Bar {
  return {
    name: dayMonth(bucket.on),
    whole: day(bucket.on),
    value: bucket.peak?.rate ?? null,
    estimated: 0,
    previous: null,
    kind: bucket.peak ? "real" : "missing",
  };
}

/** The highest half-hour of each of the last days, under the line of the subscribed power. */
export default function Power({ point }: { point: SupplyPoint }) {
  const [pointed, setPointed] = useState<Bar>();
  const now = today();
  const found = useData(() => usage(point.point, "day", plusDays(now, -DAYS), now));
  const buckets = found.data?.buckets ?? [];
  const known = buckets.flatMap((each) => (each.peak ? [each.peak] : []));
  if (found.data && known.length === 0) return null;
  const most = known.toSorted((a, b) => b.rate - a.rate)[0];
  const limit = found.data?.subscribed_power_va ?? undefined;
  const watts = (value: number): string => rate(value, 60, "electricity");
  const kva = limit === undefined ? "" : `${bare(limit, { divisor: KILO, sign: "", places: 1 })}\u00a0${t("units.kva")}`;
  return (
    <section class="card periods">
      <h2>{t("usage.power.title")}</h2>
      {found.error ? <Failed error={found.error} again={found.again} /> : null}
      {!found.data && !found.error && <Ghost of="tall" />}
      {most && (
        <>
          <p>
            {t("usage.power.said", { most: watts(most.rate), when: shortMoment(most.at) })}
            {limit ? ` ${t("usage.power.share", { share: percent(most.rate / limit), power: kva })}` : ""}
          </p>
          <p class="readout" aria-live="polite">
            {pointed ? `${pointed.whole} · ${pointed.value === null ? t("usage.bars.missing") : watts(pointed.value)}` : ""}
          </p>
          <Bars
            bars={buckets.map(barOf)}
            energy="electricity"
            label={t("usage.power.said", { most: watts(most.rate), when: shortMoment(most.at) })}
            figure={(value) => bare(value, { divisor: KILO, sign: "", places: 1 })}
            short={(bar, at) => (at % 5 === 0 ? bar.name : "")}
            onPoint={setPointed}
            limit={limit}
          />
          <ul class="key of-electricity keyed">
            <li>
              <svg viewBox="0 0 15 15" aria-hidden="true">
                <rect class="real" width="15" height="15" rx="3" />
              </svg>
              {t("usage.power.day")}
            </li>
            {limit && (
              <li>
                <svg viewBox="0 0 15 15" aria-hidden="true">
                  <path class="limit" d="M0 7.5H15" />
                </svg>
                {t("usage.power.line", { power: kva })}
              </li>
            )}
          </ul>
          <p class="quiet small">{t("usage.power.mean")}</p>
          <details class="figures-table">
            <summary class="textual is-bare">{t("usage.table.show")}</summary>
            <table class="table figures">
              <thead>
                <tr>
                  <th scope="col">{t("usage.table.period")}</th>
                  <th scope="col" class="end">
                    {t("usage.power.day")}
                  </th>
                  <th scope="col">{t("usage.kpi.peak")}</th>
                </tr>
              </thead>
              <tbody>
                {buckets.map((each) => (
                  <tr key={each.on}>
                    <th scope="row">{day(each.on)}</th>
                    <td class="end">{each.peak ? watts(each.peak.rate) : "–"}</td>
                    <td>{each.peak ? shortMoment(each.peak.at) : t("usage.bars.missing")}</td>
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
