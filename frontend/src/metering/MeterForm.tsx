import { useEffect, useRef, useState } from "preact/hooks";
import type { Energy } from "../../core/facts";
import { today } from "../../core/format";
import { hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { Problem } from "../api";
import { useSending } from "../ui/form";
import { SYMBOLS } from "../ui/Fluids";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import type { Meter, ReadingForm, ReadingReceipt } from "../wire";
import { deliver, type Channel } from "./channel";
import { Dial } from "./Dial";
import { Look } from "./Look";
import { PhotoField } from "./PhotoField";
import { Receipt } from "./Receipt";

/** Refusals that ask: the same reading is taken once the customer has looked again. */
const ASKS = new Set(["reading_unusual", "reading_unchanged", "reading_below_estimate"]);

/** A meter to read: where it hangs, how its reading travels, and the day when it is a correction. */
export interface ToRead {
  id: string;
  meter: Meter;
  energy: Energy;
  name: string;
  channel: Channel;
  /** More than one meter hangs there: the reading says which. */
  named: boolean;
  on?: string;
  values?: Record<string, string>;
}

/** What the form around it asks of a meter. */
export interface Handle {
  typed: () => boolean;
  /** Sends what was typed, or says what is missing. */
  submit: () => Promise<void>;
}

export type Stage =
  | { at: "type" }
  | { at: "look"; asked: Problem; form: ReadingForm }
  | { at: "receipt"; receipt: ReadingReceipt }
  | { at: "kept" };

interface Props {
  of: ToRead;
  /** It is one of several in the form: it is named, and may be left empty. */
  among: boolean;
  hold: (id: string, handle: Handle | undefined) => void;
  onStage: (at: Stage["at"]) => void;
}

/** One meter's reading, step by step: the digits, the question when they are odd, the receipt. */
export function MeterForm({ of, among, hold, onStage }: Props) {
  const { meter, energy, channel } = of;
  const [stage, setStaged] = useState<Stage>({ at: "type" });
  const [values, setValues] = useState<Record<string, string>>(of.values ?? {});
  const [photo, setPhoto] = useState<Blob>();
  const client = useRef("");
  const { busy, refused, faults, fault, send } = useSending();

  function setStage(next: Stage): void {
    setStaged(next);
    onStage(next.at);
  }

  async function attempt(form: ReadingForm): Promise<void> {
    await send(async () => {
      try {
        const receipt = await deliver(channel, form, photo);
        setStage({ at: "receipt", receipt });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (ASKS.has(error.code)) {
          setStage({ at: "look", asked: error, form });
        } else if (error.offline && channel.keep) {
          await channel.keep({ ...form, on: form.on ?? today() }, photo);
          setStage({ at: "kept" });
        } else {
          setStage({ at: "type" });
          throw error;
        }
      }
    });
  }

  async function submit(): Promise<void> {
    if (stage.at !== "type") return;
    const wrong: Record<string, string> = {};
    meter.registers.forEach((register, place) => {
      if (!values[register.register]) wrong[`values[${place}].index`] = t("reading.digits.missing");
    });
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      return;
    }
    client.current ||= crypto.randomUUID();
    await attempt({
      client_id: client.current,
      confirmed: false,
      ...(of.named ? { meter: meter.serial } : {}),
      ...(of.on ? { on: of.on } : {}),
      values: meter.registers.map(({ register }) => ({ register, index: values[register] ?? "" })),
    });
  }

  useEffect(() => {
    hold(of.id, {
      typed: () => stage.at === "type" && Object.values(values).some(Boolean),
      submit,
    });
    return () => hold(of.id, undefined);
  });

  return (
    <section class={`card meter-face of-${energy}`} aria-label={`${of.name}, ${meter.serial}`}>
      <div class="row spread meter-name">
        {among && (
          <h2 class="row">
            <Icon of={SYMBOLS[energy]} />
            {of.name}
          </h2>
        )}
        <p class="serial">{t("reading.serial", { serial: meter.serial })}</p>
      </div>
      {stage.at === "receipt" && (
        <Receipt receipt={stage.receipt} energy={energy} photo={photo !== undefined} among={among} />
      )}
      {stage.at === "kept" && (
        <Note kind="soon" icon={hourglass}>
          <p class="strong">{t("reading.offline.title")}</p>
          <p>{t("reading.offline.more", { count: 1 })}</p>
        </Note>
      )}
      {stage.at === "look" && (
        <Look
          asked={stage.asked}
          meter={meter}
          energy={energy}
          values={values}
          busy={busy}
          refused={refused}
          onCorrect={() => {
            client.current = "";
            setStage({ at: "type" });
          }}
          onConfirm={() => void attempt({ ...stage.form, confirmed: true })}
        />
      )}
      {stage.at === "type" && (
        <>
          {refused ? <Refused error={refused} /> : null}
          {meter.registers.map((register, place) => (
            <Dial
              key={register.register}
              meter={meter}
              register={register}
              energy={energy}
              value={values[register.register] ?? ""}
              sent={of.on ? (of.values?.[register.register] ?? "") : undefined}
              onValue={(value) => {
                client.current = "";
                setValues((last) => ({ ...last, [register.register]: value }));
              }}
              wrong={faults[`values[${place}].index`] ?? faults[register.register]}
            />
          ))}
          <PhotoField
            photo={photo}
            wrong={faults["photo"]}
            onPhoto={(next) => {
              client.current = "";
              setPhoto(next);
            }}
          />
        </>
      )}
    </section>
  );
}
