"""A ticket and what stands in its thread, as other modules see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.support.states import About, State

By = Literal["customer", "staff"]
Kind = Literal["message", "note", "state", "taken"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message that was checked; `size` in bytes."""

    attachment: str
    file_name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of a thread: a message, a change of state, or what only staff see: a note, and that
    a clerk took it or gave it back.

    `state` is what the ticket became by it, None when it stayed; `author` is an account, None for
    somebody who could not sign in.
    """

    entry: str
    at: datetime
    kind: Kind
    by: By
    author: str | None
    text: str
    state: State | None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket without its thread.

    `customer` is a number and `account` who opened it; both are None for a request for help by
    somebody who could not sign in, who then has `email` and `name`. `reference` is what it is about
    (a payment, an invoice, a supply point) and `related` whatever else that touches, so that their
    pages find it. `unread` counts answers that the customer has not seen.
    """

    number: str
    operator: str
    about: About
    reference: str
    related: tuple[str, ...]
    state: State
    customer: str | None
    account: str | None
    email: str
    name: str
    language: str
    clerk: str | None
    unread: int
    preview: str
    opened_at: datetime
    changed_at: datetime
    version: int
