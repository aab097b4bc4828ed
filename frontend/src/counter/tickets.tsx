import { useEffect, useState } from "preact/hooks";
import { t } from "../../core/i18n";
import { Action } from "../ui/Action";
import { useData } from "../ui/data";
import { Failed } from "../ui/Failed";
import { Ghost } from "../ui/Ghost";
import { Segments } from "../ui/Segments";
import { tickets, type Ticket } from "./calls";
import { Desk } from "./Desk";
import { ThreadPane } from "./ThreadPane";
import { TicketRows } from "./TicketRows";

const QUEUES = ["open", "mine", "in_progress", "awaiting_customer", "resolved"] as const;
type Queue = (typeof QUEUES)[number];

/** Requests of customers: whoever waits longest first, and the thread of one. */
export function Tickets() {
  const [queue, setQueue] = useState<Queue>("open");
  return (
    <Desk
      title={t("counter.tickets.title")}
      tools={
        <Segments
          label={t("counter.tickets.queue")}
          options={QUEUES.map((each) => [each, t(`counter.queue.${each}`)] as const)}
          chosen={queue}
          onChoose={setQueue}
        />
      }
    >
      {() => <Both queue={queue} />}
    </Desk>
  );
}

function Both({ queue }: { queue: Queue }) {
  const [asked, setAsked] = useState<string>();
  const list = useData(() => tickets(queue), [queue]);
  const [more, setMore] = useState<Ticket[]>([]);
  const [next, setNext] = useState<string | null>(null);
  useEffect(() => setAsked(new URLSearchParams(location.search).get("ticket") ?? ""), []);
  useEffect(() => {
    setMore([]);
    setNext(list.data?.next ?? null);
  }, [list.data]);
  const items = [...(list.data?.items ?? []), ...more];
  const chosen = asked || items[0]?.ticket;
  async function goOn(): Promise<void> {
    const page = await tickets(queue, undefined, next ?? undefined);
    setMore([...more, ...page.items]);
    setNext(page.next);
  }
  return (
    <div class={items.length > 0 || asked ? "split" : "stack"}>
      <section class={items.length > 0 ? "card split-list" : "card"}>
        {list.error && !list.data ? <Failed error={list.error} again={list.again} /> : null}
        {!list.data && !list.error && <Ghost of="row" rows={4} />}
        {list.data && <TicketRows tickets={items} chosen={chosen} />}
        {next && (
          <Action small second onClick={() => void goOn()}>
            {t("counter.more")}
          </Action>
        )}
      </section>
      {asked !== undefined && chosen && <ThreadPane key={chosen} ticket={chosen} onChanged={list.again} />}
    </div>
  );
}
