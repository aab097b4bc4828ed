import { useState } from "preact/hooks";
import { shortDay } from "../../core/format";
import { check } from "../../core/icons";
import { t } from "../../core/i18n";
import { index } from "../../core/units";
import { readings } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import type { Reading, SupplyPoint } from "../wire";

/** So many at first: what came last is what one looks for. */
const FEW = 8;

/** The readings that stand, newest first; real and estimated never look alike. */
export function History({ point }: { point: SupplyPoint }) {
  const first = useData(() => readings(point.point));
  const [more, setMore] = useState<Reading[]>([]);
  const [next, setNext] = useState<string | null>();
  const [shown, setShown] = useState(FEW);
  const cursor = next === undefined ? first.data?.next : next;
  const all = [...(first.data?.items ?? []), ...more];
  const meter = point.meter;
  if (!meter) return null;
  const label = (register: string): string =>
    meter.registers.find((each) => each.register === register)?.label ?? register;
  const many = new Set(all.map((each) => each.register)).size > 1;
  async function load() {
    setShown(shown + 24);
    if (shown + 24 <= all.length || !cursor) return;
    const page = await readings(point.point, cursor ?? undefined);
    setMore([...more, ...page.items]);
    setNext(page.next);
  }
  return (
    <section class="card">
      <h2>{t("reading.history.title")}</h2>
      {first.loading && <Ghost of="row" rows={4} />}
      {first.error ? <Failed error={first.error} again={first.again} /> : null}
      {first.data && all.length === 0 && <p class="quiet">{t("reading.history.none")}</p>}
      {all.length > 0 && (
        <table class="table history">
          <thead>
            <tr>
              <th scope="col">{t("reading.history.on")}</th>
              <th scope="col" class="end">
                {t("reading.history.index")}
              </th>
              <th scope="col">{t("reading.history.kind")}</th>
            </tr>
          </thead>
          <tbody>
            {all.slice(0, shown).map((each, at) => (
              <tr key={each.reading}>
                <td>
                  {each.on !== all[at - 1]?.on && shortDay(each.on)}
                  {many && <span class="quiet small under">{label(each.register)}</span>}
                </td>
                <td class="end figures strong">{index(each.index, meter.unit)}</td>
                <td>
                  {each.kind === "real" ? (
                    <span class="state is-good">
                      <Icon of={check} size="small" />
                      {t("reading.kind.real")}
                    </span>
                  ) : (
                    <span class="state is-guess">{t("reading.kind.estimated")}</span>
                  )}
                  <span class="quiet small under">{t(`reading.source.${each.source}`)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(cursor || shown < all.length) && (
        <Action second small onClick={() => void load()}>
          {t("reading.history.more")}
        </Action>
      )}
    </section>
  );
}
