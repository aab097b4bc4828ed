"""What comes in and goes out at the till of the counter."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.payments.schemas import Cents, InvoiceNumber


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
    """The refund's id at the card network, or the number of the receipt of money handed back."""

    refund: str
