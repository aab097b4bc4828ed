import { useEffect, useState } from "preact/hooks";
import { day, dayMonth, today } from "../../core/format";
import { antenna, hourglass } from "../../core/icons";
import { t } from "../../core/i18n";
import { operator, to } from "../../core/page";
import { flush, waiting } from "../../core/queue";
import { me, Problem, supplyPoints } from "../api";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { asked, nameOf, remember, SYMBOLS } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { Note } from "../ui/Note";
import { Shell } from "../ui/Shell";
import type { ReadingForm, SupplyPoint } from "../wire";
import { bySession, deliver } from "./channel";
import { correction, type Correction } from "./correction";
import { History } from "./History";
import type { ToRead } from "./MeterForm";
import { SendReading } from "./SendReading";
import "./reading.css";

/** What must I do about my meters now: nothing, or type what they say. */
export function ReadingPage() {
  const found = useData(() => (location.hash ? elsewhere() : supplyPoints()));
  const mine = useData(() => me());
  const points = (found.data?.items ?? []).filter((point) => point.meter);
  const [chosen, setChosen] = useState<SupplyPoint | "all">();
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState(0);
  const account = mine.data?.account ?? "";
  const open = points.filter((point) => point.reading.open && !point.reading.automatic);
  const at = found.data ? (chosen ?? firstOf(points, open)) : undefined;

  async function send() {
    const left = await waiting<ReadingForm>(operator().code, account);
    const gone = await flush(left, async (entry) => {
      try {
        await deliver(bySession(entry.point, account), entry.form, entry.photo);
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
        at && (
          <Which
            points={points}
            several={open.length > 1}
            chosen={at}
            onChoose={(next) => {
              setChosen(next);
              if (next !== "all") remember(next);
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
        {found.data && !at && (
          <Note>
            <p class="strong">{t("reading.none.title")}</p>
          </Note>
        )}
        {at && (
          <div class="lead">
            <div class="stack top-aligned">
              <What
                key={at === "all" ? "all" : at.point}
                of={at === "all" ? open : [at]}
                all={points}
                account={account}
                onTaken={() => setTurn((last) => last + 1)}
                onKept={() => setKept((last) => last + 1)}
              />
            </div>
            <div class="stack top-aligned">
              {(at === "all" ? open : [at]).map((point) => (
                <History
                  key={`${point.point}-${turn}`}
                  point={point}
                  {...(at === "all" ? { name: nameOf(point, points) } : {})}
                />
              ))}
            </div>
          </div>
        )}
      </div>
    </Shell>
  );
}

/** A reminder's link of before: its page is one that asks for no session. */
function elsewhere(): Promise<never> {
  location.replace(to("send-reading") + location.hash);
  return new Promise(() => undefined);
}

/** What the address asks for, else all that can be read today, else the first. */
function firstOf(points: SupplyPoint[], open: SupplyPoint[]): SupplyPoint | "all" | undefined {
  if (new URLSearchParams(location.search).has("point")) return asked(points);
  return open.length > 1 ? "all" : (open[0] ?? points[0]);
}

interface WhichProps {
  points: SupplyPoint[];
  several: boolean;
  chosen: SupplyPoint | "all";
  onChoose: (next: SupplyPoint | "all") => void;
}

/** One pill for each point, and one for all that can be read today. */
function Which({ points, several, chosen, onChoose }: WhichProps) {
  if (points.length < 2) return null;
  return (
    <div class="pills" role="group" aria-label={t("reading.which")}>
      {several && (
        <button type="button" class="pill" aria-pressed={chosen === "all"} onClick={() => onChoose("all")}>
          {t("reading.all")}
        </button>
      )}
      {points.map((point) => (
        <button
          key={point.point}
          type="button"
          class={`pill of-${point.energy}`}
          aria-pressed={chosen !== "all" && point.point === chosen.point}
          onClick={() => onChoose(point)}
        >
          <Icon of={SYMBOLS[point.energy]} />
          {nameOf(point, points)}
        </button>
      ))}
    </div>
  );
}

interface WhatProps {
  of: SupplyPoint[];
  all: SupplyPoint[];
  account: string;
  onTaken: () => void;
  onKept: () => void;
}

function What({ of, all, account, onTaken, onKept }: WhatProps) {
  const [again] = useState<Correction | undefined>(() => (of.length === 1 ? correction(of[0]) : undefined));
  const [point] = of;
  if (!point) return null;
  if (point.reading.automatic) return <Automatic point={point} />;
  if (!point.reading.open && !again) return <Closed point={point} />;
  const meters = again ? [toCorrect(point, all, account, again)] : of.flatMap((each) => toRead(each, all, account));
  return (
    <>
      <p>
        <span class="state is-soon">
          {again
            ? t("reading.correct.of", { day: day(again.on) })
            : t("reading.window.open", { day: dayMonth(point.reading.until_on ?? today()) })}
        </span>
      </p>
      {again && <p class="quiet">{t("reading.correct.more")}</p>}
      <SendReading meters={meters} onTaken={onTaken} onKept={onKept} />
    </>
  );
}

function toRead(point: SupplyPoint, all: SupplyPoint[], account: string): ToRead[] {
  const byHand = (point.meters ?? []).filter((each) => !each.communicating);
  return byHand.map((meter) => ({
    id: `${point.point} ${meter.serial}`,
    meter,
    energy: point.energy,
    name: nameOf(point, all),
    channel: bySession(point.point, account),
    named: byHand.length > 1,
  }));
}

function toCorrect(point: SupplyPoint, all: SupplyPoint[], account: string, again: Correction): ToRead {
  return {
    id: `${point.point} ${again.meter.serial} ${again.on}`,
    meter: again.meter,
    energy: point.energy,
    name: nameOf(point, all),
    channel: bySession(point.point, account),
    named: true,
    on: again.on,
    values: again.values,
  };
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
        {t("reading.automatic.message")}{" "}
        <a href={to("help", { about: "reading", reference: point.point })}>{t("reading.automatic.write")}</a>
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
