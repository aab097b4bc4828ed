import { useEffect, useRef, useState } from "preact/hooks";
import { mail, pin } from "../../core/icons";
import { language, t } from "../../core/i18n";
import type { ProofKind } from "../../core/facts";
import { operator, to } from "../../core/page";
import { meant } from "../../core/mailbox";
import { SHORTEST } from "../../core/strength";
import { correctAddress, signup, signupAgain } from "../api";
import { Action } from "../ui/Action";
import { Door } from "../ui/Door";
import { Field, PasswordField } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Icon } from "../ui/Icon";
import { Note, Refused } from "../ui/Note";
import { Drawing, firstPrinted } from "./BillDrawing";
import { ProofFields, proofFaults, proofSent, type Proof } from "./ProofFields";
import { Steps } from "./Steps";
import { StrengthBar } from "./StrengthBar";

const PLAUSIBLE = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Sign-up from the e-mail address (and, where the pack asks it first, the proof) to the mailbox. */
export function Signup() {
  const { proof } = operator();
  const before = proof.asked === "before_mail";
  const [email, setEmail] = useState("");
  const [given, setGiven] = useState<Proof>({});
  const [password, setPassword] = useState("");
  const [phone, setPhone] = useState("");
  const [ring, setRing] = useState<ProofKind | undefined>(firstPrinted(proof.parts));
  const [sent, setSent] = useState<{ to: string; handle: string }>();
  const [correcting, setCorrecting] = useState<{ to: string; handle: string }>();
  const probable = meant(email.trim());
  const sending = useSending();
  useEffect(() => {
    if (new URLSearchParams(location.search).has("app")) sessionStorage.setItem("app", "1");
  }, []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const wrong = before && !correcting ? proofFaults(given) : {};
    const short = SHORTEST - [...password].length;
    if (before && !correcting && short > 0) {
      wrong["password"] = t("door.choose.too_short", { count: short });
    }
    if (!PLAUSIBLE.test(email.trim())) wrong["email"] = t("door.signup.email_wrong");
    if (Object.keys(wrong).length > 0) {
      sending.fault(wrong);
      toFirstFault(form);
      return;
    }
    await sending.send(async () => {
      const to = email.trim();
      const proven = before && { proof: proofSent(given), password, ...(phone.trim() && { phone }) };
      const answer = correcting
        ? await correctAddress(correcting.to, correcting.handle, to)
        : await signup({ email: to, language: language(), ...proven });
      setSent({ to, handle: answer.signup });
    });
    toFirstFault(form);
  }

  if (sent) {
    return (
      <Sent
        email={sent.to}
        onCorrect={() => {
          setCorrecting(sent);
          setSent(undefined);
        }}
      />
    );
  }
  return (
    <Door {...(before ? { art: <Drawing ring={ring} /> } : {})}>
      <Steps at={1} />
      <h1>{t("door.signup.title")}</h1>
      <p class="quiet">{t("door.signup.intro")}</p>
      {operator().companies > 1 && (
        <p>
          <a class="textual" href={to("company")}>
            {t("door.company.page")}
          </a>
        </p>
      )}
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {sending.refused ? <Refused error={sending.refused} /> : null}
        {before && !correcting && (
          <fieldset class="form is-first">
            <legend class="unseen">{t("door.signup.proof")}</legend>
            <ProofFields given={given} onGiven={setGiven} faults={sending.faults} onFocus={setRing} />
          </fieldset>
        )}
        <Field
          label={t("door.signup.email")}
          hint={t("door.signup.email_hint")}
          name="email"
          type="email"
          inputmode="email"
          autocomplete="email"
          value={email}
          onValue={setEmail}
          wrong={sending.faults["email"] ?? sending.faults["new_email"]}
        />
        {probable && (
          <button type="button" class="textual" onClick={() => setEmail(probable)}>
            {t("door.signup.meant", { email: probable })}
          </button>
        )}
        {before && !correcting && (
          <>
            <Field
              label={`${t("door.signup.phone")} ${t("door.proof.optional")}`}
              hint={t("door.signup.phone_hint")}
              name="phone"
              type="tel"
              inputmode="tel"
              autocomplete="tel"
              required={false}
              value={phone}
              onValue={setPhone}
              wrong={sending.faults["phone"]}
            />
            <PasswordField
              label={t("door.choose.password")}
              hint={t("door.choose.password_hint")}
              name="password"
              value={password}
              onValue={setPassword}
              wrong={sending.faults["password"]}
              fresh
            >
              <StrengthBar password={password} own={[email.split("@")[0] ?? "", operator().name]} />
            </PasswordField>
          </>
        )}
        <Action type="submit" wide busy={sending.busy}>
          {t("door.signup.submit")}
        </Action>
        <div class="door-links">
          <p>
            {t("door.signup.known")} <a href={to("login")}>{t("door.login.submit")}</a>
          </p>
        </div>
        <Offices />
      </form>
    </Door>
  );
}

/** Where a customer without a meter can register: only said where the proof asks for a meter. */
function Offices() {
  const { offices, proof } = operator();
  if (offices.length === 0 || !proof.parts.some((part) => part.kind === "meter_serial")) return null;
  return (
    <Note icon={pin}>
      <p>{t("door.signup.no_meter")}</p>
      {offices.map((office) => (
        <p key={office.address} class="strong">
          {office.address}
          {office.door_sign && <span class="door-sign">{office.door_sign}</span>}
        </p>
      ))}
    </Note>
  );
}

function Sent({ email, onCorrect }: { email: string; onCorrect: () => void }) {
  const { hours, uses } = operator().link;
  const days = hours / 24;
  const title = useRef<HTMLHeadingElement>(null);
  const [again, setAgain] = useState(false);
  const sending = useSending();
  useEffect(() => title.current?.focus(), []);
  return (
    <Door>
      <Steps at={2} />
      <span class="seal">
        <Icon of={mail} size="large" />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {t("door.sent.title")}
      </h1>
      <p class="sent-to">{t("door.sent.to", { email })}</p>
      <p class="quiet">
        {Number.isInteger(days)
          ? t("door.sent.days", { count: days })
          : t("door.sent.hours", { count: hours })}{" "}
        {uses > 1 && t("door.sent.uses", { count: uses })}
      </p>
      <div class="form">
        <Note kind={again ? "good" : "calm"}>
          <p class="strong">{again ? t("door.sent.again_done") : t("door.sent.nothing")}</p>
          <p>{t("door.sent.spam")}</p>
        </Note>
        {sending.refused ? <Refused error={sending.refused} /> : null}
        <div class="row">
          <Action
            second
            busy={sending.busy}
            onClick={() =>
              void sending.send(async () => {
                await signupAgain(email);
                setAgain(true);
              })
            }
          >
            {t("door.sent.again")}
          </Action>
          <button type="button" class="textual" onClick={onCorrect}>
            {t("door.sent.correct")}
          </button>
        </div>
        <p class="unseen" aria-live="polite">
          {again ? t("door.sent.again_done") : ""}
        </p>
      </div>
    </Door>
  );
}
