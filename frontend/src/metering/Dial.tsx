import { useId } from "preact/hooks";
import { drums, since, typed } from "../../core/digits";
import { day } from "../../core/format";
import { question } from "../../core/icons";
import { t } from "../../core/i18n";
import { index } from "../../core/units";
import { Wrong } from "../ui/Field";
import { Icon } from "../ui/Icon";
import type { Energy } from "../../core/facts";
import type { Meter, Register } from "../wire";

interface Props {
  meter: Meter;
  register: Register;
  energy: Energy;
  value: string;
  onValue: (value: string) => void;
  wrong: string | undefined;
  /** A correction: what was sent for that day stands where the last index would. */
  sent?: string | undefined;
}

/** One register as the meter shows it: black drums to type, red ones that do not count. */
export function Dial({ meter, register, value, onValue, wrong, sent }: Props) {
  const id = useId();
  const unit = t(meter.unit === "kWh" ? "units.kwh" : "units.m3");
  const used = since(value, register.last?.index);
  const hint = t(meter.decimals > 0 ? "reading.digits.hint" : "reading.digits.hint_plain");
  return (
    <div class="dial">
      <label for={id} class="dial-name">
        {meter.registers.length > 1
          ? t("reading.digits.label", { register: register.label })
          : t("reading.digits.title")}
      </label>
      <p class="quiet small" id={`${id}-hint`}>
        {hint}
      </p>
      <div class={`dial-face ${wrong ? "is-wrong" : ""}`}>
        <div class="drums" aria-hidden="true">
          {drums(value, meter.digits).map(({ digit, ghost }, at) => (
            <span key={at} class={`drum ${ghost ? "is-ghost" : ""}`}>
              <span key={digit}>{digit}</span>
            </span>
          ))}
          {Array.from({ length: meter.decimals }, (_, at) => (
            <span key={`d${at}`} class="drum is-red">
              <span>0</span>
            </span>
          ))}
          <span class="dial-unit">{unit}</span>
        </div>
        <input
          id={id}
          inputmode="numeric"
          autocomplete="off"
          pattern="[0-9]*"
          value={value}
          aria-describedby={`${id}-hint ${id}-last${wrong ? ` ${id}-wrong` : ""}`}
          aria-invalid={wrong ? "true" : undefined}
          onInput={(event) => {
            const next = typed(event.currentTarget.value, meter.digits);
            event.currentTarget.value = next;
            onValue(next);
          }}
        />
      </div>
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
      <p class="small dial-last" id={`${id}-last`}>
        {sent !== undefined
          ? t("reading.correct.was", { index: index(Number(sent), meter.unit) })
          : register.last
          ? t("reading.last_on", {
              index: index(register.last.index, meter.unit),
              day: day(register.last.on),
            })
          : t("reading.no_last")}
        {sent === undefined && register.last?.kind === "estimated" && ` (${t("reading.kind.estimated").toLocaleLowerCase()})`}
        {sent === undefined && used !== undefined && used >= 0 && register.last && (
          <strong>
            {t("reading.digits.more", { used: index(used, meter.unit), day: day(register.last.on) })}
          </strong>
        )}
      </p>
      <details class="help">
        <summary>
          <Icon of={question} size="small" />
          {t("reading.digits.where")}
        </summary>
        <p>{t("reading.digits.where_help", { unit })}</p>
      </details>
    </div>
  );
}
