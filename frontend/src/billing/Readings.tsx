import { shortDay, upTo } from "../../core/format";
import { maybe, t } from "../../core/i18n";
import type { InvoiceDetail, LineReading } from "../wire";

/** The pairs of readings that a bill rests on, each once, the oldest first. */
function pairsOf(bill: InvoiceDetail): LineReading[] {
  const pairs = bill.lines.flatMap((line) => line.readings);
  const named = new Map(
    pairs.map((each) => [`${each.meter} ${each.register} ${each.from_on} ${each.until_on}`, each]),
  );
  return [...named.values()].toSorted(
    (a, b) => a.register.localeCompare(b.register) || a.from_on.localeCompare(b.from_on),
  );
}

/** What the dial showed before and after; an estimate is hatched and never looks like a reading. */
export function Readings({ bill }: { bill: InvoiceDetail }) {
  const pairs = pairsOf(bill);
  if (pairs.length === 0) return null;
  const guessed = pairs.some((each) => each.from_kind !== "real" || each.until_kind !== "real");
  const meters = [...new Set(pairs.map((each) => each.meter))];
  const registers = new Set(pairs.map((each) => each.register));
  const unit = t(bill.energies[0] === "electricity" ? "units.kwh" : "units.m3");
  return (
    <section class="card">
      <div class="row spread">
        <h2>{t("bills.readings.title")}</h2>
        <span class="quiet small">
          {t("bills.readings.meter")} {meters.join(", ")}
        </span>
      </div>
      <table class="table readings" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t("bills.lines.from")}
            </th>
            <th scope="col" role="columnheader">
              {t("bills.lines.until")}
            </th>
            <th scope="col" role="columnheader" class="end">
              {t("bills.readings.used")}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {pairs.map((each) => (
            <tr key={each.meter + each.register + each.from_on} role="row">
              <td role="cell">
                {registers.size > 1 && (
                  <span class="small strong reading-name">
                    {maybe(`bills.register.${each.register}`) ?? each.register}
                  </span>
                )}
                <Index of={each.from_index} on={each.from_on} kind={each.from_kind} />
              </td>
              <td role="cell">
                <Index of={each.until_index} on={each.until_on} kind={each.until_kind} />
              </td>
              <td role="cell" class="end figures nowrap">
                {upTo(Number(each.until_index) - Number(each.from_index), 3)}
                {"\u00a0"}
                {unit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {guessed && <p class="quiet small">{t("bills.readings.hatched")}</p>}
    </section>
  );
}

function Index({ of, on, kind }: { of: string; on: string; kind: string }) {
  const real = kind === "real";
  return (
    <>
      <span class={`index figures keyed ${real ? "" : "is-hatched"}`}>{upTo(Number(of), 3)}</span>
      <span class="quiet small under">
        {shortDay(on)}, {t(real ? "bills.lines.real" : "bills.lines.estimated")}
      </span>
    </>
  );
}
