"""Dated prices: rules of a tariff, their rates, tiers, options, and the tax on each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from chalicelib.rules.calendar import Period

FAMILIES = ("energy", "network", "standing", "taxes")
UNIT, STANDING, PERCENT = "unit", "standing", "percent"
BY_USE, BY_ISSUE = "use", "issue"


class Unpriced(LookupError):
    """The tariff has no price for what is to be billed.

    `code` is stable (`tariff_not_yet`, `price_of_option`, `price_of_class`); `facts` say what.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Price:
    """An exact unit price without tax, in major units of the currency."""

    amount: Decimal
    numerator: int = field(init=False, repr=False, compare=False)
    denominator: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numerator, denominator = self.amount.as_integer_ratio()
        object.__setattr__(self, "numerator", numerator)
        object.__setattr__(self, "denominator", denominator)


@dataclass(frozen=True, slots=True)
class Tier:
    """A price up to a quantity a year (whole Wh or dm3), or without end."""

    price: Price
    upto: int | None = None


Cell = tuple[Tier, ...]
"""The price of one option and class: one tier without end, or several in rising order."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The prices of a rule from a day on: by (option, class), where "" stands for any.

    A rate without cells ends the rule (a tax that was abolished).
    """

    from_on: date
    cells: Mapping[tuple[str, str], Cell]
    source: str = ""

    @property
    def by_class(self) -> bool:
        """Whether classes have prices of their own."""
        return any(classed for _, classed in self.cells)

    @property
    def tiered(self) -> bool:
        """Whether some price depends on how much is used."""
        return any(len(cell) > 1 for cell in self.cells.values())

    def cell(self, option: str, classed: str) -> Cell:
        """The price of an option and class. Raises Unpriced."""
        for key in ((option, classed), (option, ""), ("", classed), ("", "")):
            if key in self.cells:
                return self.cells[key]
        if any(known == option for known, _ in self.cells):
            raise Unpriced("price_of_class", classed=classed)
        raise Unpriced("price_of_option", option=option)


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate of value-added tax from a day on, in percent."""

    from_on: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Vat:
    """A dated value-added tax. `category` is EN 16931's (UNCL 5305): S, Z, E, O."""

    code: str
    rates: tuple[VatRate, ...]
    category: str = "S"


@dataclass(frozen=True, slots=True)
class Rule:
    """One price rule of a tariff: what is charged, on what base, and from when.

    kind `unit`: a price for each `per` (kWh, m3) used. kind `standing`: a price for each `per`
    (day, month, year), prorated by days of 365 (`prorate="days"`) or by calendar months. kind
    `percent`: a percentage of the rules in `of`, which the tariff need not charge (the fixed
    network part, inside the French subscription, that the CTA is taken of).
    `by` names the option of the contract that chooses the price (`power_va`). `dated_by` says
    which date governs a change: the days used, or the day the invoice is issued (French water
    agencies). `leak` says to what an abnormal use is capped: `double` or `mean`.
    """

    code: str
    names: Mapping[str, str]
    family: str
    kind: str
    per: str
    vat: Vat
    rates: tuple[Rate, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    dated_by: str = BY_USE
    prorate: str = "months"
    of: tuple["Rule", ...] = ()
    service: str = ""
    only_service: bool = False
    leak: str = "double"

    def serves(self, service: str) -> bool:
        """Whether a use of that service (or of all, "") is charged by this rule."""
        return service == self.service or (service == "" and not self.only_service)

    def rate_on(self, on: date) -> Rate | None:
        """The rate in force on a day; None before the first and after the last."""
        found = None
        for rate in self.rates:
            if rate.from_on > on:
                break
            found = rate
        return found if found is not None and found.cells else None

    def vat_on(self, on: date) -> Decimal:
        """The percentage of tax on a day. `from_document` sees to it that there is one."""
        percent = self.vat.rates[0].percent
        for rate in self.vat.rates[1:]:
            if rate.from_on > on:
                break
            percent = rate.percent
        return percent

    def cuts(self) -> tuple[date, ...]:
        """Every day on which something that this rule is charged by changes."""
        own = () if self.dated_by == BY_ISSUE else tuple(rate.from_on for rate in self.rates)
        taxed = tuple(rate.from_on for rate in self.vat.rates)
        based = tuple(cut for base in self.of for cut in base.cuts())
        return own + taxed + based

    def stretches(self, period: Period, issued_on: date) -> Iterator[tuple[Period, Rate, Decimal]]:
        """The period cut where this rule's price or tax changes: (part, rate, tax percent)."""
        for part in period.split(self.cuts()):
            rate = self.rate_on(issued_on if self.dated_by == BY_ISSUE else part.from_on)
            if rate is not None:
                yield part, rate, self.vat_on(part.from_on)
