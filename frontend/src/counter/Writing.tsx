import { useMemo, useState } from "preact/hooks";
import { language, t } from "../../core/i18n";
import { shortDay, today, upTo } from "../../core/format";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { Field, Wrong } from "../ui/Field";
import { useSending } from "../ui/form";
import { nameOf } from "../ui/Fluids";
import { Note, Refused } from "../ui/Note";
import { writeReading, type Point, type Receipt } from "./calls";
import { Choice } from "./Choice";
import { Panel } from "./Panel";

/** Refusals that a clerk may overrule, having asked the customer. */
const ASKED = ["reading_unusual", "reading_unchanged", "reading_below_estimate"];

interface Props {
  points: Point[];
  onClose: () => void;
  onDone: () => void;
}

/** A reading that a customer brings, written down by a clerk at any time. */
export function WritingPanel({ points, onClose, onDone }: Props) {
  const hung = points.filter((each) => (each.meters ?? []).length > 0);
  const [short, setShort] = useState(hung[0]?.point ?? "");
  const point = hung.find((each) => each.point === short);
  const [serial, setSerial] = useState("");
  const meter = point?.meters?.find((each) => each.serial === serial) ?? point?.meters?.[0];
  const [on, setOn] = useState(today());
  const [indexes, setIndexes] = useState<Record<string, string>>({});
  const [receipt, setReceipt] = useState<Receipt>();
  const client = useMemo(() => crypto.randomUUID(), []);
  const { busy, refused, faults, send } = useSending();
  const asked = refused instanceof Problem && ASKED.includes(refused.code);

  const write = (confirmed: boolean): Promise<void> =>
    send(async () => {
      if (!point || !meter) return;
      const values = meter.registers.map(({ register }) => ({
        register,
        index: (indexes[register] ?? "").replace(",", ".").trim(),
      }));
      setReceipt(
        await writeReading(point.point, {
          client_id: client,
          on,
          meter: meter.serial,
          values,
          confirmed,
        }),
      );
    });

  return (
    <Panel title={t("counter.writing.title")} onClose={receipt ? onDone : onClose}>
      {receipt ? (
        <div class="form">
          <Note kind="good">
            <p class="strong">{t("counter.writing.done")}</p>
            <p class="figures">{t("counter.writing.receipt", { number: receipt.receipt })}</p>
          </Note>
          <Action onClick={onDone}>{t("counter.close")}</Action>
        </div>
      ) : (
        <form
          class="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void write(false);
          }}
        >
          {refused ? <Refused error={refused} /> : null}
          {hung.length === 0 && <p class="quiet">{t("counter.writing.no_meter")}</p>}
          {hung.length > 1 && (
            <Choice
              label={t("counter.writing.point")}
              name="point"
              value={short}
              options={hung.map((each) => [each.point, `${nameOf(each, hung)} · ${each.meter?.serial ?? ""}`])}
              onValue={setShort}
            />
          )}
          {(point?.meters?.length ?? 0) > 1 && (
            <Choice
              label={t("counter.writing.meter")}
              name="meter"
              value={meter?.serial ?? ""}
              options={(point?.meters ?? []).map((each) => [each.serial, each.serial])}
              onValue={setSerial}
            />
          )}
          {meter?.registers.map(({ register, label, last }, place) => (
            <Field
              key={`${meter.serial}${register}`}
              label={`${label} (${meter.unit === "kWh" ? "kWh" : "m³"})`}
              hint={
                last
                  ? t("counter.writing.last", {
                      index: upTo(Number(last.index), 3),
                      on: shortDay(last.on),
                    })
                  : undefined
              }
              name={`index-${register}`}
              value={indexes[register] ?? ""}
              onValue={(value) => setIndexes({ ...indexes, [register]: value })}
              inputmode="numeric"
              autocomplete="off"
              wrong={faults[`values[${place}].index`] ?? faults["values"]}
            />
          ))}
          {meter && (
            <div class="field">
              <label for="reading-on">{t("counter.writing.on")}</label>
              <div class="box">
                <input
                  id="reading-on"
                  type="date"
                  lang={language()}
                  value={on}
                  max={today()}
                  onInput={(event) => setOn(event.currentTarget.value)}
                />
              </div>
              {faults["on"] && <Wrong>{faults["on"]}</Wrong>}
            </div>
          )}
          {meter && (
            <div class="row">
              <Action type="submit" busy={busy}>
                {t("counter.writing.submit")}
              </Action>
              {asked && (
                <Action second busy={busy} onClick={() => void write(true)}>
                  {t("counter.writing.confirm")}
                </Action>
              )}
            </div>
          )}
        </form>
      )}
    </Panel>
  );
}
