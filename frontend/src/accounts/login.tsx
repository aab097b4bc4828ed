import { useEffect, useRef, useState } from "preact/hooks";
import { t, type Key } from "../../core/i18n";
import { operator } from "../../core/page";
import { Problem, signIn } from "../api";
import { Door } from "../ui/Door";
import { Note, Refused } from "../ui/Note";
import { handOver, goOn } from "./after";
import type { SessionAnswer } from "./calls";
import { Password, type Typed } from "./Password";
import { Renew } from "./Renew";
import { challengeOf, Second, type Challenge } from "./Second";

type Stage =
  | { at: "password" }
  | { at: "second"; asked: Challenge }
  | { at: "renew"; password: string }
  | { at: "app"; link: string; error: unknown };

/** Sign-in: password or passkey, then what else is asked, then on to where one was going. */
export function Login() {
  const [stage, setStage] = useState<Stage>({ at: "password" });
  const [said, setSaid] = useState<{ kind: "good" | "soon"; words: Key }>();
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    if (query.has("renew")) setStage({ at: "renew", password: "" });
    if (query.has("next")) setSaid({ kind: "soon", words: "door.login.needed" });
    if (query.has("recovered")) setSaid({ kind: "good", words: "door.login.recovered" });
  }, []);
  useEffect(() => {
    if (!first.current) title.current?.focus();
    first.current = false;
  }, [stage.at]);

  async function entered(answer: SessionAnswer, password = ""): Promise<void> {
    if (answer.must_change_password) {
      setStage({ at: "renew", password });
      return;
    }
    const app = await handOver();
    if (app) setStage({ at: "app", ...app });
    else await goOn(answer.role);
  }

  async function enter({ login, place, password }: Typed): Promise<void> {
    setSaid(undefined);
    try {
      await entered(await signIn(login, password, place), password);
    } catch (error) {
      const asked = error instanceof Problem ? challengeOf(error) : undefined;
      if (!asked) throw error;
      setStage({ at: "second", asked });
    }
  }

  const heading = (words: Key) => (
    <h1 ref={title} tabIndex={-1}>
      {t(words)}
    </h1>
  );
  if (stage.at === "second") {
    return (
      <Door>
        {heading("door.second.title")}
        <Second
          asked={stage.asked}
          onEntered={entered}
          onOver={(words) => {
            if (words) setSaid({ kind: "soon", words });
            setStage({ at: "password" });
          }}
        />
      </Door>
    );
  }
  if (stage.at === "renew") {
    return (
      <Door>
        {heading("door.renew.title")}
        <Renew password={stage.password} onEntered={entered} />
      </Door>
    );
  }
  if (stage.at === "app") {
    return (
      <Door>
        {heading("door.app.title")}
        <BackToApp link={stage.link} error={stage.error} />
      </Door>
    );
  }
  return (
    <Door>
      {heading("door.login.title")}
      {said && (
        <div class="form" role="status">
          <Note kind={said.kind}>{t(said.words)}</Note>
        </div>
      )}
      <Password onTyped={enter} onEntered={entered} />
    </Door>
  );
}

function BackToApp({ link, error }: { link: string; error: unknown }) {
  return (
    <div class="form">
      {error ? <Refused error={error} /> : <p>{t("door.app.intro", { operator: operator().name })}</p>}
      {link && (
        <a class="action is-wide" href={link}>
          {t("door.app.open")}
        </a>
      )}
      <button type="button" class="textual" onClick={() => void goOn()}>
        {t("door.app.stay")}
      </button>
    </div>
  );
}
