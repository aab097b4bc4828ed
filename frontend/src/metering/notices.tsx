import { useState } from "preact/hooks";
import { day, moment, today } from "../../core/format";
import { antenna, bars, bell, bolt, clock, dial, drop } from "../../core/icons";
import { t } from "../../core/i18n";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Fluids } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { Notice, SupplyPoint } from "../wire";
import { held, usePoint } from "./points";
import "../consents/consents.css";
import { chooseNotice, notices } from "./calls";
import "./notices.css";

const ICONS: Record<Notice["notice"], string> = {
  reading_due: dial,
  use_raised: bars,
  gas_raised: bars,
  power_near: bolt,
  leak_night: drop,
  leak_empty: drop,
  leak_year: drop,
  meter_silent: antenna,
};

/** What we tell unasked: each kind explained, what was said of it, and its switch. */
export function Notices() {
  const { found, points, point, choose } = usePoint((each) => held(each, today()));
  return (
    <Shell
      title={t("notices.page")}
      narrow
      tools={point && <Fluids points={points} chosen={point} onChoose={choose} label={t("notices.page")} />}
    >
      <div class="stack">
        <p>{t("notices.intro")}</p>
        {found.error ? <Failed error={found.error} again={found.again} /> : null}
        {!found.data && !found.error && <Ghost of="block" />}
        {found.data && !point && <Note>{t("notices.none")}</Note>}
        {point && <OfPoint key={point.point} point={point} />}
      </div>
    </Shell>
  );
}

function OfPoint({ point }: { point: SupplyPoint }) {
  const { data, error, again } = useData(() => notices(point.point));
  const [changed, setChanged] = useState<Record<string, boolean>>({});
  const [busy, setBusy] = useState<Notice["notice"]>();
  const [refused, setRefused] = useState<unknown>();

  async function turn(item: Notice): Promise<void> {
    if (busy) return;
    setBusy(item.notice);
    setRefused(undefined);
    try {
      const { on } = await chooseNotice(point.point, item.notice, !(changed[item.notice] ?? item.on));
      setChanged((before) => ({ ...before, [item.notice]: on }));
    } catch (reason) {
      setRefused(reason);
    } finally {
      setBusy(undefined);
    }
  }

  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="block" />;
  return (
    <>
      {refused ? <Refused error={refused} /> : null}
      <ul class="card switches notices">
        {data.items.map((item) => (
          <Kind
            key={item.notice}
            item={item}
            on={changed[item.notice] ?? item.on}
            busy={busy === item.notice}
            onTurn={turn}
          />
        ))}
      </ul>
      <Note icon={bell}>
        <p>{t("notices.mail")}</p>
        {point.energy === "water" && <p>{t("notices.law")}</p>}
      </Note>
    </>
  );
}

interface KindProps {
  item: Notice;
  on: boolean;
  busy: boolean;
  onTurn: (item: Notice) => Promise<void>;
}

function Kind({ item, on, busy, onTurn }: KindProps) {
  const { notice, noticed } = item;
  return (
    <li>
      <div>
        <p class="switch-title">
          <Icon of={ICONS[notice]} />
          <span class="strong" id={`${notice}-title`}>
            {t(`notices.${notice}.title`)}
          </span>
          {!on && <span class="state">{t("notices.off")}</span>}
        </p>
        <p class="quiet">{t(`notices.${notice}.more`)}</p>
        {noticed.length === 0 ? (
          <p class="quiet small past-none">{t("notices.never")}</p>
        ) : (
          <ol class="past" aria-label={t("notices.past")}>
            {noticed.map((each) => (
              <li key={each.since_on}>
                <Icon of={clock} size="small" />
                <div>
                  <p class="strong">{each.sentence}</p>
                  <p class="quiet small">
                    {t("notices.since", { since: day(each.since_on), seen: day(each.seen_on) })}
                    {each.told_at && ` ${t("notices.told", { when: moment(each.told_at) })}`}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        )}
      </div>
      <button
        type="button"
        role="switch"
        class={`switch is-${on ? "active" : "off"}`}
        aria-checked={on}
        aria-labelledby={`${notice}-title`}
        aria-disabled={busy ? "true" : undefined}
        onClick={() => void onTurn(item)}
      >
        <i />
      </button>
    </li>
  );
}
