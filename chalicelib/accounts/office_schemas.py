"""What the counter takes and gives."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from chalicelib.accounts.schemas import Text

Document = Literal["passport", "identity_card", "residence_permit", "driving_licence", "other"]


class CustomersQuery(msgspec.Struct, kw_only=True):
    """A customer number, a place and the account number there, or a `text`: a number, a login, an
    e-mail address, how a surname begins (or, with a place, the account number).
    """

    text: Text | None = None
    number: Text | None = None
    place: Text | None = None
    account_number: Text | None = None


class CustomerFound(msgspec.Struct, kw_only=True):
    """A customer as a clerk sees them. `login` is there once they have an account."""

    number: str
    name: str
    street: str
    postcode: str
    place: str
    account_number: str | None
    has_meter: bool
    login: str | None
    has_email: bool
    locked: bool


class CustomersFound(msgspec.Struct, kw_only=True):
    """The customers found."""

    items: list[CustomerFound]
    next: str | None = None


class AccountSeen(msgspec.Struct, kw_only=True):
    """A customer's account as a clerk sees it. `seen_at` is the last use of a session still open;
    `password_until` the end of a one-time password.
    """

    login: str
    name: str
    email: str | None
    phone: str | None
    language: str
    locked: bool
    must_change_password: bool
    password_until: datetime | None
    factors: list[str]
    terms_version: str | None
    terms_at: datetime | None
    seen_at: datetime | None


class ReaderSeen(msgspec.Struct, kw_only=True):
    """Somebody else who may see the customer: `role` is holder or reader."""

    name: str
    login: str
    role: str


class CustomerCard(msgspec.Struct, kw_only=True):
    """What the back office and the door know of a customer."""

    number: str
    name: str
    kind: str
    company: str | None
    street: str
    postcode: str
    place: str
    account_number: str | None
    email: str | None
    phone: str | None
    language: str | None
    active: bool
    has_meter: bool
    account: AccountSeen | None
    readers: list[ReaderSeen]


class IdentityForm(msgspec.Struct, kw_only=True):
    """The kind of identity document that the clerk has seen and found to be the customer's."""

    document: Document
    checked: bool


class RegistrationForm(IdentityForm, kw_only=True):
    """A registration at the counter; the application was written there."""

    customer: Text
    email: Text | None = None
    phone: Text | None = None
    language: str = ""


class SheetAnswer(msgspec.Struct, kw_only=True):
    """What stands on the sheet handed over; the password is shown this once."""

    number: str
    name: str
    place: str
    account_number: str | None
    login: str
    password: str
    valid_until: datetime


class TrailQuery(msgspec.Struct, kw_only=True):
    """A day (UTC) of the trail."""

    on: date
    cursor: str | None = None


class TrailEntry(msgspec.Struct, kw_only=True):
    """One act: by whom, about whom or what. `by_name` is the account's login, where it is one."""

    entry: str
    at: datetime
    act: str
    by: str
    by_name: str
    about: str
    facts: dict[str, Any]


class TrailAnswer(msgspec.Struct, kw_only=True):
    """Acts, the newest first."""

    items: list[TrailEntry]
    next: str | None = None


class DeskAnswer(msgspec.Struct, kw_only=True):
    """The clerk at the desk; `may` lists the acts that the role allows, `second_factor` says
    whether this session was opened with two.
    """

    account: str
    login: str
    name: str
    role: str
    may: list[str]
    second_factor: bool
    factors: list[str]


class ClerkForm(msgspec.Struct, kw_only=True):
    """A clerk to invite."""

    login: Text
    name: Text
    email: Text
    role: Literal["clerk", "supervisor"]
    language: str = ""


class ClerkChangeForm(msgspec.Struct, kw_only=True):
    """Another role for a clerk; a dismissed one is let in again by being given one."""

    role: Literal["clerk", "supervisor", "dismissed"]


class ClerkSeen(msgspec.Struct, kw_only=True):
    """A clerk as a supervisor sees them."""

    account: str
    login: str
    name: str
    email: str | None
    role: str
    language: str
    dismissed: bool
    factors: list[str]


class ClerksAnswer(msgspec.Struct, kw_only=True):
    """The clerks, those who were dismissed last."""

    items: list[ClerkSeen]
    next: str | None = None
