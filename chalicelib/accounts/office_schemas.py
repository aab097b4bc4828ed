"""What the counter takes and gives."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from chalicelib.accounts.schemas import Text

Document = Literal["passport", "identity_card", "residence_permit", "driving_licence", "other"]


class CustomersQuery(msgspec.Struct, kw_only=True):
    """A customer number, or a place and the account number there."""

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
    """One act: by whom, about whom or what."""

    entry: str
    at: datetime
    act: str
    by: str
    about: str
    facts: dict[str, Any]


class TrailAnswer(msgspec.Struct, kw_only=True):
    """Acts, the newest first."""

    items: list[TrailEntry]
    next: str | None
