import { useEffect, useRef, useState } from "preact/hooks";
import { since } from "../../core/digits";
import { day, today, upTo } from "../../core/format";
import { check, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator } from "../../core/page";
import { keep } from "../../core/queue";
import { index } from "../../core/units";
import { Problem, sendReading } from "../api";
import { Action } from "../ui/Action";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import type { Meter, ReadingForm, ReadingReceipt, SupplyPoint } from "../wire";
import { Compare } from "./Compare";
import { Dial } from "./Dial";

/** Refusals that ask: the same reading is taken once the customer has looked again. */
const ASKS = new Set(["reading_unusual", "reading_unchanged", "reading_below_estimate"]);

interface Props {
  point: SupplyPoint;
  account: string;
  onSent: () => void;
  onKept: () => void;
}

type Stage =
  | { at: "type" }
  | { at: "look"; asked: Problem; form: ReadingForm }
  | { at: "receipt"; receipt: ReadingReceipt }
  | { at: "kept" };

/** A reading, step by step: the digits, the comparison when it is odd, the receipt. */
export function SendReading({ point, account, onSent, onKept }: Props) {
  const byHand = (point.meters ?? []).filter((each) => !each.communicating);
  const meters = byHand.length > 0 ? byHand : point.meter ? [point.meter] : [];
  const [meter, setMeter] = useState<Meter | undefined>(meters[0]);
  const [stage, setStage] = useState<Stage>({ at: "type" });
  const [values, setValues] = useState<Record<string, string>>({});
  const client = useRef("");
  const { busy, refused, faults, fault, send } = useSending();
  if (!meter) return null;
  const hung = meter;

  async function deliver(form: ReadingForm) {
    try {
      const receipt = await sendReading(point.point, form);
      setStage({ at: "receipt", receipt });
      onSent();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (ASKS.has(error.code)) {
        setStage({ at: "look", asked: error, form });
      } else if (error.offline) {
        const { code } = operator();
        const held = { ...form, on: form.on ?? today() };
        await keep({ client_id: form.client_id, operator: code, account, point: point.point, form: held });
        setStage({ at: "kept" });
        onKept();
      } else {
        setStage({ at: "type" });
        throw error;
      }
    }
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    hung.registers.forEach((register, place) => {
      if (!values[register.register]) wrong[`values[${place}].index`] = t("reading.digits.missing");
    });
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    client.current ||= crypto.randomUUID();
    await send(() =>
      deliver({
        client_id: client.current,
        confirmed: false,
        ...(meters.length > 1 ? { meter: hung.serial } : {}),
        values: hung.registers.map(({ register }) => ({ register, index: values[register] ?? "" })),
      }),
    );
    toFirstFault(form);
  }

  function again(next?: Meter) {
    client.current = "";
    setValues({});
    if (next) setMeter(next);
    setStage({ at: "type" });
  }

  if (stage.at === "receipt") {
    const other = meters.find((each) => each.serial !== hung.serial);
    return (
      <Receipt
        receipt={stage.receipt}
        point={point}
        {...(other ? { onOther: () => again(other) } : {})}
      />
    );
  }
  if (stage.at === "kept") {
    return (
      <Note kind="soon" icon={hourglass}>
        <p class="strong">{t("reading.offline.title")}</p>
        <p>{t("reading.offline.more", { count: 1 })}</p>
      </Note>
    );
  }
  if (stage.at === "look") {
    return (
      <Look
        stage={stage}
        meter={hung}
        point={point}
        values={values}
        busy={busy}
        refused={refused}
        onCorrect={() => {
          client.current = "";
          setStage({ at: "type" });
        }}
        onConfirm={() => void send(() => deliver({ ...stage.form, confirmed: true }))}
      />
    );
  }
  return (
    <form class={`card meter-face of-${point.energy}`} noValidate onSubmit={(event) => void submit(event)}>
      <div class="row spread">
        <p class="serial">{t("reading.serial", { serial: hung.serial })}</p>
        {meters.length > 1 && (
          <div class="pills" role="group" aria-label={t("reading.which")}>
            {meters.map((each) => (
              <button
                key={each.serial}
                type="button"
                class="pill"
                aria-pressed={each.serial === hung.serial}
                onClick={() => again(each)}
              >
                {each.serial}
              </button>
            ))}
          </div>
        )}
      </div>
      {refused ? <Refused error={refused} /> : null}
      {hung.registers.map((register, place) => (
        <Dial
          key={register.register}
          meter={hung}
          register={register}
          energy={point.energy}
          value={values[register.register] ?? ""}
          onValue={(value) => {
            client.current = "";
            setValues((last) => ({ ...last, [register.register]: value }));
          }}
          wrong={faults[`values[${place}].index`] ?? faults[register.register]}
        />
      ))}
      <Action type="submit" wide busy={busy}>
        {t("reading.send")}
      </Action>
    </form>
  );
}

interface LookProps {
  stage: Extract<Stage, { at: "look" }>;
  meter: Meter;
  point: SupplyPoint;
  values: Record<string, string>;
  busy: boolean;
  refused: unknown;
  onCorrect: () => void;
  onConfirm: () => void;
}

/** The odd reading beside the usual one, and one question. */
function Look({ stage, meter, point, values, busy, refused, onCorrect, onConfirm }: LookProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { facts, detail } = stage.asked;
  const number = (name: string): number | null => {
    const value = facts[name];
    return value === undefined || value === null || value === "" ? null : Number(value);
  };
  const odd = meter.registers.find((each) => each.register === facts["register"]) ?? meter.registers[0];
  const used = number("used") ?? since(values[odd?.register ?? ""] ?? "", odd?.last?.index) ?? 0;
  const usual = number("usual");
  const times = number("times");
  return (
    <section class={`card look of-${point.energy}`}>
      <h2 ref={title} tabIndex={-1} class="answer">
        {stage.asked.code === "reading_unusual" && times !== null && times >= 1.5
          ? t("reading.unusual.title", { times: upTo(times, 1) })
          : detail}
      </h2>
      <Compare used={used} usual={usual} unit={meter.unit} energy={point.energy} />
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
    </section>
  );
}

interface ReceiptProps {
  receipt: ReadingReceipt;
  point: SupplyPoint;
  onOther?: () => void;
}

function Receipt({ receipt, point, onOther }: ReceiptProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class={`card receipt of-${point.energy}`}>
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <h2 ref={title} tabIndex={-1} class="answer">
        {t("reading.receipt.title")}
      </h2>
      <p>{t("reading.receipt.next")}</p>
      {receipt.usage.map((each) => (
        <Compare
          key={each.register}
          used={each.used}
          usual={each.usual}
          days={each.days}
          unit={each.unit}
          energy={point.energy}
        />
      ))}
      <dl class="facts">
        <div>
          <dt>{t("reading.receipt.number")}</dt>
          <dd class="figures">{receipt.receipt}</dd>
        </div>
        <div>
          <dt>{t("reading.receipt.on")}</dt>
          <dd>{day(receipt.on)}</dd>
        </div>
      </dl>
      <div class="row no-print">
        <Action second onClick={() => print()}>
          {t("reading.receipt.print")}
        </Action>
        {onOther && <Action onClick={onOther}>{t("reading.receipt.other")}</Action>}
      </div>
    </section>
  );
}
