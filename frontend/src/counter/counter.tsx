import type { ComponentChildren } from "preact";
import { bill, card, mail, right } from "../../core/icons";
import { money, shortDay } from "../../core/format";
import { t, type Key } from "../../core/i18n";
import { to, type PageName } from "../../core/page";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Icon } from "../ui/Icon";
import { reviews, tickets, transfers } from "./calls";
import { Desk } from "./Desk";
import { Finder } from "./Finder";

const SHOWN = 4;

/** Who stands at the counter, and what waits there. */
export function Counter() {
  return (
    <Desk title={t("counter.find.title")}>
      {() => (
        <div class="stack">
          <section class="card">
            <Finder big />
          </section>
          <div class="waiting">
            <Bills />
            <Transfers />
            <Tickets />
          </div>
        </div>
      )}
    </Desk>
  );
}

interface Pile {
  title: Key;
  icon: string;
  page: PageName;
  none: Key;
  count: number | undefined;
  more?: boolean;
  error: unknown;
  again: () => void;
  children: ComponentChildren;
}

/** One pile of work: how much of it, and what lies on top. */
function Waiting({ title, icon, page, none, count, more, error, again, children }: Pile) {
  return (
    <section class="card pile">
      <a class="pile-head" href={to(page)}>
        <Icon of={icon} />
        <h2>{t(title)}</h2>
        <span class="pile-count figures">{count === undefined ? "" : `${count}${more ? "+" : ""}`}</span>
        <Icon of={right} size="small" />
      </a>
      {error ? <Failed error={error} again={again} /> : null}
      {count === undefined && !error && <Ghost of="line" rows={3} />}
      {count === 0 && <p class="quiet small">{t(none)}</p>}
      {count ? <ul class="pile-list">{children}</ul> : null}
    </section>
  );
}

function Bills() {
  const { data, error, again } = useData(reviews);
  const open = data?.items.filter((each) => each.state === "open");
  return (
    <Waiting title="counter.nav.bills" icon={bill} page="counter/bills" none="counter.today.no_bills"
      count={open?.length} error={error} again={again}>
      {open?.slice(0, SHOWN).map((each) => (
        <li key={each.contract}>
          <span>{each.name}</span>
          <span class="figures">
            {each.total_cents === null ? "" : money(each.total_cents, each.currency)}
          </span>
        </li>
      ))}
    </Waiting>
  );
}

function Transfers() {
  const { data, error, again } = useData(transfers);
  return (
    <Waiting title="counter.nav.transfers" icon={card} page="counter/transfers"
      none="counter.today.no_transfers" count={data?.items.length} error={error} again={again}>
      {data?.items.slice(0, SHOWN).map((each) => (
        <li key={each.transfer}>
          <span>{shortDay(each.booked_on)}</span>
          <span class="figures">{money(each.amount_cents, each.currency)}</span>
        </li>
      ))}
    </Waiting>
  );
}

function Tickets() {
  const { data, error, again } = useData(() => tickets("open"));
  return (
    <Waiting title="counter.nav.tickets" icon={mail} page="counter/tickets"
      none="counter.today.no_tickets" count={data?.items.length} more={!!data?.next} error={error} again={again}>
      {data?.items.slice(0, SHOWN).map((each) => (
        <li key={each.ticket}>
          <span>{each.preview}</span>
        </li>
      ))}
    </Waiting>
  );
}
