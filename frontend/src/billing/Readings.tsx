import { shortDay, upTo } from "../../core/format";
import { down } from "../../core/icons";
import { maybe, t } from "../../core/i18n";
import { Icon } from "../ui/Icon";
import type { InvoiceDetail, LineReading } from "../wire";

/** The pairs of readings that a bill rests on, each once, the oldest first. */
function pairsOf(bill: InvoiceDetail): LineReading[] {
  const pairs = bill.lines.flatMap((line) => line.readings);
  const named = new Map(
    pairs.map((each) => [`${each.meter} ${each.register} ${each.from_on} ${each.until_on}`, each]),
  );
  return [...named.values()].toSorted(
    (a, b) =>
      a.register.localeCompare(b.register) ||
      a.meter.localeCompare(b.meter) ||
      a.from_on.localeCompare(b.from_on),
  );
}

/** The first and last reading of each register, where all that lies between follows one another. */
function endsOf(pairs: readonly LineReading[]): LineReading[] {
  const ends: LineReading[] = [];
  for (const each of pairs) {
    const last = ends.at(-1);
    const follows = last?.meter === each.meter && last.register === each.register;
    if (last && follows && last.until_on === each.from_on) {
      const { from_on, from_index, from_kind } = last;
      ends[ends.length - 1] = { ...each, from_on, from_index, from_kind };
    } else {
      ends.push(each);
    }
  }
  return ends;
}

const MANY = 6;

/** What the dial showed before and after; an estimate is hatched and never looks like a reading. */
export function Readings({ bill }: { bill: InvoiceDetail }) {
  const pairs = pairsOf(bill);
  if (pairs.length === 0) return null;
  const guessed = pairs.some((each) => each.from_kind !== "real" || each.until_kind !== "real");
  const meters = [...new Set(pairs.map((each) => each.meter))];
  const unit = t(bill.energies[0] === "electricity" ? "units.kwh" : "units.m3");
  const ends = pairs.length > MANY ? endsOf(pairs) : pairs;
  return (
    <section class="card">
      <div class="row spread">
        <h2>{t("bills.readings.title")}</h2>
        <span class="quiet small">
          {t("bills.readings.meter")} {meters.join(", ")}
        </span>
      </div>
      <Pairs of={ends} unit={unit} />
      {ends.length < pairs.length && (
        <details class="all-readings">
          <summary class="textual">
            {t("bills.readings.all", { count: pairs.length })}
            <Icon of={down} size="small" />
          </summary>
          <Pairs of={pairs} unit={unit} />
        </details>
      )}
      {guessed && <p class="quiet small">{t("bills.readings.hatched")}</p>}
    </section>
  );
}

function Pairs({ of: pairs, unit }: { of: readonly LineReading[]; unit: string }) {
  const dials = new Set(pairs.map((each) => each.register)).size;
  const meters = new Set(pairs.map((each) => each.meter)).size;
  const nameOf = ({ meter, register }: LineReading): string =>
    [meters > 1 && meter, dials > 1 && (maybe(`bills.register.${register}`) ?? register)]
      .filter(Boolean)
      .join(", ");
  return (
    <table class="table readings">
      <thead>
        <tr>
          <th scope="col">{t("bills.lines.from")}</th>
          <th scope="col">{t("bills.lines.until")}</th>
          <th scope="col" class="end">
            {t("bills.readings.used")}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((each) => (
          <tr key={each.meter + each.register + each.from_on}>
            <td>
              {nameOf(each) && <span class="small strong reading-name">{nameOf(each)}</span>}
              <Index of={each.from_index} on={each.from_on} kind={each.from_kind} />
            </td>
            <td>
              <Index of={each.until_index} on={each.until_on} kind={each.until_kind} />
            </td>
            <td class="end figures nowrap">
              {upTo(Number(each.until_index) - Number(each.from_index), 3)}
              {"\u00a0"}
              {unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
