"""What a bill is: lines that know where they come from, and totals that follow from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from chalicelib.rules.calendar import Period
from chalicelib.rules.money import vat_on, vat_within
from chalicelib.rules.usage import ESTIMATED, NORM, Reading

INSTALMENT = "instalment"


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one use in a line: how much, over which days, between which readings."""

    period: Period
    quantity: int
    kind: str
    classed: str
    before: Reading | None = None
    after: Reading | None = None
    volume_dm3: int | None = None
    kwh_per_m3: Decimal | None = None
    by_curve: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One legal line: quantity x unit price, rounded once.

    `quantity` is in `unit` (kWh, m3, day, month, or the currency for a percentage);
    `unit_price` is for `price_base` units (a yearly price by days: 365). `cents` is without tax,
    or with it where the tariff's prices include it. `kind` is real, estimated or norm, and ""
    where nothing was measured. `version_on` is the day since which the price is in force.
    """

    code: str
    family: str
    period: Period
    quantity: Decimal
    unit: str
    unit_price: Decimal
    price_base: int
    cents: int
    percent: Decimal
    category: str = "S"
    classed: str = ""
    tier: int = 0
    kind: str = ""
    version_on: date | None = None
    source: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class VatTotal:
    """The tax of one rate: base without tax and amount."""

    percent: Decimal
    category: str
    base_cents: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What was used and is not charged, and why: `over_14_months`, `leak_cap`."""

    code: str
    period: Period
    quantity: int
    service: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines and totals of one contract. `total_cents` is with tax; negative is owed back."""

    currency: str
    issued_on: date
    period: Period
    lines: tuple[Line, ...]
    vat: tuple[VatTotal, ...]
    net_cents: int
    vat_cents: int
    total_cents: int
    unbilled: tuple[Unbilled, ...] = ()
    prices_include_vat: bool = False

    @property
    def estimated(self) -> bool:
        """Whether any line rests on an estimate or a norm."""
        return any(line.kind in (ESTIMATED, NORM) for line in self.lines)


def vat_totals(lines: Iterable[Line], prices_include_vat: bool = False) -> tuple[VatTotal, ...]:
    """The tax by rate and category: one rounding for each, on the sum of its lines.

    EN 16931 BR-CO-17 and BR-S-08; with prices that include it, the tax within that sum.
    """
    sums: dict[tuple[Decimal, str], int] = {}
    for line in lines:
        key = (line.percent, line.category)
        sums[key] = sums.get(key, 0) + line.cents
    found = []
    for (percent, category), cents in sorted(sums.items()):
        amount = vat_within(cents, percent) if prices_include_vat else vat_on(cents, percent)
        base = cents - amount if prices_include_vat else cents
        found.append(VatTotal(percent, category, base, amount))
    return tuple(found)


def make_bill(
    currency: str,
    issued_on: date,
    period: Period,
    lines: tuple[Line, ...],
    vat: tuple[VatTotal, ...],
    unbilled: tuple[Unbilled, ...] = (),
    prices_include_vat: bool = False,
) -> Bill:
    """A bill whose totals follow from its lines and its tax."""
    net = sum(total.base_cents for total in vat)
    tax = sum(total.amount_cents for total in vat)
    return Bill(
        currency,
        issued_on,
        period,
        lines,
        vat,
        net,
        tax,
        net + tax,
        unbilled,
        prices_include_vat,
    )


def shares(bill: Bill) -> dict[str, int]:
    """The amount without tax by family, and the tax as one more ("vat"): adds up to the total.

    Where prices include tax, families hold it and "vat" is left out. Of a settlement, families and
    tax are those of the whole year, and "instalment" is what was invoiced of it, tax and all.
    """
    found: dict[str, int] = {}
    for line in bill.lines:
        found[line.family] = found.get(line.family, 0) + line.cents
    if not bill.prices_include_vat:
        found["vat"] = bill.vat_cents
    if found.get(INSTALMENT, 0) < 0 and not bill.prices_include_vat:
        own = vat_totals([line for line in bill.lines if line.family != INSTALMENT])
        found["vat"] = sum(total.amount_cents for total in own)
        found[INSTALMENT] += bill.vat_cents - found["vat"]
    return found
