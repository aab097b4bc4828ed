import { useState } from "preact/hooks";
import { clock, shield } from "../../core/icons";
import { t } from "../../core/i18n";
import { me } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Shell } from "../ui/Shell";
import { passkeys as standingPasskeys, standingFactors, type Factors } from "./calls";
import { Places } from "./safety/Places";
import { Reach } from "./safety/Reach";
import { Seconds } from "./safety/Seconds";
import { Ways } from "./safety/Ways";
import "./safety/safety.css";

/** What protects the account, where it is open, and how it is written to. */
export function Safety() {
  const mine = useData(() => me());
  const factors = useData(() => standingFactors());
  const passkeys = useData(() => standingPasskeys());
  const [open, setOpen] = useState("");
  const desk = { open, setOpen };
  return (
    <Shell title={t("safety.page")} narrow>
      <div class="stack safety">
        <Verdict factors={factors.data} />
        {mine.error ? <Failed error={mine.error} again={mine.again} /> : null}
        {mine.data && (
          <Ways mine={mine.data} again={mine.again} factors={factors.data} passkeys={passkeys} desk={desk} />
        )}
        {!mine.data && !mine.error && <Ghost of="block" />}
        <Seconds factors={factors} desk={desk} />
        <Places />
        {mine.data && <Reach mine={mine.data} desk={desk} again={mine.again} />}
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
