import { useState } from "preact/hooks";
import { money, plusDays, period, shortDay, shortMoment, upTo } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { quantity } from "../billing/price";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Note, Refused } from "../ui/Note";
import { again, hold, release, reviewed, type Review, type ReviewDetail } from "./calls";
import { Lines } from "./Choice";
import { reasonOf } from "./ReviewRows";

interface Props {
  of: Review;
  may: readonly string[];
  onDone: (said: string) => void;
}

/** One bill that waits, as it would go out today, and what may be done about it. */
export function ReviewPane({ of, may, onDone }: Props) {
  const { data, error, again: reload } = useData(() => reviewed(of), [of.customer, of.contract, of.state, of.code]);
  return (
    <section class="card review">
      <div class="row spread">
        <div>
          <h2>{of.name || of.customer}</h2>
          <p class="quiet small figures">
            {of.customer} · {of.contract}
          </p>
        </div>
        <a class="textual" href={to("counter/customer", { number: of.customer })}>
          {t("counter.bills.card")}
        </a>
      </div>
      <Note kind="soon">
        <p class="strong">{reasonOf(of.code)}</p>
        <Facts of={of} />
      </Note>
      {of.state === "held" && (
        <Note>
          <p>{of.note}</p>
          <p class="quiet small">
            {of.by_name} · {shortMoment(of.at)}
          </p>
        </Note>
      )}
      {error ? <Failed error={error} again={reload} /> : null}
      {!data && !error && <Ghost of="block" />}
      {data?.bills.map((bill, place) => (
        <div key={place} class="review-bill">
          <p class="row spread">
            <span class="strong">{t(`bills.kind.${bill.kind}`)}</span>
            <span class="quiet small">
              {period(bill.period.from_on, plusDays(bill.period.until_on, -1))}
              {bill.due_on ? ` · ${t("counter.bills.due", { on: shortDay(bill.due_on) })}` : ""}
            </span>
          </p>
          <BillLines of={bill} currency={of.currency} />
        </div>
      ))}
      {data && data.bills.length === 0 && !data.impossible && (
        <p class="quiet">{t("counter.bills.nothing_left")}</p>
      )}
      {data && <Deeds of={of} detail={data} may={may} onDone={onDone} />}
    </section>
  );
}

function Facts({ of }: { of: Review }) {
  const used = Number(of.facts["used"]);
  const before = Number(of.facts["before"]);
  if (of.code === "ten_times_last_year" && before > 0) {
    const unit = of.energy === "water" ? "m³" : "kWh";
    const shown = (amount: number): string => `${upTo(amount / 1000, 0)} ${unit}`;
    return (
      <p>
        {t("counter.bills.used", { used: shown(used), before: shown(before), times: upTo(used / before, 0) })}
      </p>
    );
  }
  if (of.code === "unread" && typeof of.facts["last_read_on"] === "string") {
    return <p>{t("counter.bills.unread", { on: shortDay(of.facts["last_read_on"]) })}</p>;
  }
  return null;
}

function BillLines({ of, currency }: { of: ReviewDetail["bills"][number]; currency: string }) {
  return (
    <table class="dense-table bill-lines">
      <tbody>
        {of.lines.map((line, place) => (
          <tr key={place}>
            <td>
              {line.label}
              {(line.readings[0]?.from_index === of.lines[place - 1]?.readings[0]?.from_index
                ? []
                : line.readings
              ).map((each) => (
                <span key={`${each.meter}${each.register}${each.from_on}`} class="quiet small under figures">
                  {upTo(Number(each.from_index), 3)} ({shortDay(each.from_on)}) → {upTo(Number(each.until_index), 3)} (
                  {shortDay(each.until_on)})
                </span>
              ))}
            </td>
            <td class="end figures wide-only nowrap">
              {quantity(line, currency)}
            </td>
            <td class="end figures nowrap">{money(line.amount_cents, currency)}</td>
          </tr>
        ))}
        <tr class="bill-total">
          <td class="strong">{t("counter.bill.total")}</td>
          <td class="wide-only" />
          <td class="end figures nowrap strong">{money(of.total_cents, currency)}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface DeedsProps extends Props {
  detail: ReviewDetail;
}

function Deeds({ of, detail, may, onDone }: DeedsProps) {
  const [holding, setHolding] = useState(false);
  const [note, setNote] = useState("");
  const { busy, refused, send } = useSending();
  const letGo = () =>
    send(async () => {
      const { numbers } = await release(of, detail.total_cents);
      onDone(
        numbers.length > 0
          ? t("counter.bill.issued_now", { numbers: numbers.join(", ") })
          : t("counter.bills.nothing_left"),
      );
    });
  const makeAnew = () =>
    send(async () => {
      const { numbers, code } = await again(of);
      if (numbers.length > 0) onDone(t("counter.bill.issued_now", { numbers: numbers.join(", ") }));
      else onDone(code ? t("counter.bills.still", { reason: reasonOf(code) }) : t("counter.bills.nothing_left"));
    });
  const keep = () =>
    send(async () => {
      await hold(of, note.trim());
      setHolding(false);
      onDone(t("counter.bills.kept"));
    });
  return (
    <div class="deeds">
      {refused ? <Refused error={refused} /> : null}
      {detail.impossible && <Note kind="bad">{reasonOf(detail.impossible)}</Note>}
      {holding ? (
        <form
          class="form is-first"
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim()) void keep();
          }}
        >
          <Lines label={t("counter.bills.why")} value={note} rows={2} onValue={setNote} />
          <div class="row">
            <Action type="submit" small busy={busy}>
              {t("counter.bills.hold")}
            </Action>
            <Action small second onClick={() => setHolding(false)}>
              {t("counter.cancel")}
            </Action>
          </div>
        </form>
      ) : (
        <div class="row">
          {may.includes("release_bills") && !detail.impossible && (
            <Action small busy={busy} onClick={() => void letGo()}>
              {t("counter.bills.release", { amount: money(detail.total_cents, of.currency) })}
            </Action>
          )}
          <Action small second busy={busy} onClick={() => void makeAnew()}>
            {t("counter.bills.again")}
          </Action>
          {of.state !== "held" && (
            <Action small second onClick={() => setHolding(true)}>
              {t("counter.bills.hold")}
            </Action>
          )}
        </div>
      )}
      <p class="quiet small">
        {t(may.includes("release_bills") ? "counter.bills.hint" : "counter.bills.hint_clerk")}
      </p>
    </div>
  );
}
