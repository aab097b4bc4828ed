"""What the billing room takes and answers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from chalicelib.billing.kinds import Kind
from chalicelib.rules.account import State

Energy = Annotated[str, Meta(extra_json_schema={"enum": ["electricity", "gas", "water"]})]
Family = Annotated[
    str,
    Meta(
        extra_json_schema={"enum": ["energy", "network", "standing", "taxes", "vat", "instalment"]}
    ),
]
ReadingKind = Annotated[str, Meta(extra_json_schema={"enum": ["real", "estimated"]})]
LineKind = Annotated[str, Meta(extra_json_schema={"enum": ["real", "estimated", "norm", ""]})]
Stop = Annotated[
    str,
    Meta(
        extra_json_schema={
            "enum": ["read", "estimated", "issued", "due", "debited", "paid", "next_reading"]
        }
    ),
]
"""What the rules give as plain words; the description names them all."""

Exact = Annotated[Decimal, Meta(extra_json_schema={"type": "string", "format": "decimal"})]


class InvoiceQuery(msgspec.Struct, kw_only=True):
    """Which invoices are asked for: all, or those in one state; `limit` of a page."""

    cursor: str | None = None
    state: State | None = None
    limit: Annotated[int, Meta(ge=1, le=60)] = 24


class PeriodAnswer(msgspec.Struct, kw_only=True):
    """Local days from `from_on` (in) until `until_on` (out)."""

    from_on: date
    until_on: date


class InvoiceItem(msgspec.Struct, kw_only=True):
    """One invoice in the list."""

    number: str
    kind: Kind
    customer: str
    contract: str
    energies: list[Energy]
    period: PeriodAnswer
    issued_on: date
    due_on: date | None
    total_cents: int
    open_cents: int
    currency: str
    state: State
    estimated: bool


class YearCount(msgspec.Struct, kw_only=True):
    """How many invoices were issued in a year."""

    year: int
    count: int


class InvoiceList(msgspec.Struct, kw_only=True):
    """Invoices of the caller, newest first; what is owed in all, and how many are open.

    `years` counts all that are shown, whatever the state asked for, newest first.
    """

    items: list[InvoiceItem]
    next: str | None
    balance_cents: int
    open_count: int
    count: int
    currency: str
    years: list[YearCount]


class LineReading(msgspec.Struct, kw_only=True):
    """The readings between which something was used, as the dial showed them."""

    meter: str
    register: str
    from_on: date
    from_index: Exact
    from_kind: ReadingKind
    until_on: date
    until_index: Exact
    until_kind: ReadingKind


class LineAnswer(msgspec.Struct, kw_only=True):
    """One line, with what it came from in words. The price is for `price_base` units."""

    code: str
    label: str
    family: Family
    quantity: Exact
    unit: str
    unit_price: Exact
    price_base: int
    amount_cents: int
    vat_rate: Exact
    kind: LineKind
    period: PeriodAnswer
    explanation: str
    readings: list[LineReading]


class VatAnswer(msgspec.Struct, kw_only=True):
    """The tax of one rate."""

    rate: Exact
    base_cents: int
    amount_cents: int


class ShareAnswer(msgspec.Struct, kw_only=True):
    """The part of the total that goes to one thing."""

    family: Family
    cents: int


class MomentAnswer(msgspec.Struct, kw_only=True):
    """A change in the invoice's state."""

    at: datetime
    state: str
    cents: int
    payment: str | None
    reason: str | None


class MilestoneAnswer(msgspec.Struct, kw_only=True):
    """A moment of the billing cycle."""

    kind: Stop
    on: date
    done: bool


class InvoiceAnswer(InvoiceItem, kw_only=True):
    """An invoice that explains itself, in the caller's language; `structured` says whether it is to
    be had for machines.
    """

    lines: list[LineAnswer]
    vat: list[VatAnswer]
    shares: list[ShareAnswer]
    net_cents: int
    vat_cents: int
    prices_include_vat: bool
    preceding: str
    settled_by: str
    tariff: str
    point: str
    structured: bool
    history: list[MomentAnswer]
    cycle: list[MilestoneAnswer]
    notes: list[str]


class DocumentAnswer(msgspec.Struct, kw_only=True):
    """Where the document is to be had until `expires_at`; whoever holds the link can read it."""

    url: str
    expires_at: datetime


class ArchiveForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which documents to put into one archive: those issued in a year, or all that are shown."""

    year: Annotated[int, Meta(ge=2000, le=2100)] | None = None


class ArchiveAnswer(msgspec.Struct, kw_only=True):
    """Where the archive is to be had until `expires_at`, how many documents are in it, and how many
    bytes it has; `left_out` are the oldest ones, for which there is no room (ask by year).

    While only `ready` of `count` documents are printed there is no `url`: ask again to go on.
    """

    url: str | None
    expires_at: datetime | None
    count: int
    ready: int
    left_out: int
    size: int


class AttestationForm(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The proof asked for: of address (by a contract in force) or of payment (of a customer)."""

    kind: Literal["address", "payment"]
    contract: Annotated[str, Meta(max_length=40)] | None = None
    customer: Annotated[str, Meta(max_length=40)] | None = None


class AttestationAnswer(msgspec.Struct, kw_only=True):
    """A proof that was made: its code, and where its document is to be had for a short time."""

    code: str
    kind: Literal["address", "payment"]
    until_on: date
    url: str
    expires_at: datetime


class FactAnswer(msgspec.Struct, kw_only=True):
    """One fact of a proof, with its label in the caller's language."""

    label: str
    value: str


class CheckedAnswer(msgspec.Struct, kw_only=True):
    """What a proof says, so that whoever holds it can compare: it was made here, and is valid."""

    kind: Literal["address", "payment"]
    name: str
    issued_on: date
    until_on: date
    facts: list[FactAnswer]


class InstalmentAnswer(msgspec.Struct, kw_only=True):
    """One payment of a plan; `number` once it is invoiced."""

    on: date
    cents: int
    number: str | None


class SettlementForecastAnswer(msgspec.Struct, kw_only=True):
    """What a contract's year should come to.

    `settlement_cents` is what the yearly settlement would ask (below zero: give back) if the plan
    runs its course; None without instalments.
    """

    contract: str
    energy: str
    point: str
    period: PeriodAnswer
    read_until: date
    expected_cents: int
    billed_cents: int
    settlement_cents: int | None
    instalments: list[InstalmentAnswer]
    currency: str


class ForecastList(msgspec.Struct, kw_only=True):
    """The forecast of every contract of the caller for which there is one."""

    items: list[SettlementForecastAnswer]
    next: str | None = None
