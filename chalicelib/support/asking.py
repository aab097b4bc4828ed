"""What a customer does with tickets: open one, write on, close it, open it again."""

from dataclasses import replace

from chalicelib.accounts import access
from chalicelib.errors import Conflict, NotFound
from chalicelib.support import attachments, describing, letters, states, store
from chalicelib.support.facts import Entry, Ticket
from chalicelib.support.states import About, State
from chalicelib.web import limits
from chalicelib.web.visit import Visit

OPENED = (20, 3600)
WRITTEN = (60, 3600)
"""How many tickets and messages an account may write in an hour."""


def ask(
    visit: Visit,
    about: About,
    reference: str,
    message: str,
    files: list[tuple[str, str]],
    customer: str | None,
) -> Ticket:
    """Open a ticket, for the customer that its reference belongs to, else the one named, else the
    caller's first.

    Raises `NotFound` (`reference_unknown`, `not_found`), `Invalid` (of attachments), `TooMany`.
    """
    limits.count(f"tickets|{visit.account}", *OPENED)
    described = describing.describe(visit, about, reference)
    number = described.customer if described else _customer(visit, customer)
    first = store.entry(
        "message",
        "customer",
        visit.account,
        message,
        "open",
        attachments.take(visit.operator, visit.account, files),
    )
    draft = Ticket(
        number=store.new_number(visit.operator),
        operator=visit.operator,
        about=about,
        reference=reference,
        related=described.related if described else (),
        state="open",
        customer=number,
        account=visit.account,
        email="",
        name="",
        language=visit.language,
        clerk=None,
        unread=0,
        preview=store.preview_of(message),
        opened_at=first.at,
        changed_at=first.at,
        version=1,
    )
    ticket = store.open_ticket(draft, first, visit)
    letters.received(ticket)
    return ticket


def write(visit: Visit, number: str, message: str, files: list[tuple[str, str]]) -> Ticket:
    """Add a message to a thread; one that was over is open again."""
    found = mine(visit, number)
    limits.count(f"ticket_messages|{visit.account}", *WRITTEN)
    kept = attachments.take(visit.operator, visit.account, files)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        state = states.after_customer(ticket.state, ticket.clerk is not None)
        changed = state if state != ticket.state else None
        entry = store.entry("message", "customer", visit.account, message, changed, kept)
        preview = store.preview_of(message)
        return replace(ticket, state=state, preview=preview, unread=0), entry

    return store.act(found, step, "ticket_message", visit)[0]


def set_state(visit: Visit, number: str, state: State) -> Ticket:
    """Close a thread (`resolved`) or open it again (`open`); the same again changes nothing."""
    found = mine(visit, number)

    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        if (state == "resolved") == (ticket.state == "resolved"):
            raise Conflict("ticket_already")
        return (
            replace(ticket, state=state, unread=0),
            store.entry("state", "customer", visit.account, state=state),
        )

    return store.act(found, step, "ticket_state", visit)[0]


def mine(visit: Visit, number: str) -> Ticket:
    """A ticket of one of the caller's customers; raises `NotFound` for anybody else's."""
    ticket = store.find(visit.operator, number)
    if ticket.customer is None:
        raise NotFound("ticket_unknown")
    try:
        access.require(visit, ticket.customer)
    except NotFound as error:
        raise NotFound("ticket_unknown") from error
    return ticket


def all_mine(visit: Visit, reference: str | None = None) -> list[Ticket]:
    """The tickets of every customer that the caller may see, the last one changed first; only those
    that touch `reference` when there is one.
    """
    found = [
        ticket
        for number in access.numbers_of(visit.operator, visit.account)
        for ticket in store.of_customer(visit.operator, number)
        if reference is None or reference in (ticket.reference, *ticket.related)
    ]
    return sorted(found, key=lambda each: each.changed_at, reverse=True)


def visible(ticket: Ticket) -> list[Entry]:
    """A thread as the customer sees it: without what is staff's own."""
    return [each for each in store.thread(ticket) if each.kind in ("message", "state")]


def _customer(visit: Visit, wanted: str | None) -> str:
    if wanted is not None:
        return access.require(visit, wanted).number
    numbers = [each.number for each in access.customers_of(visit.operator, visit.account)]
    if not numbers:
        raise Conflict("no_customer_yet")
    return numbers[0]
