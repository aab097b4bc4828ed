"""The lines of a bill, one rule at a time: standing charges, quantities, percentages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from chalicelib.rules.bill import Line, Part
from chalicelib.rules.calendar import MONTH_PARTS, Period, month_parts
from chalicelib.rules.measure import BILL_UNIT, PER_UNIT
from chalicelib.rules.money import minor_digits, round_div
from chalicelib.rules.price import STANDING, Cell, Price, Rate, Rule
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import ESTIMATED, NORM, REAL, Use

YEAR_DAYS = 365
"""A yearly price prorated by days, and the yearly limit of a tier, are for this many days."""


def standing_time(rule: Rule, period: Period) -> tuple[int, int]:
    """How many times a standing price is due in a period, as an exact ratio."""
    if rule.per == "day":
        return period.days, 1
    if rule.per == "year" and rule.prorate == "days":
        return period.days, YEAR_DAYS
    months = month_parts(period.from_on, period.until_on)
    return months, MONTH_PARTS if rule.per == "month" else 12 * MONTH_PARTS


def standing_lines(terms: Terms, rule: Rule, period: Period, issued_on: date) -> list[Line]:
    """The lines of a standing charge: one for each price or tax in force in the period."""
    scale = 10 ** minor_digits(terms.tariff.currency)
    option = terms.option(rule)
    lines = []
    for part, rate, percent in rule.stretches(period, issued_on):
        price = rate.cell(option, "")[0].price
        times, over = standing_time(rule, part)
        if over in (1, YEAR_DAYS):
            quantity, unit, base = Decimal(part.days), "day", over
        else:
            months = month_parts(part.from_on, part.until_on)
            quantity, unit, base = (
                _written(Fraction(months, MONTH_PARTS)),
                "month",
                over // MONTH_PARTS,
            )
        lines.append(
            Line(
                code=rule.code,
                family=rule.family,
                period=part,
                quantity=quantity,
                unit=unit,
                unit_price=price.amount,
                price_base=base,
                cents=round_div(price.numerator * times * scale, price.denominator * over),
                percent=percent,
                category=rule.vat.category,
                version_on=rate.from_on,
                source=rate.source,
                names=rule.names,
                about=rule.about,
            )
        )
    return lines


def _written(exact: Fraction) -> Decimal:
    """A ratio as people write it, to the sixth digit; what is whole stays whole."""
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    return Decimal(round_div(exact.numerator * 10**6, exact.denominator)).scaleb(-6)


def tiers(cell: Cell, quantity: int, days: int) -> list[tuple[int, int, Price]]:
    """A quantity cut at the yearly limits of a price, prorated by days: (tier, quantity, price).

    Tiers count from 1; a price without tiers is tier 0. What is given back goes to the first.
    """
    if len(cell) == 1:
        return [(0, quantity, cell[0].price)]
    found: list[tuple[int, int, Price]] = []
    below = 0
    for place, tier in enumerate(cell, start=1):
        limit = quantity if tier.upto is None else round_div(tier.upto * days, YEAR_DAYS)
        until = max(quantity, 0) if tier.upto is None else min(limit, max(quantity, 0))
        if until > below:
            found.append((place, until - below, cell[place - 1].price))
            below = until
    return found or [(1, quantity, cell[0].price)]


def unit_lines(
    terms: Terms, rule: Rule, span: Period, uses: Sequence[Use], issued_on: date
) -> list[Line]:
    """The lines of a price by quantity: one for each price, tax, class and tier."""
    tariff = terms.tariff
    scale = 10 ** minor_digits(tariff.currency)
    unit, option = BILL_UNIT[tariff.energy], terms.option(rule)
    served = [use for use in uses if rule.serves(use.service)]
    lines: list[Line] = []
    for part, rate, percent in rule.stretches(span, issued_on):
        for classed, parts in _by_class(tariff.class_codes, rate, served, part).items():
            cell = rate.cell(option, classed)
            used = sum(piece.quantity for piece in parts)
            kind = _kind(parts)
            for tier, quantity, price in tiers(cell, used, part.days * terms.dwellings):
                lines.append(
                    Line(
                        code=rule.code,
                        family=rule.family,
                        period=part,
                        quantity=Decimal(quantity).scaleb(-3),
                        unit=unit,
                        unit_price=price.amount,
                        price_base=1,
                        cents=round_div(
                            quantity * price.numerator * scale, price.denominator * PER_UNIT
                        ),
                        percent=percent,
                        category=rule.vat.category,
                        classed=classed,
                        tier=tier,
                        kind=kind,
                        version_on=rate.from_on,
                        source=rate.source,
                        names=rule.names,
                        about=rule.about,
                        parts=tuple(parts),
                    )
                )
    return lines


def _by_class(
    classes: tuple[str, ...], rate: Rate, uses: Sequence[Use], period: Period
) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {code: [] for code in classes} if rate.by_class else {}
    for use in uses:
        own = use.period.overlap(period)
        if own is None:
            continue
        part = Part(
            own,
            use.between(own),
            use.kind,
            use.classed,
            use.before,
            use.after,
            use.volume_between(own),
            use.kwh_per_m3,
            use.by_curve,
        )
        found.setdefault(use.classed if rate.by_class else "", []).append(part)
    return {classed: parts for classed, parts in found.items() if parts}


def _kind(parts: Sequence[Part]) -> str:
    kinds = {part.kind for part in parts}
    return NORM if NORM in kinds else ESTIMATED if ESTIMATED in kinds else REAL


def percent_lines(
    terms: Terms, rule: Rule, period: Period, uses: Sequence[Use], issued_on: date
) -> list[Line]:
    """The lines of a percentage of other rules (billed or not), rounded once from the exact base.

    One for each percentage, tax and base price in force.
    """
    currency = terms.tariff.currency
    scale = 10 ** minor_digits(currency)
    lines = []
    for part, rate, percent in rule.stretches(period, issued_on):
        share = rate.cell(terms.option(rule), "")[0].price.amount
        base = sum((_exact(terms, named, part, uses, issued_on) for named in rule.of), Fraction(0))
        amount = base * Fraction(share) / 100
        lines.append(
            Line(
                code=rule.code,
                family=rule.family,
                period=part,
                quantity=_written(base),
                unit=currency,
                unit_price=share,
                price_base=100,
                cents=round_div(amount.numerator * scale, amount.denominator),
                percent=percent,
                category=rule.vat.category,
                version_on=rate.from_on,
                source=rate.source,
                names=rule.names,
                about=rule.about,
            )
        )
    return lines


def _exact(
    terms: Terms, rule: Rule, period: Period, uses: Sequence[Use], issued_on: date
) -> Fraction:
    """What a rule amounts to in a period before any rounding, in major units."""
    option = terms.option(rule)
    amount = Fraction(0)
    for part, rate, _ in rule.stretches(period, issued_on):
        if rule.kind == STANDING:
            times, over = standing_time(rule, part)
            amount += Fraction(rate.cell(option, "")[0].price.amount) * Fraction(times, over)
            continue
        for use in uses:
            if rule.serves(use.service):
                price = rate.cell(option, use.classed)[0].price
                amount += Fraction(price.amount) * Fraction(use.between(part), PER_UNIT)
    return amount
