"""What comes in and goes out about what is drawn by itself: mandates and kept cards."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.payments.plan_schemas import PayoutsAnswer


class MandateForm(msgspec.Struct, forbid_unknown_fields=True):
    """For which customer to agree a direct debit (else the first)."""

    customer: Annotated[str, Meta(max_length=64)] | None = None


class MandateBegunAnswer(msgspec.Struct):
    """A mandate to be confirmed in the browser with the card network's script.

    `wording` is what the customer agrees to; `notice_days` how long before it each debit is told.
    """

    mandate: str
    wording: str
    creditor: str
    creditor_id: str
    notice_days: int
    client_secret: str
    publishable_key: str
    script_url: str


class MandateAnswer(msgspec.Struct):
    """A mandate: `state` is active or ended (revoked, replaced, closed, idle); `ip` and `device`
    are where from it was signed, `dead_on` the day from which it is dead unless it is used before.
    """

    mandate: str
    state: str
    reference: str | None
    account_last4: str | None
    creditor: str
    creditor_id: str
    wording: str
    ip: str
    device: str
    accepted_at: datetime | None
    used_at: datetime | None
    ended_at: datetime | None
    ended_why: str | None
    dead_on: date | None


class MandatesAnswer(msgspec.Struct):
    """A customer's mandates, newest first; `offered` is false where no debit can be agreed."""

    items: list[MandateAnswer]
    offered: bool
    notice_days: int
    customer: str


class CardAnswer(msgspec.Struct):
    """A card kept at the network. `automatic`: invoices are paid by it when they fall due.
    `payment_method` names it to the network's script; `expires` is its last month ("2034-12").
    """

    card: str
    brand: str
    last4: str
    expires: str
    automatic: bool
    payment_method: str
    kept_at: datetime


class CardsAnswer(msgspec.Struct):
    """The cards that a customer keeps, newest first; `wording` is what keeping one means."""

    items: list[CardAnswer]
    wording: str


class CardChangeForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether invoices are paid by a kept card when they fall due."""

    automatic: bool


class KeepForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the card that a payment will be confirmed with is to be kept."""

    keep: bool


class DebitAnswer(msgspec.Struct):
    """What will be drawn by itself: `announced_at` is when the customer was told, None while that
    is still to come; `means` is debit or card.
    """

    invoices: list[str]
    amount_cents: int
    on: date
    announced_at: datetime | None
    means: str
    account: str


class DebitsAnswer(msgspec.Struct):
    """The next debits of a customer, the soonest first."""

    items: list[DebitAnswer]
    currency: str


class MeansAnswer(msgspec.Struct):
    """How a customer pays without thinking of it: mandates, next debits, kept cards, credits."""

    mandates: MandatesAnswer
    debits: DebitsAnswer
    cards: CardsAnswer
    payouts: PayoutsAnswer
