import { useEffect, useState } from "preact/hooks";
import { left, right } from "../../core/icons";
import { day, plusDays } from "../../core/format";
import { language, t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { ActList } from "./Acts";
import { trail, type Act } from "./calls";
import { Desk } from "./Desk";

/** Who did what on a day, for supervisors. Days are UTC: that is how they are written down. */
export function Trail() {
  return <Desk title={t("counter.trail.title")}>{() => <Day />}</Desk>;
}

const now = (): string => new Date().toISOString().slice(0, 10);

function Day() {
  const [on, setOn] = useState(now());
  const [more, setMore] = useState<Act[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const first = useData(() => trail(on), [on]);
  useEffect(() => {
    setMore([]);
    setNext(first.data?.next ?? null);
  }, [first.data]);
  async function goOn(): Promise<void> {
    const page = await trail(on, next ?? undefined);
    setMore([...more, ...page.items]);
    setNext(page.next);
  }
  return (
    <section class="card">
      <div class="row spread">
        <h2>{day(on)}</h2>
        <div class="row">
          <button type="button" class="round" aria-label={t("counter.trail.before")} onClick={() => setOn(plusDays(on, -1))}>
            <Icon of={left} />
          </button>
          <div class="box">
            <input
              type="date"
              lang={language()}
              aria-label={t("counter.trail.day")}
              value={on}
              max={now()}
              onInput={(event) => event.currentTarget.value && setOn(event.currentTarget.value)}
            />
          </div>
          <button
            type="button"
            class="round"
            aria-label={t("counter.trail.after")}
            disabled={on >= now()}
            onClick={() => setOn(plusDays(on, 1))}
          >
            <Icon of={right} />
          </button>
        </div>
      </div>
      {first.error ? <Failed error={first.error} again={first.again} /> : null}
      {first.loading && !first.error && <Ghost of="row" rows={6} />}
      {!first.loading && first.data && <ActList acts={[...first.data.items, ...more]} />}
      {next && !first.loading && (
        <Action small second onClick={() => void goOn()}>
          {t("counter.more")}
        </Action>
      )}
    </section>
  );
}
