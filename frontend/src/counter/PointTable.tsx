import { useState } from "preact/hooks";
import { shortDay, upTo } from "../../core/format";
import { t } from "../../core/i18n";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { readings, type Point } from "./calls";

const SHOWN = 12;

/** Where a customer is supplied, under which contract, and what was read there last. */
export function PointTable({ number, points }: { number: string; points: Point[] }) {
  if (points.length === 0) return <p class="quiet small">{t("counter.point.none")}</p>;
  return (
    <ul class="points">
      {points.map((each) => (
        <li key={each.point}>
          <div class="point-head">
            <Icon of={SYMBOLS[each.energy]} class={`tint of-${each.energy}`} />
            <span>
              <span class="strong">{each.label}</span>
              <span class="quiet small under">
                {each.address.street}, {each.address.postcode} {each.address.place}
              </span>
            </span>
            <span class="point-contract">
              <span class="figures">{each.contract.contract}</span>
              <span class="quiet small under">
                {each.contract.tariff_name}
                {each.contract.ended_on
                  ? ` · ${t("counter.point.ended", { on: shortDay(each.contract.ended_on) })}`
                  : ""}
              </span>
            </span>
          </div>
          {(each.meters ?? []).map((meter) => (
            <p key={meter.serial} class="meter small">
              <span class="quiet">{t("counter.point.meter")}</span> <span class="figures">{meter.serial}</span>
              {meter.communicating && <span class="quiet"> · {t("counter.point.automatic")}</span>}
              {meter.registers.map((register) =>
                register.last ? (
                  <span key={register.register} class="meter-last figures">
                    {meter.registers.length > 1 ? `${register.label} ` : ""}
                    {upTo(Number(register.last.index), 3)} {meter.unit === "kWh" ? "kWh" : "m³"}
                    <span class="quiet">
                      {" "}
                      {shortDay(register.last.on)}
                      {register.last.kind === "estimated" ? `, ${t("counter.point.estimated")}` : ""}
                    </span>
                  </span>
                ) : null,
              )}
            </p>
          ))}
          <Past number={number} point={each} />
        </li>
      ))}
    </ul>
  );
}

/** All readings of a point, asked for when somebody wants to see them. */
function Past({ number, point }: { number: string; point: Point }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="past" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="textual is-tight small">{t("counter.point.readings")}</summary>
      {open && <Readings number={number} point={point.point} />}
    </details>
  );
}

function Readings({ number, point }: { number: string; point: string }) {
  const { data, error, again } = useData(() => readings(number, point), [number, point]);
  if (error) return <Failed error={error} again={again} />;
  if (!data) return <Ghost of="line" rows={3} />;
  return (
    <table class="dense-table">
      <tbody>
        {data.items.slice(0, SHOWN).map((each) => (
          <tr key={each.reading}>
            <td class="nowrap">{shortDay(each.on)}</td>
            <td class="figures">
              {upTo(Number(each.index), 3)} {each.unit === "kWh" ? "kWh" : "m³"}
            </td>
            <td class="quiet small">{t(`counter.source.${each.source}`)}</td>
            <td class="quiet small">{each.kind === "estimated" ? t("counter.point.estimated") : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
