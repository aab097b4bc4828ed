import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import { readings, supplyPoints } from "../api";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { asked, Fluids, remember } from "../ui/Fluids";
import { Ghost } from "../ui/Ghost";
import { Note } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { Shell } from "../ui/Shell";
import type { Reading, SupplyPoint } from "../wire";
import { ReadingRows } from "./ReadingRows";

type Shown = "all" | "real" | "estimated" | "mine";

/** Every reading of a point, newest first, page by page: what was sent, by whom, what became of it. */
export function ReadingsPage() {
  const found = useData(() => supplyPoints());
  const [chosen, setChosen] = useState<SupplyPoint>();
  const points = (found.data?.items ?? []).filter((point) => point.meter);
  const point = chosen ?? (found.data ? asked(points) : undefined);
  return (
    <Shell
      title={t("reading.history.title")}
      narrow
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
        {found.loading && <Ghost of="block" />}
        {found.data && !point && (
          <Note>
            <p class="strong">{t("reading.none.title")}</p>
          </Note>
        )}
        {point && <All key={point.point} point={point} />}
        <p>
          <a href={to("reading", point ? { point: point.point } : {})}>{t("reading.history.back")}</a>
        </p>
      </div>
    </Shell>
  );
}

function All({ point }: { point: SupplyPoint }) {
  const first = useData(() => readings(point.point));
  const [more, setMore] = useState<Reading[]>([]);
  const [next, setNext] = useState<string | null>();
  const [shown, setShown] = useState<Shown>("all");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const cursor = next === undefined ? first.data?.next : next;
  const every = [...(first.data?.items ?? []), ...more];
  const kept = every.filter(
    (each) => shown === "all" || (shown === "mine" ? each.source === "customer" : each.kind === shown),
  );
  useEffect(() => {
    // A choice that leaves a page empty looks further by itself.
    if (kept.length === 0 && cursor && !busy && !error) void load();
  }, [shown, cursor]);

  async function load() {
    setBusy(true);
    setError(undefined);
    try {
      const page = await readings(point.point, cursor ?? undefined);
      setMore([...more, ...page.items]);
      setNext(page.next ?? null);
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  }

  if (first.loading) return <Ghost of="row" rows={8} />;
  if (first.error) return <Failed error={first.error} again={first.again} />;
  if (every.length === 0) return <Note>{t("reading.history.none")}</Note>;
  return (
    <>
      <Segments
        label={t("reading.history.kind")}
        options={[
          ["all", t("reading.history.every")],
          ["real", t("reading.kind.real")],
          ["estimated", t("reading.kind.estimated")],
          ["mine", t("reading.history.mine")],
        ]}
        chosen={shown}
        onChoose={setShown}
      />
      <section class="card">
        {kept.length > 0 ? (
          <ReadingRows point={point} readings={kept} />
        ) : (
          <p class="quiet">{t(busy ? "shell.wait" : "reading.history.none_such")}</p>
        )}
        {error ? <Failed error={error} again={() => void load()} /> : null}
        {cursor && (
          <Action second small busy={busy} onClick={() => void load()}>
            {t("reading.history.more")}
          </Action>
        )}
      </section>
      <Note>
        <p>{t("reading.history.explained")}</p>
      </Note>
    </>
  );
}
