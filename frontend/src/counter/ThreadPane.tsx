import { useState } from "preact/hooks";
import { shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Refused } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { answer, attach, attachment, move, note, takeOn, thread, type Thread, type TicketState } from "./calls";
import { Choice, Lines } from "./Choice";
import { Finder } from "./Finder";
import { Panel } from "./Panel";
import { TicketMark } from "./TicketRows";

const AFTER: readonly TicketState[] = ["in_progress", "awaiting_customer", "resolved"];
const STATES: readonly TicketState[] = ["open", ...AFTER];

interface Props {
  ticket: string;
  onChanged: () => void;
}

/** One request with its whole thread: answered, noted on, moved on. */
export function ThreadPane({ ticket, onChanged }: Props) {
  const loaded = useData(() => thread(ticket), [ticket]);
  const [newer, setNewer] = useState<Thread>();
  const { busy, refused, send } = useSending();
  const [attaching, setAttaching] = useState(false);
  const of = newer ?? loaded.data;
  const act = (work: () => Promise<Thread>): Promise<void> =>
    send(async () => {
      setNewer(await work());
      onChanged();
    });
  if (loaded.error && !of) return <Failed error={loaded.error} again={loaded.again} />;
  if (!of) {
    return (
      <section class="card">
        <Ghost of="block" />
      </section>
    );
  }
  return (
    <section class="card thread">
      <div class="row spread">
        <div>
          <h2>{t(`support.about.${of.about}`)}</h2>
          <p class="quiet small">
            {of.name || of.email} · {shortMoment(of.opened_at)}
            {of.reference ? ` · ${of.reference}` : ""}
          </p>
        </div>
        <TicketMark of={of.state} />
      </div>
      <div class="row">
        {of.customer ? (
          <a class="textual is-tight" href={to("counter/customer", { number: of.customer })}>
            {t("counter.bills.card")} {of.customer}
          </a>
        ) : (
          <Action small second onClick={() => setAttaching(true)}>
            {t("counter.tickets.attach")}
          </Action>
        )}
        <Action small second busy={busy} onClick={() => void act(() => takeOn(of.ticket, !of.mine))}>
          {t(of.mine ? "counter.tickets.give_back" : "counter.tickets.take")}
        </Action>
      </div>
      <ol class="steps-list">
        {of.entries.map((each) => (
          <li key={each.entry} class={`entry is-${each.kind} by-${each.by}`}>
            <p class="quiet small">
              <span class="strong">
                {each.author_name || t(each.by === "customer" ? "counter.tickets.customer" : "counter.tickets.system")}
              </span>{" "}
              · {shortMoment(each.at)}
              {each.kind === "note" ? ` · ${t("counter.tickets.internal")}` : ""}
            </p>
            {each.text && <p class="entry-text">{each.text}</p>}
            {each.state && <TicketMark of={each.state} />}
            {each.attachments.map((file) => (
              <button
                key={file.attachment}
                type="button"
                class="textual is-tight"
                onClick={() =>
                  void send(async () => {
                    const { url } = await attachment(of.ticket, file.attachment);
                    open(url, "_blank", "noopener");
                  })
                }
              >
                {file.file_name}
              </button>
            ))}
          </li>
        ))}
      </ol>
      {refused ? <Refused error={refused} /> : null}
      <Reply key={of.entries.length} of={of} busy={busy} act={act} />
      {attaching && (
        <Panel title={t("counter.tickets.attach")} onClose={() => setAttaching(false)}>
          <Finder
            onChosen={(found) => {
              setAttaching(false);
              void act(() => attach(of.ticket, found.number));
            }}
          />
        </Panel>
      )}
    </section>
  );
}

interface ReplyProps {
  of: Thread;
  busy: boolean;
  act: (work: () => Promise<Thread>) => Promise<void>;
}

/** A word to the customer, or a note for colleagues. */
function Reply({ of, busy, act }: ReplyProps) {
  const [kind, setKind] = useState<"answer" | "note">("answer");
  const [text, setText] = useState("");
  const [after, setAfter] = useState<TicketState>("awaiting_customer");
  return (
    <form
      class="form is-first"
      onSubmit={(event) => {
        event.preventDefault();
        if (!text.trim()) return;
        void act(() => (kind === "answer" ? answer(of.ticket, text.trim(), after) : note(of.ticket, text.trim())));
      }}
    >
      <div class="row spread">
        <Segments
          label={t("counter.tickets.write")}
          options={[
            ["answer", t("counter.tickets.answer")],
            ["note", t("counter.tickets.note")],
          ]}
          chosen={kind}
          onChoose={setKind}
        />
      </div>
      <Lines
        label={t(kind === "answer" ? "counter.tickets.to_customer" : "counter.tickets.to_staff")}
        value={text}
        onValue={setText}
      />
      <div class="inline-form">
        {kind === "answer" ? (
          <Choice
            label={t("counter.tickets.after")}
            name="after"
            value={after}
            options={AFTER.map((each) => [each, t(`counter.ticket_state.${each}`)])}
            onValue={setAfter}
          />
        ) : (
          <Choice
            label={t("counter.tickets.state")}
            name="state"
            value={of.state}
            options={STATES.map((each) => [each, t(`counter.ticket_state.${each}`)])}
            onValue={(state) => void act(() => move(of.ticket, state))}
          />
        )}
        <Action type="submit" busy={busy}>
          {t(kind === "answer" ? "counter.tickets.send" : "counter.tickets.keep")}
        </Action>
      </div>
    </form>
  );
}
