"""Help for somebody who cannot sign in: a ticket known by an e-mail address only.

Nothing that is answered here depends on whether the address belongs to an account. Answers go out
by mail, whole, since there is no thread to open; a clerk looks at who the person says they are.
"""

from dataclasses import replace

from chalicelib import operators
from chalicelib.accounts import emails
from chalicelib.errors import NotFound
from chalicelib.support import letters, states, store
from chalicelib.support.facts import Entry, Ticket
from chalicelib.support.states import About
from chalicelib.web import limits
from chalicelib.web.visit import Visit

TO_ADDRESS = (5, 3600)
"""How many requests in an hour may name one address: each writes it a mail."""


def ask(
    visit: Visit, about: About, email: str, name: str, message: str, earlier: str, language: str
) -> Ticket:
    """Open a ticket, or go on with `earlier` when it is this address's own; the ticket.

    Raises `Invalid` (`email_invalid`) and `TooMany` (`too_many_mails`).
    """
    address = emails.read(email)
    bucket = f"help|{visit.operator}|{emails.key(address)}"
    limits.count(bucket, *TO_ADDRESS, code="too_many_mails")
    going_on = _earlier(visit, earlier, address)
    if going_on is not None:
        return _write(visit, going_on, message)
    first = store.entry("message", "customer", None, message, "open")
    spoken = language if language in operators.find(visit.operator).languages else visit.language
    draft = Ticket(
        number=store.new_number(visit.operator),
        operator=visit.operator,
        about=about,
        reference=earlier,
        related=(),
        state="open",
        customer=None,
        account=None,
        email=address,
        name=name.strip(),
        language=spoken,
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


def _earlier(visit: Visit, number: str, address: str) -> Ticket | None:
    """An earlier request of the same address."""
    if not number:
        return None
    try:
        ticket = store.find(visit.operator, number.strip().upper())
    except NotFound:
        return None
    return ticket if ticket.email and emails.key(ticket.email) == emails.key(address) else None


def _write(visit: Visit, found: Ticket, message: str) -> Ticket:
    def step(ticket: Ticket) -> tuple[Ticket, Entry]:
        state = states.after_customer(ticket.state, ticket.clerk is not None)
        changed = state if state != ticket.state else None
        entry = store.entry("message", "customer", None, message, changed)
        return replace(ticket, state=state, preview=store.preview_of(message)), entry

    ticket, _ = store.act(found, step, "ticket_message", visit)
    letters.received(ticket)
    return ticket
