import { useEffect, useState } from "preact/hooks";
import { check, clock, cross, hourglass } from "../../core/icons";
import { day } from "../../core/format";
import { t } from "../../core/i18n";
import { consent, consents, supplyPoints } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { asked, Fluids, remember } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Consent, Purpose, SupplyPoint } from "../wire";
import "./consents.css";

const PURPOSES: readonly Purpose[] = ["recording", "daily", "half_hourly", "advice"];
/** What is collected under these is erased a while after they are taken back. */
const COLLECTED = new Set<Purpose>(["daily", "half_hourly"]);
const LOOK_AGAIN_MS = 2500;

/** One switch for each purpose: off, pending while the grid answers, active, and off again. */
export function Consents() {
  const points = useData(() => supplyPoints());
  const [chosen, setChosen] = useState<SupplyPoint>();
  const smart = (points.data?.items ?? []).filter((each) => each.meter?.communicating);
  const point = chosen ?? (smart.length > 0 ? asked(smart) : undefined);
  const choose = (next: SupplyPoint): void => {
    remember(next);
    setChosen(next);
  };
  return (
    <Shell title={t("more.consents.page")} narrow>
      <div class="stack">
        <p>{t("more.consents.intro")}</p>
        {points.error ? <Failed error={points.error} again={points.again} /> : null}
        {!points.data && !points.error && <Ghost of="block" />}
        {points.data && !point && <Note>{t("more.consents.none")}</Note>}
        {point && (
          <>
            <Fluids points={smart} chosen={point} onChoose={choose} label={t("more.consents.page")} />
            <Switches key={point.point} point={point.point} />
          </>
        )}
        <Note>
          <p>{t("more.consents.keep")}</p>
          <p>{t("more.consents.history")}</p>
        </Note>
      </div>
    </Shell>
  );
}

function Switches({ point }: { point: string }) {
  const { data, error, again } = useData(() => consents(point), [point]);
  const [refused, setRefused] = useState<unknown>();
  const [busy, setBusy] = useState<readonly Purpose[]>([]);
  const [taken, setTaken] = useState<Purpose>();
  const waiting = data?.items.some((each) => each.state === "pending") ?? false;
  useEffect(() => {
    if (!waiting) return;
    const later = setTimeout(again, LOOK_AGAIN_MS);
    return () => clearTimeout(later);
  }, [waiting, data]);

  async function turn(item: Consent): Promise<void> {
    if (busy.includes(item.purpose)) return;
    setBusy((last) => [...last, item.purpose]);
    setRefused(undefined);
    const on = item.state === "off" || item.state === "expired";
    try {
      await consent(point, item.purpose, on);
      setTaken(!on && item.state === "active" && COLLECTED.has(item.purpose) ? item.purpose : undefined);
      again();
    } catch (reason) {
      setRefused(reason);
    } finally {
      setBusy((last) => last.filter((each) => each !== item.purpose));
    }
  }

  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="block" />;
  return (
    <>
      {refused ? <Refused error={refused} /> : null}
      <ul class="card switches">
        {PURPOSES.flatMap((purpose) => data.items.filter((item) => item.purpose === purpose)).map(
          (item) => (
            <Switch
              key={item.purpose}
              item={item}
              busy={busy.includes(item.purpose)}
              taken={taken === item.purpose}
              onTurn={turn}
            />
          ),
        )}
      </ul>
    </>
  );
}

interface SwitchProps {
  item: Consent;
  busy: boolean;
  /** Just taken back: what was collected is still there for a while. */
  taken: boolean;
  onTurn: (item: Consent) => Promise<void>;
}

function Switch({ item, busy, taken, onTurn }: SwitchProps) {
  const { purpose, state } = item;
  const on = state === "active" || state === "pending";
  return (
    <li>
      <div>
        <p class="switch-title">
          <span class="strong" id={`${purpose}-title`}>
            {t(`more.consents.purpose.${purpose}`)}
          </span>
          <span class={`state is-${LOOKS[state][1]}`} aria-live="polite">
            <Icon of={LOOKS[state][0]} size="small" />
            {t(`more.consents.${state}`)}
            {state === "active" && item.until_on
              ? ` ${t("more.consents.until", { day: day(item.until_on) })}`
              : ""}
          </span>
        </p>
        <p class="quiet">{t(`more.consents.purpose.${purpose}_more`)}</p>
        {item.why && <p class="small">{item.why}</p>}
        {taken && (
          <p class="small taken" role="status">
            <Icon of={hourglass} size="small" />
            {t("more.consents.erased")}
          </p>
        )}
        {item.wording && (
          <details class="help">
            <summary>{t("more.consents.accept")}</summary>
            <p>{item.wording}</p>
          </details>
        )}
      </div>
      <button
        type="button"
        role="switch"
        class={`switch is-${state}`}
        aria-checked={on}
        aria-labelledby={`${purpose}-title`}
        aria-disabled={busy ? "true" : undefined}
        onClick={() => void onTurn(item)}
      >
        <i />
      </button>
    </li>
  );
}

const LOOKS = {
  off: [cross, "off"],
  pending: [hourglass, "soon"],
  active: [check, "good"],
  expired: [clock, "bad"],
} as const;
