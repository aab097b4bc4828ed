"""What comes in and goes out about payment plans, and credits that are asked back."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.payments.schemas import InvoiceNumber


class PlanForm(msgspec.Struct, forbid_unknown_fields=True):
    """So many monthly parts from a day on, for these invoices (else all that are open)."""

    parts: Annotated[int, Meta(ge=1, le=99)]
    first_on: date
    invoices: Annotated[list[InvoiceNumber], Meta(max_length=40)] = []
    customer: Annotated[str, Meta(max_length=64)] | None = None


class PlanPartAnswer(msgspec.Struct):
    """One part: `state` is paid, due (the next one), missed or coming; `left_cents` is open."""

    on: date
    cents: int
    left_cents: int
    state: str


class PlanAnswer(msgspec.Struct):
    """A plan: `state` is asked (a clerk decides), agreed, refused, broken or kept. `note` is what
    the clerk wrote.
    """

    plan: str
    customer: str
    state: str
    invoices: list[str]
    cents: int
    left_cents: int
    currency: str
    parts: list[PlanPartAnswer]
    asked_at: datetime
    note: str


class PlanInvoiceAnswer(msgspec.Struct):
    """An invoice that a plan may cover, and what is open of it."""

    number: str
    open_cents: int
    due_on: date | None


class PlanOfferAnswer(msgspec.Struct):
    """What a customer may propose now; up to `at_once_cents` in `at_once_parts` parts it is agreed
    at once.
    """

    invoices: list[PlanInvoiceAnswer]
    open_cents: int
    most_parts: int
    least_part_cents: int
    first_from_on: date
    first_until_on: date
    at_once_cents: int
    at_once_parts: int


class PlansAnswer(msgspec.Struct):
    """A customer's plans, newest first, and what they may propose (null where nothing).

    `drawn_from` is the account or card that each part is drawn from by itself, null where none is.
    """

    items: list[PlanAnswer]
    offer: PlanOfferAnswer | None
    currency: str
    customer: str
    drawn_from: str | None


class WaitingPlansAnswer(msgspec.Struct):
    """The plans that wait for a clerk, oldest first."""

    items: list[PlanAnswer]


class DecisionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a plan is agreed to, and a word to the customer."""

    agreed: bool
    note: Annotated[str, Meta(max_length=500)] = ""


class PayoutForm(msgspec.Struct, forbid_unknown_fields=True):
    """Where a credit goes that no card can take back."""

    iban: Annotated[str, Meta(max_length=42)] = ""
    customer: Annotated[str, Meta(max_length=64)] | None = None


class PayoutAnswer(msgspec.Struct):
    """A credit on its way back: `state` is asked (transferred by a clerk), sent (to its card) or
    paid; `account_last4` ends the IBAN.
    """

    payout: str
    state: str
    amount_cents: int
    currency: str
    account_last4: str
    asked_at: datetime


class PayoutsAnswer(msgspec.Struct):
    """What a customer asked back, newest first, and the credit that they could ask for."""

    items: list[PayoutAnswer]
    credit_cents: int
    currency: str


class WaitingPayoutAnswer(msgspec.Struct):
    """A payout that a clerk is to transfer to this IBAN."""

    payout: str
    customer: str
    amount_cents: int
    currency: str
    iban: str
    asked_at: datetime


class WaitingPayoutsAnswer(msgspec.Struct):
    """The payouts that wait for a clerk, oldest first."""

    items: list[WaitingPayoutAnswer]
