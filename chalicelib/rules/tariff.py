"""Tariffs: dated rules, classes and their hours, as a pack's document states them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.rules.calendar import Period
from chalicelib.rules.price import Rule
from chalicelib.rules.schedule import Schedule


@dataclass(frozen=True, slots=True)
class TariffClass:
    """A class of hours or use (single, peak, red_off_peak) and its names."""

    code: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Norm:
    """What a resident without a meter is charged for, in dm3 a month, from a day on."""

    from_on: date
    service: str
    dm3_a_month: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """An offer of an operator: everything needed to price a use on any day since `from_on`.

    `limit_months`: what was used longer before the last reading may not be billed (D9), or None.
    """

    code: str
    energy: str
    currency: str
    names: Mapping[str, str]
    from_on: date
    classes: tuple[TariffClass, ...]
    rules: tuple[Rule, ...]
    schedules: tuple[Schedule, ...] = ()
    offered_until_on: date | None = None
    supplier: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    limit_months: int | None = None
    prices_include_vat: bool = False
    norms: tuple[Norm, ...] = ()

    @property
    def class_codes(self) -> tuple[str, ...]:
        """The codes of the classes, in the order of a bill."""
        return tuple(known.code for known in self.classes)

    def rule(self, code: str) -> Rule:
        """The rule of that code. Raises LookupError."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise LookupError(code)

    def changes(self, period: Period) -> tuple[date, ...]:
        """The days inside a period on which some price or tax of the tariff changes."""
        cuts = {cut for rule in self.rules for cut in rule.cuts()}
        return tuple(sorted(cut for cut in cuts if period.from_on < cut < period.until_on))

    def price_options(self, by: str) -> tuple[str, ...]:
        """The values of an option (`power_va`) that this tariff has prices for, in order."""
        found = {
            option
            for rule in self.rules
            if rule.by == by
            for rate in rule.rates
            for option, _ in rate.cells
            if option
        }
        return tuple(sorted(found, key=lambda option: (len(option), option)))
