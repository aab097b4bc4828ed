import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Note } from "../ui/Note";
import { Segments } from "../ui/Segments";
import { reviews, type Desk as Who, type Review } from "./calls";
import { Desk } from "./Desk";
import { DryRuns } from "./DryRuns";
import { ReviewPane } from "./ReviewPane";
import { ReviewRows } from "./ReviewRows";
import { Runs } from "./Runs";

type View = "check" | "runs" | "dry";

/** Strange bills before they go out, the runs that make them, and a rehearsal of one. */
export function CounterBills() {
  const [view, setView] = useState<View>("check");
  return (
    <Desk
      title={t("counter.bills.title")}
      tools={
        <Segments
          label={t("counter.bills.title")}
          options={(["check", "runs", "dry"] as const).map(
            (each) => [each, t(`counter.bills.${each}`)] as const,
          )}
          chosen={view}
          onChoose={setView}
        />
      }
    >
      {(who) => {
        if (view === "runs") return <Runs may={who.may} />;
        if (view === "dry") return <DryRuns may={who.may} />;
        return <Check who={who} />;
      }}
    </Desk>
  );
}

const same = (a: Review, b: Review | undefined): boolean =>
  a.customer === b?.customer && a.contract === b.contract;

/** The list on one side, the bill line by line on the other. */
function Check({ who }: { who: Who }) {
  const list = useData(reviews);
  const [chosen, setChosen] = useState<Review>();
  const [said, setSaid] = useState("");
  const items = list.data?.items ?? [];
  useEffect(() => {
    if (list.data && !items.some((each) => same(each, chosen))) setChosen(items[0]);
  }, [list.data]);
  if (list.error && !list.data) return <Failed error={list.error} again={list.again} />;
  if (!list.data) return <Ghost of="row" rows={5} />;
  return (
    <div class="stack">
      <div role="status">{said && <Note kind="good">{said}</Note>}</div>
      {items.length === 0 ? (
        <section class="card">
          <p class="strong">{t("counter.bills.none")}</p>
          <p class="quiet">{t("counter.bills.none_next")}</p>
        </section>
      ) : (
        <div class="split">
          <section class="card split-list">
            <ReviewRows items={items} chosen={chosen} onChoose={setChosen} />
          </section>
          {chosen && (
            <ReviewPane
              key={`${chosen.customer} ${chosen.contract}`}
              of={items.find((each) => same(each, chosen)) ?? chosen}
              may={who.may}
              onDone={(words) => {
                setSaid(words);
                list.again();
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}
