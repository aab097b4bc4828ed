"""What use costs at the tariff of its time, tax included: for pages, not for invoices."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from chalicelib.rules.calendar import MONTH_PARTS, Period, month_parts
from chalicelib.rules.lines import YEAR_DAYS, tiers
from chalicelib.rules.measure import PER_UNIT
from chalicelib.rules.money import minor_digits, round_div
from chalicelib.rules.price import PERCENT, STANDING, Rate, Rule
from chalicelib.rules.terms import Terms

Bucket = tuple[Period, Mapping[str, int]]
"""A period and what was used in it by class, in whole Wh (gas too, already converted) or dm3."""


@dataclass(frozen=True, slots=True)
class Costs:
    """The cost of each bucket in cents, and of all together: rounded once, from the exact sum."""

    cents: tuple[int, ...]
    total_cents: int


@dataclass(slots=True)
class Stretch:
    """The prices of days on which nothing changes, in cents with tax, exact."""

    period: Period
    by_class: dict[str, Fraction]
    day: Fraction = Fraction(0)
    month: Fraction = Fraction(0)
    tiered: tuple[tuple[Rate, Fraction], ...] = ()

    def denominator(self) -> int:
        """What all its prices can be counted in."""
        parts = [*self.by_class.values(), self.day, self.month / MONTH_PARTS]
        return lcm(*(part.denominator for part in parts))


def costs(
    terms: Terms, buckets: Sequence[Bucket], issued_on: date, *, standing: bool = True
) -> Costs:
    """The cost of each bucket; where prices change within one, its use is spread over its days.

    `issued_on` governs what is dated by the invoice. Without `standing` only what depends on use
    counts. The same rules as `charge.bill`, without its rounding of each line.
    """
    if not buckets:
        return Costs((), 0)
    whole = Period(min(p.from_on for p, _ in buckets), max(p.until_on for p, _ in buckets))
    stretches = [
        _stretch(terms, part, issued_on, standing)
        for part in whole.split(terms.tariff.changes(whole))
    ]
    over = lcm(*(stretch.denominator() for stretch in stretches))
    priced = [_Priced.of(terms, stretch, over) for stretch in stretches]
    ends = [stretch.period.until_on for stretch in stretches]
    amounts = []
    for period, used in buckets:
        place = bisect_right(ends, period.from_on)
        if period.until_on <= ends[place]:
            amounts.append(priced[place].amount(period, used, over))
        else:
            cuts = period.split(ends)
            shares = {code: _spread(quantity, cuts) for code, quantity in used.items()}
            amounts.append(
                sum(
                    priced[place + n].amount(
                        cut, {code: share[n] for code, share in shares.items()}, over
                    )
                    for n, cut in enumerate(cuts)
                )
            )
    return Costs(
        tuple(round_div(amount, over) for amount in amounts), round_div(sum(amounts), over)
    )


def _spread(quantity: int, cuts: Sequence[Period]) -> list[int]:
    days, passed, given = sum(cut.days for cut in cuts), 0, 0
    shares = []
    for cut in cuts:
        passed += cut.days
        shares.append(round_div(quantity * passed, days) - given)
        given += shares[-1]
    return shares


@dataclass(frozen=True, slots=True)
class _Priced:
    """A stretch's prices as whole numbers over one denominator."""

    by_class: Mapping[str, int]
    day: int
    month_part: int
    tiered: tuple[tuple[Rate, Fraction], ...]
    terms: Terms

    @classmethod
    def of(cls, terms: Terms, stretch: Stretch, over: int) -> "_Priced":
        return cls(
            {code: int(price * over) for code, price in stretch.by_class.items()},
            int(stretch.day * over),
            int(stretch.month * over / MONTH_PARTS),
            stretch.tiered,
            terms,
        )

    def amount(self, period: Period, used: Mapping[str, int], over: int) -> int:
        amount = self.day * period.days
        if self.month_part:
            amount += self.month_part * month_parts(period.from_on, period.until_on)
        for code, quantity in used.items():
            amount += quantity * self.by_class[code]
        if self.tiered:
            days = period.days * self.terms.dwellings
            for rate, factor in self.tiered:
                cell = rate.cell("", "")
                for _, quantity, price in tiers(cell, sum(used.values()), days):
                    exact = Fraction(price.amount) * factor * quantity * over
                    amount += round_div(exact.numerator, exact.denominator)
        return amount


def _stretch(terms: Terms, period: Period, issued_on: date, standing: bool) -> Stretch:
    scale = 10 ** minor_digits(terms.tariff.currency)
    stretch = Stretch(period, dict.fromkeys(terms.tariff.class_codes, Fraction(0)))
    for rule in terms.tariff.rules:
        if not rule.billed or rule.only_service:
            continue
        for _, rate, percent in rule.stretches(period, issued_on):
            taxed = (
                Fraction(scale)
                if terms.tariff.prices_include_vat
                else (scale * (1 + Fraction(percent) / 100))
            )
            if rule.kind == PERCENT:
                share = Fraction(rate.cell(terms.option(rule), "")[0].price.amount) / 100
                for base in rule.of:
                    _add(terms, stretch, base, taxed * share, issued_on, standing)
            else:
                _add_rate(terms, stretch, rule, rate, taxed, standing)
    return stretch


def _add(
    terms: Terms, stretch: Stretch, rule: Rule, factor: Fraction, issued_on: date, standing: bool
) -> None:
    for _, rate, _ in rule.stretches(stretch.period, issued_on):
        _add_rate(terms, stretch, rule, rate, factor, standing)


def _add_rate(
    terms: Terms, stretch: Stretch, rule: Rule, rate: Rate, factor: Fraction, standing: bool
) -> None:
    option = terms.option(rule)
    if rule.kind == STANDING:
        price = Fraction(rate.cell(option, "")[0].price.amount) * factor
        if not standing:
            return
        if rule.per == "day":
            stretch.day += price
        elif rule.per == "year" and rule.prorate == "days":
            stretch.day += price / YEAR_DAYS
        else:
            stretch.month += price if rule.per == "month" else price / 12
    elif rate.tiered:
        stretch.tiered += ((rate, factor / PER_UNIT),)
    else:
        for code in stretch.by_class:
            price = Fraction(rate.cell(option, code)[0].price.amount)
            stretch.by_class[code] += price * factor / PER_UNIT
