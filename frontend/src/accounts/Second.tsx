import { useEffect, useState } from "preact/hooks";
import { t, type Key } from "../../core/i18n";
import { Problem } from "../api";
import { Action } from "../ui/Action";
import { Field, Tick } from "../ui/Field";
import { toFirstFault, useSending } from "../ui/form";
import { Note, Refused } from "../ui/Note";
import { answerSecond, textCode, type SecondFactor, type SessionAnswer } from "./calls";

/** What a sign-in asks besides the password. */
export interface Challenge {
  challenge: string;
  factors: SecondFactor[];
  phoneEnding: string;
}

/** The challenge in a refusal, where it is one. */
export function challengeOf({ code, facts }: Problem): Challenge | undefined {
  if (code !== "second_factor_needed") return undefined;
  return {
    challenge: String(facts["challenge"]),
    factors: [...(String(facts["factors"]).split(" ") as SecondFactor[]), "recovery"],
    phoneEnding: String(facts["phone_ending"] ?? ""),
  };
}

interface Props {
  asked: Challenge;
  onEntered: (answer: SessionAnswer) => Promise<void>;
  /** Back to the first question, with the reason where it was not the reader's own wish. */
  onOver: (why?: Key) => void;
}

/** The second question: a code from an app, by text, or from the paper in the drawer. */
export function Second({ asked, onEntered, onOver }: Props) {
  const { challenge, factors, phoneEnding } = asked;
  const [factor, setFactor] = useState<SecondFactor>(factors[0] ?? "recovery");
  const [code, setCode] = useState("");
  const [remember, setRemember] = useState(false);
  const [texted, setTexted] = useState(0);
  const { busy, refused, faults, fault, send } = useSending();

  const text = (): Promise<void> =>
    send(async () => {
      await ended(textCode(challenge), onOver);
      setTexted((count) => count + 1);
    });
  useEffect(() => {
    if (factor === "sms" && texted === 0) void text();
  }, [factor]);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (!code.trim()) {
      fault({ code: t("door.login.missing") });
      toFirstFault(form);
      return;
    }
    await send(async () => {
      const answer = await ended(answerSecond(challenge, factor, code.trim(), remember), onOver);
      if (answer) await onEntered(answer);
    });
    toFirstFault(form);
  }

  return (
    <>
      <p class="quiet">{t(`door.second.${factor}`, { ending: phoneEnding })}</p>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        {refused ? <Refused error={refused} /> : null}
        {factor === "sms" && texted > 1 && !refused && (
          <div role="status">
            <Note kind="good">{t("door.second.again_done")}</Note>
          </div>
        )}
        <Field
          key={factor}
          label={t(factor === "recovery" ? "door.second.recovery_label" : "door.second.label")}
          name="code"
          value={code}
          onValue={setCode}
          autocomplete={factor === "recovery" ? "off" : "one-time-code"}
          inputmode={factor === "recovery" ? "text" : "numeric"}
          code
          maxlength={factor === "recovery" ? 24 : 9}
          wrong={faults["code"]}
        />
        <Tick checked={remember} onChecked={setRemember}>
          {t("door.second.remember")}
          <br />
          <span class="quiet small">{t("door.second.remember_hint")}</span>
        </Tick>
        <Action type="submit" wide busy={busy}>
          {t("door.second.submit")}
        </Action>
        <div class="door-links">
          {factor === "sms" && (
            <button type="button" class="textual" onClick={() => void text()}>
              {t("door.second.again")}
            </button>
          )}
          {factors
            .filter((each) => each !== factor)
            .map((each) => (
              <button
                key={each}
                type="button"
                class="textual"
                onClick={() => {
                  fault({});
                  setCode("");
                  setFactor(each);
                }}
              >
                {t(`door.second.by_${each}`)}
              </button>
            ))}
          <button type="button" class="textual" onClick={() => onOver()}>
            {t("door.second.restart")}
          </button>
        </div>
      </form>
    </>
  );
}

/** Leads back to the first question when the challenge is over: too late, or too many wrong codes. */
async function ended<T>(asked: Promise<T>, onOver: Props["onOver"]): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "link_expired") onOver("door.second.expired");
    else if (error.code === "link_used_up" || error.facts["tries_left"] === 0) onOver("door.second.used_up");
    else throw error;
    return undefined;
  }
}
