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
            <Row
              key={`${each.on} ${each.register} ${each.reading}`}
              of={each}
              point={point.point}
              on={fresh ? shortDay(each.on) : ""}
              label={label(each)}
              correct={
                each.correctable && same[0] === each
                  ? correctionPath(point.point, each, same)
                  : undefined
              }
            />
          );
        })}
      </tbody>
    </table>
  );
}

interface RowProps {
  of: Reading;
  point: string;
  on: string;
  label: string;
  correct: string | undefined;
}

/** One reading; its photo opens under it, once asked for: the link lives five minutes. */
function Row({ of, point, on, label, correct }: RowProps) {
  const [url, setUrl] = useState<string>();
  const [error, setError] = useState<unknown>();
  const shown = index(of.index, of.unit);
  async function toggle() {
    setError(undefined);
    if (url) {
      setUrl(undefined);
      return;
    }
    try {
      setUrl((await readingPhoto(point, of.reading)).url);
    } catch (reason) {
      setError(reason);
    }
  }
  return (
    <>
      <tr class={of.standing === "counts" ? undefined : "is-past"}>
        <td>
          {on}
          {label && <span class="quiet small under">{label}</span>}
        </td>
        <td class="end figures strong">{of.standing === "counts" ? shown : <s>{shown}</s>}</td>
        <td>
          <Kind of={of} />
          <span class="quiet small under">{t(`reading.source.${of.source}`)}</span>
          {of.photo && (
            <button type="button" class="photo-see small" aria-expanded={url !== undefined} onClick={() => void toggle()}>
              <Icon of={camera} size="small" />
              {t(url ? "reading.photo.hide" : "reading.photo.see")}
            </button>
          )}
          {correct && (
            <a class="small under" href={correct}>
              {t("reading.correct.action")}
            </a>
          )}
        </td>
      </tr>
      {(url || error) && (
        <tr class="photo-row">
          <td colSpan={3}>
            {error ? <Refused error={error} /> : null}
            {url && (
              <a href={url} target="_blank" rel="noreferrer">
                <img src={url} alt={t("reading.photo.alt")} />
              </a>
            )}
          </td>
        </tr>
      )}
    </>
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
