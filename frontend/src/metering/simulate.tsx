import { useEffect, useId, useState } from "preact/hooks";
import { letterMonth, money, month, roundMoney, shortMonth, today } from "../../core/format";
import { alert, car, check, heat, tank } from "../../core/icons";
import { t } from "../../core/i18n";
import { bare, quantity, rate } from "../../core/units";
import { Bars, type Bar } from "../charts/Bars";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Fluids } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Equipment, Simulation, SimulationForm, SupplyPoint } from "../wire";
import { held, usePoint } from "./points";
import { simulated } from "./calls";
import "./simulate.css";

type Kind = Equipment["kind"];

const KINDS: readonly { kind: Kind; icon: string; size: number; most: number }[] = [
  { kind: "car", icon: car, size: 12_000, most: 100_000 },
  { kind: "heat_pump", icon: heat, size: 100, most: 1000 },
  { kind: "water_heater", icon: tank, size: 3, most: 20 },
];
const PAUSE_MS = 350;
const KILO = 1000;

/** What would it cost me: another tariff, another power, something new in the home. */
export function Simulate() {
  const { found, points, point, choose } = usePoint((each) => held(each, today()) && Boolean(each.meter));
  return (
    <Shell
      title={t("simulate.page")}
      tools={point && <Fluids points={points} chosen={point} onChoose={choose} label={t("simulate.page")} />}
    >
      <p class="lede">{t("simulate.intro")}</p>
      {found.error ? <Failed error={found.error} again={found.again} /> : null}
      {!found.data && !found.error && <Ghost of="tall" />}
      {found.data && !point && <Note>{t("simulate.none")}</Note>}
      {point && <OfPoint key={point.point} point={point} />}
    </Shell>
  );
}

/** The same value once it has stood still for a moment, so that typing asks only once. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const later = setTimeout(() => setRested(value), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  return rested;
}

function OfPoint({ point }: { point: SupplyPoint }) {
  const [tariff, setTariff] = useState(point.contract.tariff);
  const [power, setPower] = useState<number>();
  const [sizes, setSizes] = useState<Partial<Record<Kind, number>>>({});
  const equipment = KINDS.flatMap(({ kind }) => {
    const size = sizes[kind];
    return size === undefined ? [] : [{ kind, size: Math.max(1, size || 1) }];
  });
  const form: SimulationForm = {
    tariff,
    ...(power ? { subscribed_power_va: power } : {}),
    equipment,
  };
  const asked = useRested(form);
  const found = useData(() => simulated(point.point, asked), [JSON.stringify(asked)]);
  const [known, setKnown] = useState<Simulation>();
  useEffect(() => {
    if (found.data) setKnown(found.data);
  }, [found.data]);
  const electric = point.energy === "electricity";
  if (!known) return found.error ? <Failed error={found.error} again={found.again} /> : <Ghost of="tall" />;
  const waiting = found.loading || JSON.stringify(form) !== JSON.stringify(asked);
  return (
    <div class="simulate">
      <form class="card" onSubmit={(event) => event.preventDefault()}>
        <Tariffs offers={known.offers} chosen={tariff} mine={point.contract.tariff} onChoose={setTariff} />
        {!electric && known.offers.length < 2 && <p class="quiet small">{t("simulate.only")}</p>}
        {electric && known.powers.length > 1 && (
          <Powers
            powers={known.powers}
            chosen={known.then.subscribed_power_va ?? undefined}
            mine={point.contract.subscribed_power_va ?? undefined}
            onChoose={setPower}
          />
        )}
        {electric && (
          <fieldset>
            <legend>{t("simulate.equipment")}</legend>
            {KINDS.map(({ kind, icon, size, most }) => (
              <Thing
                key={kind}
                kind={kind}
                icon={icon}
                most={most}
                size={sizes[kind]}
                onSize={(next) => setSizes((before) => ({ ...before, [kind]: next }))}
                usual={size}
              />
            ))}
          </fieldset>
        )}
      </form>
      <div class="stack" aria-busy={waiting}>
        {found.error ? <Failed error={found.error} again={found.again} /> : null}
        <Result known={known} point={point} />
      </div>
    </div>
  );
}

interface TariffsProps {
  offers: Simulation["offers"];
  chosen: string;
  mine: string;
  onChoose: (tariff: string) => void;
}

/** Every tariff that the point could have, cheapest first, with what the changed year would cost. */
function Tariffs({ offers, chosen, mine, onChoose }: TariffsProps) {
  const name = useId();
  return (
    <fieldset>
      <legend>{t("simulate.tariff")}</legend>
      <div class="choices">
        {offers.map((each) => (
          <label key={each.tariff}>
            <input
              type="radio"
              name={name}
              checked={each.tariff === chosen}
              onChange={() => onChoose(each.tariff)}
            />
            <span>
              <span class="strong">{each.tariff_name}</span>
              {each.tariff === mine && <span class="quiet small">{t("simulate.mine")}</span>}
              {each.coloured && <span class="quiet small">{t("simulate.coloured")}</span>}
            </span>
            <span class="figures">
              {each.cents === null ? t(`simulate.reason.${each.reason || "no_price"}`) : roundMoney(each.cents)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface PowersProps {
  powers: number[];
  chosen: number | undefined;
  mine: number | undefined;
  onChoose: (power: number) => void;
}

function Powers({ powers, chosen, mine, onChoose }: PowersProps) {
  return (
    <div class="field">
      <p class="label">{t("simulate.power")}</p>
      <div class="pills" role="group" aria-label={t("simulate.power")}>
        {powers.map((each) => (
          <button key={each} type="button" class="pill" aria-pressed={each === chosen} onClick={() => onChoose(each)}>
            {kva(each)}
            {each === mine && <span class="unseen">{t("simulate.mine")}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}

function kva(va: number): string {
  return `${bare(va, { divisor: KILO, sign: "", places: 1 })}\u00a0${t("units.kva")}`;
}

interface ThingProps {
  kind: Kind;
  icon: string;
  size: number | undefined;
  usual: number;
  most: number;
  onSize: (size: number | undefined) => void;
}

/** Something new in the home, switched on and off, with its size. */
function Thing({ kind, icon, size, usual, most, onSize }: ThingProps) {
  const id = useId();
  const on = size !== undefined;
  return (
    <div class="thing">
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={(event) => onSize(event.currentTarget.checked ? usual : undefined)}
      />
      <label for={id}>
        <Icon of={icon} />
        {t(`simulate.${kind}`)}
      </label>
      {on && (
        <span class="thing-size">
          <input
            inputmode="numeric"
            value={size ? String(size) : ""}
            aria-label={t(`simulate.${kind}_size`)}
            maxlength={6}
            onInput={(event) => {
              const digits = Number(event.currentTarget.value.replace(/\D/g, ""));
              onSize(Math.min(most, digits));
            }}
          />
          <span class="quiet small">{t(`simulate.${kind}_unit`)}</span>
        </span>
      )}
    </div>
  );
}

function Result({ known, point }: { known: Simulation; point: SupplyPoint }) {
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
