import { useEffect, useState } from "preact/hooks";
import { check, clip, forward } from "../../core/icons";
import { shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { operator, to, type PageName } from "../../core/page";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { toFirstFault, useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Refused } from "../ui/Note";
import {
  setTicketState,
  ticket as load,
  ticketFile,
  ticketSeen,
  writeTicket,
  type TicketEntry,
  type TicketThread,
} from "./calls";
import { Area } from "./Area";
import { Files } from "./Files";
import { sendFiles } from "./sending";
import { TicketState } from "./TicketState";

/** One question from its first word to its solution. */
export function Thread({ number }: { number: string }) {
  const { data, error, again } = useData(() => load(number), [number]);
  const [newer, setNewer] = useState<TicketThread>();
  const thread = newer ?? data;
  useEffect(() => {
    if (data?.unread) void ticketSeen(number).catch(() => undefined);
  }, [data]);
  if (error) return <Failed error={error} again={again} />;
  if (!thread) {
    return (
      <section class="card">
        <Ghost of="row" rows={5} />
      </section>
    );
  }
  return (
    <div class="stack">
      <Head thread={thread} />
      <ol class="thread" aria-label={t("support.thread.entries")}>
        {thread.entries.map((each) => (
          <Step key={each.entry} step={each} ticket={number} />
        ))}
      </ol>
      <Write thread={thread} onThread={setNewer} />
    </div>
  );
}

const WAY = ["open", "in_progress", "resolved"] as const;

function Head({ thread }: { thread: TicketThread }) {
  const reached = thread.state === "resolved" ? 2 : thread.state === "open" ? 0 : 1;
  const leads = leadsTo(thread);
  return (
    <section class="card">
      <div class="row spread">
        <h2>{t(`support.about.${thread.about}`)}</h2>
        <TicketState of={thread.state} />
      </div>
      <ol class={`way to-${reached}`} aria-hidden="true">
        {WAY.map((each, place) => (
          <li key={each} class={place <= reached ? "is-reached" : undefined}>
            <i />
            <span>{t(`support.state.${place === 1 && thread.state === "awaiting_customer" ? "awaiting_customer" : each}`)}</span>
          </li>
        ))}
      </ol>
      {thread.facts.length > 0 && (
        <dl class="facts">
          {thread.facts.map((each) => (
            <div key={each.label}>
              <dt>{each.label}</dt>
              <dd>{each.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {leads && (
        <a class="textual" href={leads}>
          {t(`support.thread.see_${thread.about === "payment" ? "payment" : "bill"}`)}
          <Icon of={forward} size="small" />
        </a>
      )}
    </section>
  );
}

function leadsTo({ about, reference }: TicketThread): string | null {
  if (!reference) return null;
  const pages: Partial<Record<string, [PageName, string]>> = {
    payment: ["pay", "payment"],
    bill: ["bill", "number"],
  };
  const found = pages[about];
  return found ? to(found[0], { [found[1]]: reference }) : null;
}

function Step({ step, ticket }: { step: TicketEntry; ticket: string }) {
  if (step.kind === "state") {
    return (
      <li class="turn">
        {step.state && <TicketState of={step.state} />}
        <span class="quiet small">{shortMoment(step.at)}</span>
      </li>
    );
  }
  const mine = step.by === "customer";
  return (
    <li class={mine ? "said is-mine" : "said"}>
      <p class="said-by small">
        <span class="strong">{mine ? t("support.thread.you") : operator().name}</span>{" "}
        <span class="quiet">{shortMoment(step.at)}</span>
      </p>
      <p class="said-text">{step.text}</p>
      {step.attachments.length > 0 && (
        <ul class="attached">
          {step.attachments.map((each) => (
            <li key={each.attachment}>
              <button type="button" class="file" onClick={() => void show(ticket, each.attachment)}>
                <Icon of={clip} size="small" />
                <span class="clipped">{each.file_name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {step.state === "resolved" && (
        <p class="said-end small">
          <Icon of={check} size="small" />
          {t("support.state.resolved")}
        </p>
      )}
    </li>
  );
}

async function show(ticket: string, attachment: string): Promise<void> {
  // The window is opened by the press itself, or a blocker would stop it.
  const tab = window.open("", "_blank");
  try {
    const { url } = await ticketFile(ticket, attachment);
    if (tab) tab.location.href = url;
    else location.assign(url);
  } catch {
    tab?.close();
  }
}

function Write({ thread, onThread }: { thread: TicketThread; onThread: (thread: TicketThread) => void }) {
  const [message, setMessage] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [wrongFile, setWrongFile] = useState("");
  const { busy, refused, faults, fault, send } = useSending();
  const over = thread.state === "resolved";
  const write = (form: HTMLFormElement): void => {
    if (!message.trim()) {
      fault({ message: t("support.thread.empty") });
      toFirstFault(form);
      return;
    }
    void send(async () => {
      onThread(await writeTicket(thread.ticket, message, await sendFiles(files)));
      setMessage("");
      setFiles([]);
    });
  };
  return (
    <form
      class="card form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        write(event.currentTarget);
      }}
    >
      {refused ? <Refused error={refused} /> : null}
      <Area
        label={t(over ? "support.thread.again" : "support.thread.write")}
        value={message}
        onValue={setMessage}
        wrong={faults["message"]}
        rows={3}
      />
      <Files files={files} onFiles={setFiles} wrong={faults["attachments"] ?? wrongFile} onWrong={setWrongFile} />
      <div class="row spread">
        <Action type="submit" busy={busy}>
          {t("support.thread.send")}
        </Action>
        {!over && (
          <button
            type="button"
            class="textual"
            onClick={() => void send(async () => onThread(await setTicketState(thread.ticket, "resolved")))}
          >
            <Icon of={check} size="small" />
            {t("support.thread.close")}
          </button>
        )}
      </div>
    </form>
  );
}
