import { useEffect, useRef, useState } from "preact/hooks";
import { check } from "../../core/icons";
import type { ProofKind } from "../../core/facts";
import { language, pieces, t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { SHORTEST } from "../../core/strength";
import { complete, lookAtLink, Problem, prove } from "../api";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { Field, PasswordField, Tick } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import type { LinkAnswer } from "../wire";
import { Drawing, firstPrinted } from "./BillDrawing";
import { ProofFields, proofFaults, proofSent, type Proof } from "./ProofFields";
import { Steps } from "./Steps";
import { StrengthBar } from "./StrengthBar";

type Stage =
  | { at: "look"; error?: unknown }
  | { at: "no_link" }
  | { at: "prove"; link: LinkAnswer }
  | { at: "choose"; link: LinkAnswer; ticket: string | undefined; login: string }
  | { at: "confirm"; link: LinkAnswer }
  | { at: "done"; login: string };

/** The page behind the link in the mail: opening it spends nothing, only a person's try does. */
export function Activate() {
  const [stage, setStage] = useState<Stage>({ at: "look" });
  const [token, setToken] = useState("");
  useEffect(() => {
    const given = location.hash.slice(1);
    setToken(given);
    if (!given) {
      setStage({ at: "no_link" });
      return;
    }
    lookAtLink(given).then(
      (link) => {
        if (link.step === "choose") setStage({ at: "choose", link, ticket: undefined, login: link.email });
        else setStage({ at: link.step, link });
      },
      (error: unknown) => setStage({ at: "look", error }),
    );
  }, []);
  if (stage.at === "prove") {
    return (
      <Prove
        link={stage.link}
        token={token}
        onProven={(ticket, login) => setStage({ at: "choose", link: stage.link, ticket, login })}
      />
    );
  }
  if (stage.at === "choose") {
    return (
      <Choose
        token={token}
        ticket={stage.ticket}
        suggested={stage.login}
        email={stage.link.email}
        onDone={(login) => setStage({ at: "done", login })}
      />
    );
  }
  if (stage.at === "confirm") {
    return (
      <Confirm link={stage.link} token={token} onDone={(login) => setStage({ at: "done", login })} />
    );
  }
  if (stage.at === "done") return <Done login={stage.login} />;
  return <Waiting stage={stage} />;
}

function Waiting({ stage }: { stage: Extract<Stage, { at: "look" | "no_link" }> }) {
  const error = stage.at === "look" ? stage.error : undefined;
  return (
    <Door art={<Drawing ring={undefined} />}>
      <Steps at={3} />
      <h1>{t("door.activate.title")}</h1>
      <div class="form">
        {error ? <Refused error={error} /> : null}
        {stage.at === "no_link" && (
          <Note kind="soon">
            <p class="strong">{t("door.activate.no_link")}</p>
            <p>{t("door.activate.no_link_next")}</p>
          </Note>
        )}
        {error || stage.at === "no_link" ? (
          <a class="action" href={to("signup")}>
            {t("door.activate.start_again")}
          </a>
        ) : (
          <div class="ghost of-block" role="img" aria-label={t("shell.loading")} />
        )}
      </div>
    </Door>
  );
}

interface ProveProps {
  link: LinkAnswer;
  token: string;
  onProven: (ticket: string, login: string) => void;
}

function Prove({ link, token, onProven }: ProveProps) {
  const [given, setGiven] = useState<Proof>({});
  const [ring, setRing] = useState<ProofKind | undefined>(firstPrinted(operator().proof.parts));
  const [left, setLeft] = useState(link.tries_left);
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong = proofFaults(given);
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      try {
        const { ticket, suggested_login } = await prove({ token, ...proofSent(given) });
        onProven(ticket, suggested_login);
      } catch (error) {
        setLeft(triesLeft(error) ?? left);
        throw error;
      }
    });
    toFirstFault(form);
  }
  return (
    <Door art={<Drawing ring={ring} />}>
      <Steps at={3} />
      <h1>{t("door.activate.title")}</h1>
      <p class="quiet">{t("door.activate.intro")}</p>
      <p class="quiet on-bill">
        {t("door.activate.login_on_bill")} <a href={to("login")}>{t("door.login.submit")}</a>
      </p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t("door.activate.email")}
          name="email"
          type="email"
          value={link.email}
          onValue={() => undefined}
          readonly
          autocomplete="username"
        />
        <ProofFields given={given} onGiven={setGiven} faults={faults} onFocus={setRing} />
        <div>
          <Action type="submit" wide busy={busy}>
            {t("door.activate.submit")}
          </Action>
          <p class="small quiet tries">{t("door.activate.tries", { count: left })}</p>
        </div>
      </form>
    </Door>
  );
}

interface ChooseProps {
  token: string;
  ticket: string | undefined;
  suggested: string;
  email: string;
  onDone: (login: string) => void;
}

