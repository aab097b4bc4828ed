"""What comes in and goes out about payments."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

InvoiceNumber = Annotated[str, Meta(min_length=1, max_length=64)]
Cents = Annotated[int, Meta(ge=1, le=99_999_999)]


class PaymentForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which invoices to pay; without `amount_cents` all that is open of them."""

    invoices: Annotated[list[InvoiceNumber], Meta(min_length=1, max_length=40)]
    amount_cents: Cents | None = None
    currency: Annotated[str, Meta(pattern="^[A-Za-z]{3}$")] | None = None


class PaymentBegunAnswer(msgspec.Struct):
    """A payment to be confirmed in the browser with the card network's script."""

    payment: str
    state: str
    amount_cents: int
    currency: str
    invoices: list[str]
    client_secret: str
    publishable_key: str
    script_url: str


class PaymentAnswer(msgspec.Struct):
    """Where a payment stands; `state` is requires_action, processing, paid, rejected, canceled or
    refunded; `reason` and `reason_text` say why it was rejected.
    """

    payment: str
    state: str
    amount_cents: int
    currency: str
    invoices: list[str]
    reason: str | None
    reason_text: str | None
    receipt_number: str | None
    paid_at: datetime | None
    created_at: datetime


class StatementLineAnswer(msgspec.Struct):
    """A charge (positive) or a payment (negative), and the balance after it."""

    at: datetime
    kind: str
    label: str
    amount_cents: int
    balance_cents: int
    currency: str
    reference: str | None
    customer: str


class StatementAnswer(msgspec.Struct):
    """Charges and payments, newest first; `balance_cents` is what is owed now, `credit_cents` what
    was paid ahead of it.
    """

    items: list[StatementLineAnswer]
    next: str | None
    balance_cents: int
    credit_cents: int
    currency: str
    customer: str


class StatementQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which page of the statement, and of which customer (else the first)."""

    cursor: Annotated[str, Meta(max_length=300)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 30
    customer: Annotated[str, Meta(max_length=64)] | None = None


class TransferQuery(msgspec.Struct, forbid_unknown_fields=True):
    """The invoices to pay by bank, their numbers with commas between."""

    invoices: Annotated[str, Meta(min_length=1, max_length=2000)]


class TransferOrderAnswer(msgspec.Struct):
    """What to tell one's bank. `square` is a QR code in SVG that banks' apps read: EPC069-12 in
    euro, ГОСТ Р 56042 in roubles.
    """

    beneficiary: str
    iban: str
    bic: str
    bank: str
    correspondent_account: str
    amount_cents: int
    currency: str
    reference: str
    square: str


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

    invoice: str
    amount_cents: int
    on: date
    announced_at: datetime | None
    means: str
    account: str


class DebitsAnswer(msgspec.Struct):
    """The next debits of a customer, the soonest first."""

    items: list[DebitAnswer]
    currency: str


class CustomerQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which of the caller's customers (else the first)."""

    customer: Annotated[str, Meta(max_length=64)] | None = None


class TakenForm(msgspec.Struct, forbid_unknown_fields=True):
    """What a clerk took, for which invoices (else the oldest that are open)."""

    amount_cents: Cents
    means: Literal["cash", "terminal", "cheque"]
    invoices: Annotated[list[InvoiceNumber], Meta(max_length=40)] = []


class TakenAnswer(msgspec.Struct):
    """A payment that was booked, and the number of its receipt."""

    payment: str
    receipt_number: str
    amount_cents: int


class TransferAnswer(msgspec.Struct):
    """A bank transfer that found no invoice; `text` is what the payer wrote."""

    transfer: str
    amount_cents: int
    currency: str
    booked_on: date
    text: str


class TransfersAnswer(msgspec.Struct):
    """Transfers that wait for a clerk, oldest first."""

    items: list[TransferAnswer]


class CustomerPaymentAnswer(msgspec.Struct):
    """A payment as staff see it; `refundable_cents` is what can still be given back.

    `channel` is card, debit (drawn by us, on an account or a kept card), bank or cash.
    """

    payment: str
    channel: str
    state: str
    amount_cents: int
    refundable_cents: int
    currency: str
    invoices: list[str]
    reason_text: str | None
    at: datetime
    receipt_number: str | None


class CustomerPaymentsAnswer(msgspec.Struct):
    """A customer's payments, newest first, with what they owe and what they have paid ahead."""

    items: list[CustomerPaymentAnswer]
    balance_cents: int
    credit_cents: int
    currency: str


class AssignForm(msgspec.Struct, forbid_unknown_fields=True):
    """To whom a transfer belongs, and for which invoices (else the oldest that are open)."""

    customer: Annotated[str, Meta(min_length=1, max_length=64)]
    invoices: Annotated[list[InvoiceNumber], Meta(max_length=40)] = []


class RefundForm(msgspec.Struct, forbid_unknown_fields=True):
    """How much of a payment to give back."""

    amount_cents: Cents


class RefundAnswer(msgspec.Struct):
    """The refund's id at the card network."""

    refund: str
