"""All that one invoice says, in one language, before it is laid out on a page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.rules.bill import VatTotal
from chalicelib.rules.calendar import Period

TRANSFER, DEBIT, NOTHING = "transfer", "debit", "nothing"
"""How the amount is settled: by the customer's transfer or card, by direct debit, or not at all."""


@dataclass(frozen=True, slots=True)
class Party:
    """A name and a postal address; `country` is ISO 3166-1 alpha-2."""

    name: str
    street: str
    postcode: str
    place: str
    country: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line with its words. Amounts as in `rules.bill.Line`; `explanation` is sentences."""

    label: str
    family: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    price_base: int
    cents: int
    percent: Decimal
    category: str
    explanation: str
    kind: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class MeterRow:
    """Two readings of one register and what lies between; indexes as the dial shows them."""

    meter: str
    register: str
    from_on: date
    from_index: Decimal
    from_kind: str
    until_on: date
    until_index: Decimal
    until_kind: str
    used: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class UsageMonth:
    """What was used in the month that begins at `from_on`, in whole Wh or dm3; None is unknown.

    `kind` is real, estimated, norm or partial; `previous` is the same month one year earlier.
    """

    from_on: date
    amount: int | None
    kind: str = "real"
    previous: int | None = None


@dataclass(frozen=True, slots=True)
class UsagePicture:
    """Consumption by month, oldest first."""

    energy: str
    months: tuple[UsageMonth, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment of the billing cycle: `read`, `estimated`, `issued`, `due`, `debited`, `paid`,
    `next_reading`."""

    kind: str
    on: date
    done: bool


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """A year of instalments: (day, cents) each, the `place`-th of which this invoice asks (from 1).

    `settlement_cents` is what is to be settled at its end by what is known now (below zero: given
    back), `expected_cents` what the whole year should cost.
    """

    period: Period
    payments: tuple[tuple[date, int], ...]
    place: int
    expected_cents: int
    settlement_cents: int


@dataclass(frozen=True, slots=True)
class InvoiceSheet:
    """An invoice ready to be laid out.

    `kind` is intermediate, consumption, final, correction or credit_note. `to_pay_cents` is what is
    asked for now: the total less what was already paid, 0 when nothing is due. Either `login` is
    set, or `activation_code` while the customer has not opened an account (S118 to S120).
    """

    operator: str
    language: str
    kind: str
    number: str
    issued_on: date
    due_on: date | None
    period: Period
    currency: str
    customer_number: str
    buyer: Party
    supplied: Party
    contract: str
    energy: str
    point: str
    tariff: str
    lines: tuple[SheetLine, ...]
    vat: tuple[VatTotal, ...]
    net_cents: int
    vat_cents: int
    total_cents: int
    to_pay_cents: int
    settled_by: str = TRANSFER
    activation_code: str = ""
    login: str = ""
    options: tuple[tuple[str, str], ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    readings: tuple[MeterRow, ...] = ()
    usage: UsagePicture | None = None
    plan: PlanPicture | None = None
    cycle: tuple[Milestone, ...] = ()
    notes: tuple[str, ...] = ()
    preceding: str = ""
    prices_include_vat: bool = False
    mandate: str = ""
    buyer_company_id: str = ""
    buyer_vat_id: str = ""

    @property
    def estimated(self) -> bool:
        """Whether any line rests on an estimate or a norm."""
        return any(line.kind in ("estimated", "norm") for line in self.lines)
