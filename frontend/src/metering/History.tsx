import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { readings } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import type { SupplyPoint } from "../wire";
import { ReadingRows } from "./ReadingRows";

/** So many here: what came last is what one looks for; the rest has a page of its own. */
const FEW = 6;

interface Props {
  point: SupplyPoint;
  /** The name of the point, where several stand one under the other. */
  name?: string;
}

/** The last readings of a point, newest first. */
export function History({ point, name }: Props) {
  const first = useData(() => readings(point.point));
  const all = first.data?.items ?? [];
  return (
    <section class="card">
      <h2>{name ? t("reading.history.of", { name }) : t("reading.history.title")}</h2>
      {first.loading && <Ghost of="row" rows={4} />}
      {first.error ? <Failed error={first.error} again={first.again} /> : null}
      {first.data && all.length === 0 && <p class="quiet">{t("reading.history.none")}</p>}
      {all.length > 0 && <ReadingRows point={point} readings={all.slice(0, FEW)} />}
      {all.length > FEW && (
        <p>
          <a href={to("readings", { point: point.point })}>{t("reading.history.all")}</a>
        </p>
      )}
    </section>
  );
}
