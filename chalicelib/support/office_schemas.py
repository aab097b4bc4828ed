"""What the counter takes and gives of tickets."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.support.facts import By, Kind, Ticket
from chalicelib.support.schemas import CustomerNumber, FileAnswer, Message
from chalicelib.support.states import About, State


class QueueQuery(msgspec.Struct, kw_only=True):
    """Which tickets: those in a state, what the caller took, or all of a customer's."""

    queue: Literal["open", "in_progress", "awaiting_customer", "resolved", "mine"] = "open"
    customer: CustomerNumber | None = None
    cursor: Annotated[str, Meta(max_length=600)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 30


class OfficeTicket(msgspec.Struct, kw_only=True):
    """A ticket in a queue. `customer` is None and `email` is there for a request of somebody who
    could not sign in; `clerk` is the account of whoever is on it, `mine` when that is the caller.
    """

    ticket: str
    about: About
    reference: str
    related: list[str]
    state: State
    customer: str | None
    email: str
    name: str
    language: str
    clerk: str | None
    mine: bool
    preview: str
    opened_at: datetime
    changed_at: datetime


class OfficeTickets(msgspec.Struct, kw_only=True):
    """Tickets, whoever waits longest first; what is over newest first."""

    items: list[OfficeTicket]
    next: str | None


class OfficeEntry(msgspec.Struct, kw_only=True):
    """A step of a thread with who did it. `note` and `taken` are staff's own: the customer never
    sees them. `taken` says that a clerk took the ticket or gave it back.
    """

    entry: str
    at: datetime
    kind: Kind
    by: By
    author: str | None
    author_name: str
    text: str
    state: State | None
    attachments: list[FileAnswer]


class OfficeThread(OfficeTicket, kw_only=True):
    """A ticket with its whole thread, oldest first."""

    entries: list[OfficeEntry]


class AnswerForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An answer to the customer, and what the ticket becomes by it (else: in progress)."""

    message: Message
    state: Literal["in_progress", "awaiting_customer", "resolved"] | None = None


class NoteForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Something for colleagues only."""

    text: Message


class StateForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a ticket becomes without a word to the customer."""

    state: State


class TakingForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Take a ticket on oneself, or give it back."""

    mine: bool


class AttachForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The customer whom a request turned out to come from."""

    customer: CustomerNumber


def office_ticket(ticket: Ticket, caller: str) -> OfficeTicket:
    """A ticket as staff see it."""
    return OfficeTicket(
        ticket=ticket.number,
        about=ticket.about,
        reference=ticket.reference,
        related=list(ticket.related),
        state=ticket.state,
        customer=ticket.customer,
        email=ticket.email,
        name=ticket.name,
        language=ticket.language,
        clerk=ticket.clerk,
        mine=ticket.clerk == caller,
        preview=ticket.preview,
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
    )
