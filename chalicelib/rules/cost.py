"""What use costs at the tariff of its time, tax included: for pages, not for invoices."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm

from chalicelib.rules.calendar import MONTH_PARTS, Period, month_parts
from chalicelib.rules.lines import standing_time, tiers
from chalicelib.rules.measure import PER_UNIT
from chalicelib.rules.money import minor_digits, round_div
from chalicelib.rules.price import PERCENT, STANDING, Cell, Rate, Rule
from chalicelib.rules.terms import Terms

Bucket = tuple[Period, Mapping[str, int]]
"""A period and what was used in it by class, in whole Wh (gas too, already converted) or dm3."""


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of each bucket in cents, and of all together: rounded once, from the exact sum."""

    cents: tuple[int, ...]
    total_cents: int


def costs(
    terms: Terms, buckets: Sequence[Bucket], issued_on: date, *, standing: bool = True
) -> Costs:
    """The cost of each bucket; where prices change within one, its use is spread over its days.

    `issued_on` governs what is dated by the invoice. Without `standing` only what depends on use
    counts. The same rules as `charge.bill`, without its rounding of each line. Raises Unpriced
    where an option or class has no price; use before the tariff began costs nothing.
    """
    if not buckets:
        return Costs((), 0)
    whole = Period(min(p.from_on for p, _ in buckets), max(p.until_on for p, _ in buckets))
    stretches = [
        _stretch(terms, part, issued_on, standing)
        for part in whole.split(terms.tariff.changes(whole))
    ]
    over = lcm(*(price.denominator for stretch in stretches for price in stretch.prices()))
    priced = [stretch.over(over) for stretch in stretches]
    ends = [stretch.period.until_on for stretch in stretches]
    amounts = []
    for period, used in buckets:
        place = bisect_right(ends, period.from_on)
        if period.until_on <= ends[place]:
            amounts.append(priced[place].amount(period, used, terms.dwellings))
            continue
        parts = period.split(ends)
        spread = [_spread(used, period, part) for part in parts]
        amounts.append(
            sum(
                priced[place + n].amount(part, spread[n], terms.dwellings)
                for n, part in enumerate(parts)
            )
        )
    return Costs(
        tuple(round_div(amount, over) for amount in amounts), round_div(sum(amounts), over)
    )


def _spread(used: Mapping[str, int], period: Period, part: Period) -> dict[str, int]:
    before = (part.from_on - period.from_on).days
    until = before + part.days
    return {
        code: round_div(quantity * until, period.days) - round_div(quantity * before, period.days)
        for code, quantity in used.items()
    }


@dataclass(slots=True)
class _Stretch:
    """The prices of days on which nothing changes, in cents with tax, exact.

    A standing price is for a day or for a part of a month; others for a Wh or dm3.
    """

    period: Period
    by_class: dict[str, Fraction]
    day: Fraction = Fraction(0)
    month_part: Fraction = Fraction(0)
    tiered: list[tuple[Cell, Fraction]] = field(default_factory=list)

    def prices(self) -> list[Fraction]:
        """Every price, for their common denominator."""
        found = [*self.by_class.values(), self.day, self.month_part]
        for cell, factor in self.tiered:
            found += [Fraction(tier.price.amount) * factor for tier in cell]
        return found

    def over(self, denominator: int) -> "_Priced":
        """The same as whole numbers."""
        return _Priced(
            {code: int(price * denominator) for code, price in self.by_class.items()},
            int(self.day * denominator),
            int(self.month_part * denominator),
            [
                (cell, [int(Fraction(tier.price.amount) * factor * denominator) for tier in cell])
                for cell, factor in self.tiered
            ],
        )

    def add(self, terms: Terms, rule: Rule, rate: Rate, factor: Fraction) -> None:
        """Count a rule's rate in."""
        option = terms.option(rule)
        if rule.kind == STANDING:
            price = Fraction(rate.cell(option, "")[0].price.amount) * factor
            times, over = standing_time(rule, self.period)
            if over % MONTH_PARTS:
                self.day += price * times / (over * self.period.days)
            else:
                self.month_part += price / over
        elif rate.tiered:
            self.tiered.append((rate.cell(option, ""), factor / PER_UNIT))
        else:
            for code in self.by_class:
                price = Fraction(rate.cell(option, code)[0].price.amount)
                self.by_class[code] += price * factor / PER_UNIT


@dataclass(frozen=True, slots=True)
class _Priced:
    """A stretch's prices as whole numbers over one denominator."""

    by_class: Mapping[str, int]
    day: int
    month_part: int
    tiered: Sequence[tuple[Cell, Sequence[int]]]

    def amount(self, period: Period, used: Mapping[str, int], dwellings: int) -> int:
        amount = self.day * period.days
        if self.month_part:
            amount += self.month_part * month_parts(period.from_on, period.until_on)
        for code, quantity in used.items():
            amount += quantity * self.by_class[code]
        for cell, prices in self.tiered:
            whole = sum(used.values())
            for tier, quantity, _ in tiers(cell, whole, period.days * dwellings):
                amount += quantity * prices[tier - 1]
        return amount


def _stretch(terms: Terms, period: Period, issued_on: date, standing: bool) -> _Stretch:
    tariff = terms.tariff
    scale = Fraction(10 ** minor_digits(tariff.currency))
    stretch = _Stretch(period, dict.fromkeys(tariff.class_codes, Fraction(0)))
    for rule in tariff.rules:
        if rule.only_service:
            continue
        bases = rule.of if rule.kind == PERCENT else (rule,)
        if bases[0].kind == STANDING and not standing:
            continue
        for _, rate, percent in rule.stretches(period, issued_on):
            factor = scale if tariff.prices_include_vat else scale * (1 + Fraction(percent) / 100)
            if rule.kind == PERCENT:
                factor *= Fraction(rate.cell(terms.option(rule), "")[0].price.amount) / 100
                for base in bases:
                    for _, base_rate, _ in base.stretches(period, issued_on):
                        stretch.add(terms, base, base_rate, factor)
            else:
                stretch.add(terms, rule, rate, factor)
    return stretch
