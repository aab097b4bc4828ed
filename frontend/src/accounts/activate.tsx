import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { lookAtLink } from "../api";
import { Door } from "../ui/Door";
import { Note, Refused } from "../ui/Note";
import type { LinkAnswer } from "../wire";
import { Choose } from "./activation/Choose";
import { Confirm } from "./activation/Confirm";
import { Done } from "./activation/Done";
import { Prove } from "./activation/Prove";
import { Drawing } from "./BillDrawing";
import { Steps } from "./Steps";

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
