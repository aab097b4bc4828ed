import { useEffect, useState } from "preact/hooks";
import { today } from "../../core/format";
import { t } from "../../core/i18n";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Fluids } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Simulation, SimulationForm, SupplyPoint } from "../wire";
import { held, usePoint } from "./points";
import { simulated } from "./calls";
import { KINDS, Powers, Tariffs, Thing, type Kind } from "./Choices";
import { Result } from "./Difference";
import "./simulate.css";

const PAUSE_MS = 350;

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
