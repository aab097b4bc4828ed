import { useMemo } from "preact/hooks";
import { antenna, forward } from "../../core/icons";
import { moment, plusDays, plusMonths, today } from "../../core/format";
import { t } from "../../core/i18n";
import { unpack } from "../../core/loadcurve";
import { to } from "../../core/page";
import { peak } from "../../core/series";
import { rate } from "../../core/units";
import { loadCurve } from "../api";
import { sharingOf } from "../metering/sharing";
import { Cloth } from "../ui/Cloth";
import { Year } from "../charts/Year";
import { useData } from "../ui/data";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import type { SupplyPoint } from "../wire";

/** The customer's own year, where a meter sends it; where it could, the way to allow it. */
export default function YearCard({ points }: { points: SupplyPoint[] }) {
  const point = points.find((each) => each.meter?.communicating);
  return point ? <Woven point={point} /> : null;
}

function Woven({ point }: { point: SupplyPoint }) {
  const now = today();
  const found = useData(async () => {
    const { curve } = await sharingOf(point);
    return curve ? loadCurve(point.point, plusMonths(now, -12), now) : undefined;
  });
  const curve = useMemo(() => found.data && unpack(found.data), [found.data]);
  const most = useMemo(() => curve && peak(curve), [curve]);
  if (found.error) return null;
  const empty = !found.loading && !most;
  return (
    <section class="jewel">
      <div class="jewel-head">
        <h2>{t("home.year.title")}</h2>
        {!empty && (
          <a class="textual" href={to("usage", { point: point.point })}>
            {t("home.year.open")}
            <Icon of={forward} size="small" />
          </a>
        )}
      </div>
      {empty ? (
        <div class="jewel-ask">
          <span class="jewel-dream" aria-hidden="true">
            <Cloth energy={point.energy} />
          </span>
          <Icon of={antenna} size="large" />
          <p>{t(found.data ? "home.year.soon" : "home.year.consent")}</p>
          <a class="textual" href={to("consents", { point: point.point })}>
            {t("home.year.consent_open")}
            <Icon of={forward} size="small" />
          </a>
        </div>
      ) : curve && most ? (
        <Year
          curve={curve}
          energy={point.energy}
          label={t("usage.year.picture", {
            peak: rate(most.value, curve.step, point.energy),
            when: moment(most.at),
          })}
          onDay={(day) =>
            location.assign(to("usage", { point: point.point, day: plusDays(curve.from, day) }))
          }
        />
      ) : (
        <Ghost of="tall" />
      )}
    </section>
  );
}