function Choose({ token, ticket, suggested, email, onDone }: ChooseProps) {
  const { sign_in, terms_version } = operator();
  const [login, setLogin] = useState(suggested);
  const [password, setPassword] = useState("");
  const [repeat, setRepeat] = useState("");
  const [agreed, setAgreed] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const { busy, refused, faults, fault, send } = useSending();
  useEffect(() => title.current?.focus(), []);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    const short = SHORTEST - [...password].length;
    if (!login.trim()) wrong["login"] = t("door.login.missing");
    if (short > 0) wrong["password"] = t("door.choose.too_short", { count: short });
    else if (password !== repeat) wrong["repeat"] = t("door.choose.differs");
    if (!agreed) wrong["terms"] = t("door.choose.terms_missing");
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      const made = await complete({
        token,
        ...(ticket ? { ticket } : {}),
        login: login.trim(),
        password,
        terms_version,
        language: language(),
      });
      history.replaceState(null, "", location.pathname + location.search);
      onDone(made.login);
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <Steps at={4} />
      <h1 ref={title} tabIndex={-1}>
        {t("door.choose.title")}
      </h1>
      <p class="quiet">{t("door.choose.intro")}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <Field
          label={t("door.choose.login")}
          hint={sign_in.login === "chosen" ? t("door.choose.login_hint") : undefined}
          name="login"
          value={login}
          onValue={setLogin}
          readonly={sign_in.login !== "chosen"}
          autocomplete="username"
          wrong={faults["login"]}
        />
        <PasswordField
          label={t("door.choose.password")}
          hint={t("door.choose.password_hint")}
          name="password"
          value={password}
          onValue={setPassword}
          wrong={faults["password"]}
          fresh
        >
          <StrengthBar password={password} own={[login, email.split("@")[0] ?? "", operator().name]} />
        </PasswordField>
        <PasswordField
          label={t("door.choose.repeat")}
          name="repeat"
          value={repeat}
          onValue={setRepeat}
          wrong={faults["repeat"]}
          fresh
        />
        <TermsTick agreed={agreed} onAgreed={setAgreed} wrong={faults["terms"]} />
        <Action type="submit" wide busy={busy}>
          {t("door.choose.submit")}
        </Action>
      </form>
    </Door>
  );
}

interface ConfirmProps {
  link: LinkAnswer;
  token: string;
  onDone: (login: string) => void;
}

/** The password chosen before the mail: something that only the person has, not who opens a mail. */
function Confirm({ link, token, onDone }: ConfirmProps) {
  const [password, setPassword] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [left, setLeft] = useState(link.tries_left);
  const { busy, refused, faults, fault, send } = useSending();
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong: Record<string, string> = {};
    if (!password) wrong["password"] = t("door.login.missing");
    if (!agreed) wrong["terms"] = t("door.choose.terms_missing");
    if (Object.keys(wrong).length > 0) {
      fault(wrong);
      toFirstFault(form);
      return;
    }
    await send(async () => {
      try {
        const { terms_version } = operator();
        const made = await complete({ token, password, terms_version, language: language() });
        history.replaceState(null, "", location.pathname + location.search);
        onDone(made.login);
      } catch (error) {
        setLeft(triesLeft(error) ?? left);
        throw error;
      }
    });
    toFirstFault(form);
  }
  return (
    <Door>
      <Steps at={3} of={3} />
      <h1>{t("door.confirm.title")}</h1>
      <p class="quiet breaking">{t("door.confirm.intro", { email: link.email })}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        <PasswordField
          label={t("door.login.password")}
          name="password"
          value={password}
          onValue={setPassword}
          wrong={faults["password"]}
        />
        <TermsTick agreed={agreed} onAgreed={setAgreed} wrong={faults["terms"]} />
        <div>
          <Action type="submit" wide busy={busy}>
            {t("door.confirm.submit")}
          </Action>
          <p class="small quiet tries">{t("door.activate.tries", { count: left })}</p>
        </div>
      </form>
    </Door>
  );
}

/** The tries that a refusal says are left with this link. */
function triesLeft(error: unknown): number | undefined {
  const left = error instanceof Problem ? error.facts["tries_left"] : undefined;
  return typeof left === "number" ? left : undefined;
}

interface TermsTickProps {
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
  wrong: string | undefined;
}

function TermsTick({ agreed, onAgreed, wrong }: TermsTickProps) {
  const link = (
    <a href={to("terms")} target="_blank" rel="noopener">
      {t("door.choose.terms_link")}
    </a>
  );
  return (
    <Tick checked={agreed} onChecked={onAgreed} wrong={wrong}>
      {pieces("door.choose.terms", { link })}
    </Tick>
  );
}

function Done({ login }: { login: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  const [app, setApp] = useState(false);
  useEffect(() => {
    title.current?.focus();
    const asked = new URLSearchParams(location.search).has("app");
    setApp(asked || sessionStorage.getItem("app") === "1");
  }, []);
  const appLink = operator().sign_in.app_link;
  return (
    <Door>
      <span class="seal is-good">
        <Icon of={check} size="large" />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {t("door.done.title")}
      </h1>
      <p>{t("door.done.login", { login })}</p>
      <div class="form">
        {app && appLink ? (
          <>
            <a class="action is-wide" href={appLink}>
              {t("door.done.app")}
            </a>
            <a class="textual" href={to("login")}>
              {t("door.done.sign_in")}
            </a>
          </>
        ) : (
          <a class="action is-wide" href={to("login")}>
            {t("door.done.sign_in")}
          </a>
        )}
      </div>
    </Door>
  );
}
