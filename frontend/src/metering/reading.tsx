import { useEffect, useState } from "preact/hooks";
import { dayMonth, day, today } from "../../core/format";
import { antenna, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { flush, waiting } from "../../core/queue";
import { me, Problem, sendReading, supplyPoints } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { asked, Fluids, remember } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { ReadingForm, SupplyPoint } from "../wire";
import { History } from "./History";
import { SendReading } from "./SendReading";
import "./reading.css";

/** What must I do about my meter now: nothing, or type what it says. */
export function ReadingPage() {
  const found = useData(() => supplyPoints());
  const mine = useData(() => me());
  const points = (found.data?.items ?? []).filter((point) => point.meter);
  const [chosen, setChosen] = useState<SupplyPoint>();
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState(0);
  const point = chosen ?? (found.data ? (wanted() ? asked(points) : firstToRead(points)) : undefined);
  const account = mine.data?.account ?? "";

  async function send() {
    const left = await waiting<ReadingForm>(operator().code, account);
    const gone = await flush(left, async (entry) => {
      try {
        await sendReading(entry.point, entry.form);
        return "sent";
      } catch (error) {
        return error instanceof Problem && error.offline ? "later" : "refused";
      }
    });
    setKept(left.length - gone);
    if (gone > 0) setTurn((last) => last + 1);
  }
  useEffect(() => {
    if (!account) return;
    void send();
    const back = (): void => void send();
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, [account]);

  return (
    <Shell
      title={t("reading.page")}
      tools={
        point && (
          <Fluids
            points={points}
            chosen={point}
            label={t("reading.which")}
            onChoose={(next) => {
              setChosen(next);
              remember(next);
            }}
          />
        )
      }
    >
      <div class="stack">
        {found.error ? <Failed error={found.error} again={found.again} /> : null}
        {kept > 0 && (
          <Note kind="soon" icon={hourglass}>
            <p class="strong">{t("reading.offline.title")}</p>
            <p>{t("reading.offline.more", { count: kept })}</p>
          </Note>
        )}
        {found.loading && (
          <div class="card">
            <Ghost of="answer" />
            <Ghost of="block" />
          </div>
        )}
        {found.data && !point && (
          <Note>
            <p class="strong">{t("reading.none.title")}</p>
          </Note>
        )}
        {point && (
          <div class="lead">
            <div class="stack top-aligned">
              <What
                key={point.point}
                point={point}
                account={account}
                onSent={() => setTurn((last) => last + 1)}
                onKept={() => setKept((last) => last + 1)}
              />
            </div>
            <History key={`${point.point}-${turn}`} point={point} />
          </div>
        )}
      </div>
    </Shell>
  );
}

function wanted(): boolean {
  return new URLSearchParams(location.search).has("point");
}

function firstToRead(points: SupplyPoint[]): SupplyPoint | undefined {
  return points.find((point) => point.reading.open) ?? points[0];
}

interface WhatProps {
  point: SupplyPoint;
  account: string;
  onSent: () => void;
  onKept: () => void;
}

function What({ point, account, onSent, onKept }: WhatProps) {
  if (point.reading.automatic) return <Automatic point={point} />;
  if (!point.reading.open) return <Closed point={point} />;
  return (
    <>
      <p>
        <span class="state is-soon">
          {t("reading.window.open", { day: dayMonth(point.reading.until_on ?? today()) })}
        </span>
      </p>
      <SendReading point={point} account={account} onSent={onSent} onKept={onKept} />
    </>
  );
}

/** The exact sentence of the source document, and where a self-reading goes all the same. */
function Automatic({ point }: { point: SupplyPoint }) {
  return (
    <section class="card automatic">
      <span class={`seal of-${point.energy} tint`}>
        <Icon of={antenna} size="large" />
      </span>
      <p class="answer is-second">{t("reading.automatic.title")}</p>
      <p class="quiet">{t("reading.automatic.more")}</p>
      <p>
        {t("reading.automatic.message")} <a href={to("help", { about: "reading" })}>{t("reading.automatic.write")}</a>
      </p>
    </section>
  );
}

function Closed({ point }: { point: SupplyPoint }) {
  const from = point.reading.from_on;
  return (
    <Note kind="soon">
      <p class="strong">{t("reading.window.closed")}</p>
      {from && <p>{t("reading.window.closed_next", { day: day(from) })}</p>}
    </Note>
  );
}
