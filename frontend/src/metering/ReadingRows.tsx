import { useState } from "preact/hooks";
import { shortDay } from "../../core/format";
import { camera, check, swap } from "../../core/icons";
import { t } from "../../core/i18n";
import { index } from "../../core/units";
import { readingPhoto } from "../api";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import type { Meter, Reading, SupplyPoint } from "../wire";
import { correctionPath } from "./correction";
import "./readings.css";

interface Props {
  point: SupplyPoint;
  readings: Reading[];
}

/** Readings row by row: real, estimated, corrected and replaced never look alike. */
export function ReadingRows({ point, readings }: Props) {
  const meters: Meter[] = point.meters ?? [];
  const dials = new Set(readings.map((each) => each.register)).size > 1;
  const serials = new Set(readings.map((each) => each.meter)).size > 1;
  const label = (each: Reading): string =>
    [
      serials ? t("reading.serial", { serial: each.meter }) : "",
      dials
        ? (meters
            .flatMap((meter) => meter.registers)
            .find((register) => register.register === each.register)?.label ?? each.register)
        : "",
    ]
      .filter(Boolean)
      .join(" · ");
  return (
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
        {readings.map((each, at) => {
          const before = readings[at - 1];
          const fresh = each.on !== before?.on || each.meter !== before.meter;
          const same = readings.filter(
            (other) => other.on === each.on && other.meter === each.meter && other.standing === "counts",
          );
          return (
            <tr key={each.reading} class={each.standing === "counts" ? undefined : "is-past"}>
              <td>
                {fresh && shortDay(each.on)}
                {label(each) && <span class="quiet small under">{label(each)}</span>}
              </td>
              <td class="end figures strong">
                {each.standing === "counts" ? (
                  index(each.index, each.unit)
                ) : (
                  <s>{index(each.index, each.unit)}</s>
                )}
              </td>
              <td>
                <Kind of={each} />
                <span class="quiet small under">{t(`reading.source.${each.source}`)}</span>
                {each.photo && <Photo point={point.point} reading={each.reading} />}
                {each.correctable && same[0]?.reading === each.reading && (
                  <a class="small under" href={correctionPath(point.point, each, same)}>
                    {t("reading.correct.action")}
                  </a>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Kind({ of }: { of: Reading }) {
  if (of.standing !== "counts") {
    return (
      <span class="state is-off">
        <Icon of={swap} size="small" />
        {t(`reading.standing.${of.standing}`)}
      </span>
    );
  }
  if (of.kind === "estimated") return <span class="state is-guess">{t("reading.kind.estimated")}</span>;
  return (
    <span class="state is-good">
      <Icon of={check} size="small" />
      {t("reading.kind.real")}
    </span>
  );
}

/** The photo beside its reading, once asked for: its link lives five minutes. */
function Photo({ point, reading }: { point: string; reading: string }) {
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<unknown>();
  async function show() {
    setError(undefined);
    try {
      setUrl((await readingPhoto(point, reading)).url);
    } catch (reason) {
      setError(reason);
    }
  }
  if (error) return <Refused error={error} />;
  if (url) {
    return (
      <a href={url} target="_blank" rel="noreferrer" class="photo-shown">
        <img src={url} alt={t("reading.photo.alt")} />
      </a>
    );
  }
  return (
    <button type="button" class="photo-see small" onClick={() => void show()}>
      <Icon of={camera} size="small" />
      {t("reading.photo.see")}
    </button>
  );
}
