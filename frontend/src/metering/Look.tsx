import { useEffect, useRef } from "preact/hooks";
import { since } from "../../core/digits";
import type { Energy } from "../../core/facts";
import { number as shown } from "../../core/format";
import { t } from "../../core/i18n";
import { index } from "../../core/units";
import type { Problem } from "../api";
import { Action } from "../ui/Action";
import { Refused } from "../ui/Note";
import type { Meter } from "../wire";
import { Compare } from "./Compare";

interface Props {
  asked: Problem;
  meter: Meter;
  energy: Energy;
  values: Record<string, string>;
  busy: boolean;
  refused: unknown;
  onCorrect: () => void;
  onConfirm: () => void;
}

/** The odd reading beside the usual one, in a sentence, and one question. */
export function Look({ asked, meter, energy, values, busy, refused, onCorrect, onConfirm }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { facts, detail } = asked;
  const fact = (name: string): number | null => {
    const value = facts[name];
    return value === undefined || value === null || value === "" ? null : Number(value);
  };
  const odd = meter.registers.find((each) => each.register === facts["register"]) ?? meter.registers[0];
  const used = fact("used") ?? since(values[odd?.register ?? ""] ?? "", odd?.last?.index) ?? 0;
  const times = fact("times");
  return (
    <div class="look">
      <h2 ref={title} tabIndex={-1} class="answer is-second">
        {asked.code === "reading_unusual" && times !== null
          ? t("reading.unusual.title", { times: shown(times) })
          : detail}
      </h2>
      <Compare used={used} usual={fact("usual")} unit={meter.unit} energy={energy} />
      <dl class="facts">
        {meter.registers.map((each) => (
          <div key={each.register}>
            <dt>{each.label}</dt>
            <dd class="figures">{index(Number(values[each.register]), meter.unit)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("reading.unusual.question")}</p>
      {refused ? <Refused error={refused} /> : null}
      <div class="row">
        <Action onClick={onConfirm} busy={busy}>
          {t("reading.unusual.confirm")}
        </Action>
        <Action second onClick={onCorrect}>
          {t("reading.unusual.correct")}
        </Action>
      </div>
    </div>
  );
}
