import { shortMoment } from "../../core/format";
import { t } from "../../core/i18n";
import { to } from "../../core/page";
import type { Ticket, TicketState } from "./calls";

const LOOKS: Record<TicketState, string> = {
  open: "soon",
  in_progress: "calm",
  awaiting_customer: "calm",
  resolved: "good",
};

export function TicketMark({ of }: { of: TicketState }) {
  return <span class={`state is-${LOOKS[of]}`}>{t(`counter.ticket_state.${of}`)}</span>;
}

interface Props {
  tickets: Ticket[];
  chosen?: string | undefined;
}

/** Requests, each leading to its thread. */
export function TicketRows({ tickets, chosen }: Props) {
  if (tickets.length === 0) return <p class="quiet small">{t("counter.tickets.none")}</p>;
  return (
    <ul class="ticket-rows">
      {tickets.map((each) => (
        <li key={each.ticket}>
          <a
            href={to("counter/tickets", { ticket: each.ticket })}
            aria-current={each.ticket === chosen ? "true" : undefined}
          >
            <span class="ticket-top">
              <span class="strong">{t(`support.about.${each.about}`)}</span>
              <TicketMark of={each.state} />
            </span>
            <span class="ticket-preview">{each.preview}</span>
            <span class="quiet small">
              {each.name || each.customer || each.email} · {shortMoment(each.changed_at)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
