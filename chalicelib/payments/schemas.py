"""What comes in and goes out about payments."""

from datetime import datetime
from typing import Annotated

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
    """A payment to be confirmed in the browser with the card network's script.

    Of the `open_cents` of its invoices a part can be paid, of `least_cents` or more.
    """

    payment: str
    customer: str
    state: str
    amount_cents: int
    open_cents: int
    least_cents: int
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
    customer: str
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


class CustomerQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which of the caller's customers (else the first)."""

    customer: Annotated[str, Meta(max_length=64)] | None = None
