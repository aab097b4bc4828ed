import { useId } from "preact/hooks";
import { roundMoney } from "../../core/format";
import { car, heat, tank } from "../../core/icons";
import { t } from "../../core/i18n";
import { bare } from "../../core/units";
import { Icon } from "../ui/Icon";
import type { Equipment, Simulation } from "../wire";

export type Kind = Equipment["kind"];

/** What may come into a home, with the size that is usual and the most that is believed. */
export const KINDS: readonly { kind: Kind; icon: string; size: number; most: number }[] = [
  { kind: "car", icon: car, size: 12_000, most: 100_000 },
  { kind: "heat_pump", icon: heat, size: 100, most: 1000 },
  { kind: "water_heater", icon: tank, size: 3, most: 20 },
];

const KILO = 1000;

interface TariffsProps {
  offers: Simulation["offers"];
  chosen: string;
  mine: string;
  onChoose: (tariff: string) => void;
}

/** Every tariff that the point could have, cheapest first, with what the changed year would cost. */
export function Tariffs({ offers, chosen, mine, onChoose }: TariffsProps) {
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

export function Powers({ powers, chosen, mine, onChoose }: PowersProps) {
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

export function kva(va: number): string {
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
export function Thing({ kind, icon, size, usual, most, onSize }: ThingProps) {
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
