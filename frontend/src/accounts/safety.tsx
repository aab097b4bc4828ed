import { useState } from "preact/hooks";
import { clock, shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { me } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Shell } from "../ui/Shell";
import { safety, type Factors } from "./calls";
import { Places } from "./safety/Places";
import { Reach } from "./safety/Reach";
import { Seconds } from "./safety/Seconds";
import { Ways } from "./safety/Ways";
import "../../styles/parts/seal.css";
import "./safety/safety.css";

/** What protects the account, where it is open, and how it is written to. */
export function Safety() {
  const mine = useData(() => me());
  const facts = useData(() => safety());
  const [open, setOpen] = useState("");
  const desk = { open, setOpen };
  const { data, again } = facts;
  return (
    <Shell title={t("safety.page")} narrow>
      <div class="stack safety">
        <Verdict factors={data?.factors} />
        {mine.error ? <Failed error={mine.error} again={mine.again} /> : null}
        {facts.error ? <Failed error={facts.error} again={again} /> : null}
        {mine.data && data ? (
          <>
            <Ways mine={mine.data} facts={data} againMine={mine.again} again={again} desk={desk} />
            <Seconds factors={data.factors} again={again} desk={desk} />
            <Places facts={data} again={again} />
            <Reach mine={mine.data} desk={desk} again={mine.again} />
          </>
        ) : (
          !mine.error && !facts.error && <Ghost of="block" rows={3} />
        )}
      </div>
    </Shell>
  );
}

/** The page's one answer: how well the account is protected, and what would help most. */
function Verdict({ factors }: { factors: Factors | undefined }) {
  const two = (factors?.factors.length ?? 0) > 0;
  const few = two && (factors?.recovery_codes_left ?? 0) < 3;
  const kind = !factors ? "" : two && !few ? "is-good" : "is-soon";
  const words = few ? "few" : two ? "two" : "one";
  return (
    <section class="card verdict" aria-live="polite">
      <span class={`seal ${kind}`}>
        <Icon of={few ? clock : shield} size="large" />
      </span>
      {factors ? (
        <div>
          <p class="answer is-second">{t(`safety.verdict.${words}`)}</p>
          <p class="quiet">{t(`safety.verdict.${words}_more`)}</p>
        </div>
      ) : (
        <Ghost of="line" rows={2} />
      )}
    </section>
  );
}
