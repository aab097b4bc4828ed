import { useEffect, useState } from "preact/hooks";
import { check } from "../../core/icons";
import { language, t } from "../../core/i18n";
import { to } from "../../core/page";
import { me, Problem } from "../api";
import { Action } from "../ui/Action";
import { Choice } from "../ui/Choice";
import { Field } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { askFromOutside, askTicket, ticketDraft, type TicketAbout, type TicketDraft } from "./calls";
import { Area } from "./Area";
import { Files } from "./Files";
import { sendFiles } from "./sending";

const TOPICS: TicketAbout[] = [
  "payment", "bill", "reading", "meter", "access", "contract", "moving", "leak", "other",
]; // prettier-ignore

interface Asked {
  about: TicketAbout | null;
  reference: string;
  ticket: string;
}

/** The address says what it is about; whoever is signed in gets it filled in. */
export function Ask() {
  const [asked, setAsked] = useState<Asked>();
  const [known, setKnown] = useState<{ inside: boolean; email: string }>();
  const [draft, setDraft] = useState<TicketDraft>();
  const [lost, setLost] = useState<unknown>();
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    const about = TOPICS.find((each) => each === query.get("about")) ?? null;
    const reference = query.get("reference") ?? "";
    setAsked({ about, reference, ticket: query.get("ticket") ?? "" });
    const begin = async (): Promise<void> => {
      const mine = await me(true);
      if (mine.role !== "customer") throw new Problem(403, "staff", "", "");
      if (reference) setDraft(await ticketDraft(about ?? "other", reference).catch((error: unknown) => {
        setLost(error);
        return undefined;
      }));
      setKnown({ inside: true, email: mine.email ?? "" });
    };
    begin().catch(() => setKnown({ inside: false, email: "" }));
  }, []);
  return (
    <section class="card ask" id="write" aria-labelledby="ask-title">
      <h2 id="ask-title">{t("support.form.title")}</h2>
      {!asked || !known ? (
        <Ghost of="row" rows={5} />
      ) : (
        <Form asked={asked} inside={known.inside} draft={draft} lost={lost} />
      )}
    </section>
  );
}

interface FormProps {
  asked: Asked;
  inside: boolean;
  draft: TicketDraft | undefined;
  lost: unknown;
}

function Form({ asked, inside, draft, lost }: FormProps) {
  const [about, setAbout] = useState<TicketAbout>(asked.about ?? (inside ? "other" : "access"));
  const [message, setMessage] = useState(draft?.message ?? "");
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [wrongFile, setWrongFile] = useState("");
  const [ticket, setTicket] = useState<string>();
  const { busy, refused, faults, fault, send } = useSending();
  if (ticket) return <Done ticket={ticket} inside={inside} />;

  const submit = (form: HTMLFormElement): void => {
    const wrong: Record<string, string> = {};
    if (!message.trim()) wrong["message"] = t("support.form.empty");
    if (!inside && !email.trim()) wrong["email"] = t("support.form.no_email");
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    void send(async () => {
      const made = inside
        ? await askTicket({
            about,
            message,
            reference: draft ? asked.reference : "",
            attachments: await sendFiles(files),
          })
        : await askFromOutside({ about, message, email, name, ticket: asked.ticket, language: language() });
      setTicket(made.ticket);
    });
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      {refused ? <Refused error={refused} /> : null}
      {lost ? <Refused error={lost} /> : null}
      {!inside && (
        <Note>
          <p>{t(asked.reference ? "support.form.outside_filled" : "support.form.outside")}</p>
          <p>
            <a href={to("login", { next: location.pathname + location.search })}>
              {t("support.form.sign_in")}
            </a>
          </p>
        </Note>
      )}
      {draft && draft.facts.length > 0 ? (
        <dl class="facts about-facts">
          <div>
            <dt>{t("support.form.about")}</dt>
            <dd>{t(`support.about.${about}`)}</dd>
          </div>
          {draft.facts.map((each) => (
            <div key={each.label}>
              <dt>{each.label}</dt>
              <dd>{each.value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Choice
          label={t("support.form.about")}
          name="about"
          chosen={about}
          onChoose={setAbout}
          options={TOPICS.map((each) => [each, t(`support.about.${each}`)] as const)}
        />
      )}
      {!inside && (
        <>
          <Field
            label={t("support.form.email")}
            hint={t("support.form.email_hint")}
            name="email"
            type="email"
            inputmode="email"
            autocomplete="email"
            value={email}
            onValue={setEmail}
            wrong={faults["email"]}
          />
          <Field
            label={t("support.form.name")}
            name="name"
            autocomplete="name"
            value={name}
            onValue={setName}
            required={false}
          />
        </>
      )}
      <Area
        label={t("support.form.message")}
        hint={draft?.message ? t("support.form.filled") : inside ? undefined : t("support.form.careful")}
        value={message}
        onValue={setMessage}
        wrong={faults["message"]}
      />
      {inside && (
        <Files files={files} onFiles={setFiles} wrong={faults["attachments"] ?? wrongFile} onWrong={setWrongFile} />
      )}
      <div>
        <Action type="submit" busy={busy}>
          {t("support.form.submit")}
        </Action>
      </div>
    </form>
  );
}

function Done({ ticket, inside }: { ticket: string; inside: boolean }) {
  return (
    <div class="asked" aria-live="polite">
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <p>{t("support.form.done")}</p>
      <p class="answer is-second figures">{ticket}</p>
      <p class="quiet">{t(inside ? "support.form.done_inside" : "support.form.done_outside")}</p>
      {inside && (
        <a class="action" href={to("messages", { ticket })}>
          {t("support.form.follow")}
        </a>
      )}
    </div>
  );
}
