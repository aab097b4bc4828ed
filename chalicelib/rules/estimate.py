"""Estimates: what stands for a reading that did not come, always marked as such."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chalicelib.rules.calendar import MONTH_PARTS, Period, month_parts, months_after
from chalicelib.rules.meter import span
from chalicelib.rules.money import round_div
from chalicelib.rules.plausibility import covered
from chalicelib.rules.tariff import Norm, Tariff
from chalicelib.rules.usage import ESTIMATED, NORM, REAL, SINGLE, Reading, Use

AVERAGE_MONTHS = 6
AVERAGE_PERIODS = 3
"""Russian order 354, point 59: the mean of the last 6 months for up to 3 periods, then the norm."""


def from_last_year(period: Period, uses: Sequence[Use], classed: str = SINGLE) -> Use | None:
    """The use of the same days one year before, brought to this period's length.

    None unless all of those days are covered (real or not) by uses of the class.
    """
    before = Period(months_after(period.from_on, -12), months_after(period.until_on, -12))
    own = [use for use in uses if use.classed == classed]
    if not before.days or covered(own, before) < before.days:
        return None
    amount = sum(use.between(before) for use in own)
    return Use(period, round_div(amount * period.days, before.days), classed, ESTIMATED)


def from_average(
    period: Period, uses: Sequence[Use], classed: str = SINGLE, months: int = AVERAGE_MONTHS
) -> Use | None:
    """The mean day of the `months` before the period, from real uses; None when there is none."""
    before = Period(months_after(period.from_on, -months), period.from_on)
    own = [use for use in uses if use.classed == classed and use.kind == REAL]
    days = covered(own, before)
    if not days:
        return None
    amount = sum(use.between(before) for use in own)
    return Use(period, round_div(amount * period.days, days), classed, ESTIMATED)


def from_norm(
    period: Period,
    norms: Sequence[Norm],
    service: str,
    residents: int,
    multiplier: Decimal = Decimal(1),
) -> tuple[Use, ...]:
    """The norm for each resident, by calendar months; one use for each norm in force.

    `multiplier` raises it where a meter could stand and does not (order 354, point 42: 1.5).
    Raises LookupError when no norm of the service covers the first day.
    """
    own = [norm for norm in norms if norm.service == service]
    numerator, denominator = multiplier.as_integer_ratio()
    found = []
    for part in period.split(norm.from_on for norm in own):
        known = [norm for norm in own if norm.from_on <= part.from_on]
        if not known:
            raise LookupError("norm_missing")
        parts = month_parts(part.from_on, part.until_on)
        quantity = round_div(
            known[-1].dm3_a_month * residents * parts * numerator, MONTH_PARTS * denominator
        )
        found.append(Use(part, quantity, SINGLE, NORM, service=service))
    return tuple(found)


def by_norm(period: Period, tariff: Tariff, residents: int, *, surcharged: bool) -> tuple[Use, ...]:
    """What a home without a meter is charged for: each service of the tariff by its norm.

    `surcharged` where a meter could be fitted and is not: services that only a norm knows (the
    multiplier's share, order 354, point 42) count too.
    """
    services = {
        rule.service
        for rule in tariff.rules
        if rule.service and (surcharged or not rule.only_service)
    }
    return tuple(
        use
        for service in sorted(services)
        for use in from_norm(period, tariff.norms, service, residents)
    )


def estimate(
    period: Period,
    uses: Sequence[Use],
    classed: str = SINGLE,
    *,
    in_a_row: int = 0,
    norms: Sequence[Norm] = (),
    service: str = "",
    residents: int = 0,
) -> tuple[Use, ...]:
    """What to charge where no reading came: last year's same days, else the mean of the months
    before, else the norm; nothing when none of them is known.

    With norms (Russia), the mean of 6 months for the first 3 periods `in_a_row`, then the norm.
    """
    if norms:
        mean = from_average(period, uses, classed) if in_a_row < AVERAGE_PERIODS else None
        return (mean,) if mean else from_norm(period, norms, service, residents)
    found = from_last_year(period, uses, classed) or from_average(period, uses, classed, 12)
    return (found,) if found else ()


def estimated_reading(before: Reading, use: Use, on: date, digits: int) -> Reading:
    """The index that an estimate brings a register to, marked as estimated."""
    index = (before.index + use.until(on)) % span(digits)
    return Reading(on, index, ESTIMATED, before.register, before.meter)
