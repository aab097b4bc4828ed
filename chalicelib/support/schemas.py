"""What tickets take and give, for customers and for visitors who cannot sign in."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.support.facts import Attachment, By, Entry, Ticket
from chalicelib.support.states import About, State

Message = Annotated[str, Meta(min_length=1, max_length=4000)]
Reference = Annotated[str, Meta(max_length=64)]
CustomerNumber = Annotated[str, Meta(min_length=1, max_length=64)]


class FileForm(msgspec.Struct, forbid_unknown_fields=True):
    """A file that was sent to the URL that its announcement answered, and the name to show."""

    attachment: Annotated[str, Meta(pattern="^att_[0-9a-z]{26}$")]
    file_name: Annotated[str, Meta(max_length=200)] = ""


Files = Annotated[list[FileForm], Meta(max_length=5)]


class TicketForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A question. `reference` is what it is about: a payment, an invoice number, a supply point's
    short id; `customer` only where an account has several and no reference says which.
    """

    about: About
    message: Message
    reference: Reference = ""
    attachments: Files = []
    customer: CustomerNumber | None = None


class MessageForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A further message of the customer."""

    message: Message
    attachments: Files = []


class ClosingForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The customer closes a thread, or opens it again."""

    state: Literal["open", "resolved"]


class DraftQuery(msgspec.Struct, kw_only=True):
    """What a question is to be about."""

    about: About
    reference: Reference = ""


class SubjectFact(msgspec.Struct):
    """A fact of what a ticket is about."""

    label: str
    value: str


class DraftAnswer(msgspec.Struct, kw_only=True):
    """A question, ready to send: `message` is "" where nobody can guess it."""

    about: About
    reference: str
    message: str
    facts: list[SubjectFact]


class TicketsQuery(msgspec.Struct, kw_only=True):
    """Only what touches this payment, invoice or supply point."""

    reference: Reference | None = None


class TicketAnswer(msgspec.Struct, kw_only=True):
    """A ticket in a list. `unread` counts answers that were not looked at yet."""

    ticket: str
    about: About
    reference: str
    state: State
    customer: str | None
    preview: str
    unread: int
    opened_at: datetime
    changed_at: datetime


class TicketsAnswer(msgspec.Struct, kw_only=True):
    """Tickets, the last one changed standing first, and all that is unread of them."""

    items: list[TicketAnswer]
    unread: int
    next: str | None = None


class FileAnswer(msgspec.Struct):
    """A file of a message; `size` in bytes."""

    attachment: str
    file_name: str
    content_type: str
    size: int


class EntryAnswer(msgspec.Struct, kw_only=True):
    """A step of a thread: a message or a change of state; `state` is what the ticket became."""

    entry: str
    at: datetime
    kind: Literal["message", "state"]
    by: By
    text: str
    state: State | None
    attachments: list[FileAnswer]


class ThreadAnswer(TicketAnswer, kw_only=True):
    """A ticket with its thread, oldest first, and the facts of what it is about."""

    entries: list[EntryAnswer]
    facts: list[SubjectFact]


class AnnouncementForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A file to be sent: an image or a PDF, of at most 10 MB."""

    content_type: Annotated[str, Meta(max_length=100)]
    size: int


class AnnouncementAnswer(msgspec.Struct, kw_only=True):
    """Where to PUT the file, with exactly that `Content-Type`; the URL lives 15 minutes."""

    attachment: str
    url: str


class FileLinkAnswer(msgspec.Struct):
    """A URL of a file; it lives five minutes."""

    url: str


class HelpForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A question of somebody who cannot sign in; `ticket` is the number of an earlier one."""

    email: Annotated[str, Meta(max_length=254)]
    message: Message
    about: About = "access"
    name: Annotated[str, Meta(max_length=120)] = ""
    ticket: Annotated[str, Meta(max_length=32)] = ""
    language: Annotated[str, Meta(max_length=2)] = ""


class HelpAnswer(msgspec.Struct):
    """The number under which the question stands; the answer comes by mail."""

    ticket: str


def ticket_answer(ticket: Ticket) -> TicketAnswer:
    """A ticket as its customer sees it."""
    return TicketAnswer(
        ticket=ticket.number,
        about=ticket.about,
        reference=ticket.reference,
        state=ticket.state,
        customer=ticket.customer,
        preview=ticket.preview,
        unread=ticket.unread,
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
    )


def entry_answer(entry: Entry) -> EntryAnswer:
    """A step as the customer sees it."""
    assert entry.kind in ("message", "state"), "the rest is for staff only"
    return EntryAnswer(
        entry=entry.entry,
        at=entry.at,
        kind="message" if entry.kind == "message" else "state",
        by=entry.by,
        text=entry.text,
        state=entry.state,
        attachments=[file_answer(each) for each in entry.attachments],
    )


def file_answer(file: Attachment) -> FileAnswer:
    """A file as both sides see it."""
    return FileAnswer(file.attachment, file.file_name, file.content_type, file.size)
