"""What staff do with tickets; every act needs the clerk's right to and stands in the trail."""

from dataclasses import replace

from chalicelib import audit, storage
from chalicelib.accounts import access, account, clerks, customers
from chalicelib.errors import Conflict, NotFound
from chalicelib.storage import Page
from chalicelib.support import letters, states, store
from chalicelib.support.facts import Entry, Ticket
from chalicelib.support.states import State
from chalicelib.web.visit import Visit

ACT = "answer_tickets"


def waiting(
    visit: Visit, queue: str, customer: str | None, cursor: str | None, limit: int
) -> Page[Ticket]:
    """The tickets of a queue: a state, or `mine`; or all of a customer's."""
    clerk = clerks.require(visit, ACT)
    if customer is not None:
        audit.record(visit.operator, "tickets_listed", by=clerk, about=customer, visit=visit)
        return Page(store.of_customer(visit.operator, customer), None)
    if queue == "mine":
        return store.of_clerk(clerk, cursor, limit)
    for state in ("open", "in_progress", "awaiting_customer", "resolved"):
        if queue == state:
            return store.in_state(visit.operator, state, cursor, limit)
    raise NotFound("not_found")


def look(visit: Visit, number: str) -> tuple[Ticket, list[Entry]]:
    """A ticket with its whole thread; that somebody looked is written down."""
    clerk = clerks.require(visit, ACT)
    ticket = store.find(visit.operator, number)
    audit.record(
        visit.operator, "ticket_read", by=clerk, about=number, visit=visit,
        customer=ticket.customer,
    )  # fmt: skip
    return ticket, store.thread(ticket)


def answer(visit: Visit, number: str, message: str, state: State | None) -> Ticket:
    """Answer the customer, who is told by mail; whoever answers is on it from then."""
    clerk = clerks.require(visit, ACT)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        becomes = states.after_answer(ticket.state, state)
        changed = becomes if becomes != ticket.state else None
        entry = store.entry("message", "staff", clerk, message, changed)
        after = replace(
            ticket,
            state=becomes,
            clerk=_on_it(ticket.clerk or clerk, becomes),
            unread=ticket.unread + 1,
            preview=store.preview_of(message),
        )
        return after, entry

    ticket, entry = store.act(store.find(visit.operator, number), step, "ticket_answered", visit)
    letters.answered(ticket, entry)
    return ticket


def note(visit: Visit, number: str, text: str) -> Ticket:
    """Write something down for colleagues; the customer never sees it."""
    clerk = clerks.require(visit, ACT)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        return ticket, store.entry("note", "staff", clerk, text)

    return store.act(store.find(visit.operator, number), step, "ticket_noted", visit)[0]


def set_state(visit: Visit, number: str, state: State) -> Ticket:
    """Move a ticket on without a message; the customer is told when it is over."""
    clerk = clerks.require(visit, ACT)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        if ticket.state == state:
            raise Conflict("ticket_already")
        entry = store.entry("state", "staff", clerk, state=state)
        holder = ticket.clerk or (clerk if state == "in_progress" else None)
        seen = 1 if state == "resolved" else 0
        after = replace(
            ticket, state=state, clerk=_on_it(holder, state), unread=ticket.unread + seen
        )
        return after, entry

    ticket, _ = store.act(store.find(visit.operator, number), step, "ticket_state", visit)
    if state == "resolved":
        letters.resolved(ticket)
    return ticket


def take(visit: Visit, number: str, mine: bool) -> Ticket:
    """Take a ticket on oneself, or give it back to everybody."""
    clerk = clerks.require(visit, ACT)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        state: State = ticket.state
        if mine and state == "open":
            state = "in_progress"
        elif not mine and state == "in_progress":
            state = "open"
        changed = state if state != ticket.state else None
        entry = store.entry("state" if changed else "taken", "staff", clerk, state=changed)
        return replace(ticket, state=state, clerk=clerk if mine else None), entry

    return store.act(store.find(visit.operator, number), step, "ticket_taken", visit)[0]


def attach(visit: Visit, number: str, customer: str) -> Ticket:
    """Give a request of somebody who could not sign in to the customer they turned out to be: from
    then on it stands among that customer's messages.

    Raises `NotFound` (`customer_unknown`), `Conflict` (`ticket_already`).
    """
    clerk = clerks.require(visit, ACT)
    ticket = store.find(visit.operator, number)
    if ticket.customer is not None:
        raise Conflict("ticket_already")
    if customers.find(visit.operator, customer) is None:
        raise NotFound("customer_unknown")
    holder = next(iter(access.holders_of(visit.operator, customer)), None)
    trail = audit.entry(
        visit.operator, "ticket_attached", by=clerk, about=number, visit=visit, customer=customer
    )
    storage.transact([store.attach(ticket, customer, holder.account if holder else None), trail])
    return store.find(visit.operator, number)


def names_of(entries: list[Entry]) -> dict[str, str]:
    """The names of the accounts that wrote a thread, for staff."""
    found = {each.author: account.find(each.author) for each in entries if each.author}
    return {author: known.name for author, known in found.items() if author and known}


def _on_it(clerk: str | None, state: State) -> str | None:
    return None if state == "resolved" else clerk
