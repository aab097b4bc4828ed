import { useEffect, useId, useRef, useState } from "preact/hooks";
import { plusDays, plusMonths, today, year } from "../../core/format";
import { check, cross } from "../../core/icons";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { Wrong } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import type { Exported, ExportForm, SupplyPoint } from "../wire";
import { exported } from "./calls";
import "./export.css";

type Format = ExportForm["format"];
type Fineness = ExportForm["step"];
type Span = "year" | "this" | "last" | "own";

const FORMATS: readonly Format[] = ["csv", "json", "green_button"];

interface Props {
  point: SupplyPoint;
  /** Whether there are half-hours to write. */
  fine: boolean;
  onClose: () => void;
}

/** A sheet that asks what to write into the file: which period, how fine, for which program. */
export default function Export({ point, fine, onClose }: Props) {
  const sheet = useRef<HTMLDialogElement>(null);
  const now = today();
  const [format, setFormat] = useState<Format>("csv");
  const [step, setStep] = useState<Fineness>(fine ? "half_hour" : "month");
  const [span, setSpan] = useState<Span>("year");
  const [from, setFrom] = useState(plusMonths(now, -1));
  const [last, setLast] = useState(plusDays(now, -1));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const [ready, setReady] = useState<Exported>();
  const name = useId();
  useEffect(() => sheet.current?.showModal(), []);

  const spans: Record<Exclude<Span, "own">, [from: string, until: string]> = {
    year: [plusMonths(now, -12), now],
    this: [`${year(now)}-01-01`, now],
    last: [`${Number(year(now)) - 1}-01-01`, `${year(now)}-01-01`],
  };
  const reversed = span === "own" && (!from || !last || last < from);

  async function make(): Promise<void> {
    if (reversed) return;
    setBusy(true);
    setRefused(undefined);
    setReady(undefined);
    const [first, until] = span === "own" ? [from, plusDays(last, 1)] : spans[span];
    try {
      const file = await exported(point.point, { format, step, from: first, until });
      setReady(file);
      location.assign(file.url); // it comes as an attachment: the page stays
    } catch (reason) {
      setRefused(reason);
    } finally {
      setBusy(false);
    }
  }

  const needsConsent = refused instanceof Problem && refused.code === "consent_needed";
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby={`${name}-title`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div class="row spread">
          <h2 id={`${name}-title`}>{t("usage.onward.export")}</h2>
          <button type="button" class="round is-bare" aria-label={t("usage.export.close")} onClick={() => sheet.current?.close()}>
            <Icon of={cross} />
          </button>
        </div>
        <fieldset>
          <legend>{t("usage.export.format")}</legend>
          <div class="sheet-formats">
            {FORMATS.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name={name}
                  checked={format === each}
                  onChange={() => setFormat(each)}
                />
                <span>
                  <span class="strong">{t(`usage.export.${each}`)}</span>
                  <span class="quiet small">{t(`usage.export.${each}_more`)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div class="field">
          <p class="label">{t("usage.export.step")}</p>
          <Segments
            label={t("usage.export.step")}
            options={(["half_hour", "day", "month"] as const)
              .filter((each) => fine || each !== "half_hour")
              .map((each) => [each, t(`usage.export.${each}`)] as const)}
            chosen={step}
            onChoose={setStep}
          />
        </div>
        <div class="field">
          <p class="label">{t("usage.export.period")}</p>
          <div class="pills">
            {(["year", "this", "last", "own"] as const).map((each) => (
              <button key={each} type="button" class="pill" aria-pressed={span === each} onClick={() => setSpan(each)}>
                {each === "own" ? t("usage.export.own") : each === "year" ? t("usage.kpi.total") : year(spans[each][0])}
              </button>
            ))}
          </div>
          {span === "own" && (
            <div class="sheet-days">
              <Day label={t("usage.export.from")} value={from} most={now} onValue={setFrom} />
              <Day label={t("usage.export.until")} value={last} most={now} onValue={setLast} />
            </div>
          )}
          {reversed && <Wrong>{t("usage.export.reversed")}</Wrong>}
        </div>
        {refused ? (
          <Refused error={refused}>
            {needsConsent && (
              <a class="textual" href={to("consents", { point: point.point })}>
                {t("usage.year.consents")}
              </a>
            )}
          </Refused>
        ) : null}
        <Action type="submit" wide busy={busy}>
          {t("usage.export.make")}
        </Action>
        <p class="sheet-ready" aria-live="polite">
          {ready && (
            <>
              <Icon of={check} size="small" />
              <span>
                {t("usage.export.ready", { count: ready.count })}{" "}
                <a href={ready.url}>
                  {t("usage.export.again")}
                </a>
              </span>
            </>
          )}
        </p>
      </form>
    </dialog>
  );
}

interface DayProps {
  label: string;
  value: string;
  most: string;
  onValue: (value: string) => void;
}

function Day({ label, value, most, onValue }: DayProps) {
  const id = useId();
  return (
    <div>
      <label for={id}>{label}</label>
      <div class="box">
        <input id={id} type="date" value={value} max={most} onInput={(event) => onValue(event.currentTarget.value)} />
      </div>
    </div>
  );
}
