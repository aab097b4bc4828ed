"""What a supply point used in a period, by day, month or year, beside the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chalicelib import clock, operators
from chalicelib.consents import Purpose, record
from chalicelib.contracts import tariffs, tempo
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Invalid
from chalicelib.metering import costs, curves, expected, measured, meters, readings, totals
from chalicelib.metering.buckets import Bucket, Step, fill, one, year_before
from chalicelib.metering.costs import Priced
from chalicelib.metering.days import ByClass, Day, lay_out
from chalicelib.rules.calendar import Period, days_after, months_after
from chalicelib.rules.classify import day_by_class
from chalicelib.rules.curve import MISSING
from chalicelib.rules.terms import Terms

MOST_DAYS: Mapping[Step, int] = {"day": 800, "month": 3700, "year": 11000}
"""The longest period that is answered: two years of days, ten of months, thirty of years."""
LOOK_BACK_MONTHS = 14
"""A reading so long before a period may be the one from which its first days are known."""

Curve = Mapping[date, Sequence[int]]
"""Half-hours in Wh of each local day."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Buckets of a period, the same of the year before, what they cost, and the curve behind."""

    holding: Holding
    step: Step
    period: Period
    today: date
    buckets: tuple[Bucket, ...]
    before: tuple[Bucket, ...]
    priced: Priced
    curve: Curve = field(default_factory=dict)


def of_holding(operator: str, holding: Holding, step: Step, period: Period) -> Usage:
    """The use of a supply point in a period, of the time that the caller holds it.

    Raises `Invalid` (`period_too_long`).
    """
    if period.days > MOST_DAYS[step]:
        raise Invalid("period_too_long", fields={"until": "period_too_long"})
    pack = operators.find(operator)
    today = clock.today(pack.time_zone)
    earlier = year_before(period)
    whole = Period(earlier.from_on, period.until_on)
    curve = curve_of(operator, holding, whole, "daily")
    days = days_of(holding, whole, curve, pack.time_zone, today)
    held = holding.within(whole)
    buckets = fill(days, period, step, held, today)
    before = tuple(one(days, year_before(bucket.period), held, today) for bucket in buckets)
    return Usage(
        holding=holding,
        step=step,
        period=period,
        today=today,
        buckets=buckets,
        before=before,
        priced=costs.price(holding, buckets, today),
        curve={on: values for on, values in curve.items() if on in period},
    )


def agreed(operator: str, holding: Holding, purpose: Purpose) -> bool:
    """Whether the caller's consent to a purpose is active; half-hours include days.

    Advice needs a consent of its own beside the one to the collection.
    """
    today = clock.today(operators.find(operator).time_zone)
    standing = record.standing(holding.point.point)
    customer = holding.contract.customer

    def active(*purposes: Purpose) -> bool:
        return any(standing.active(each, customer, today) for each in purposes)

    if purpose == "advice":
        return active("advice") and active("daily", "half_hourly")
    return active("daily", "half_hourly") if purpose == "daily" else active(purpose)


def curve_of(operator: str, holding: Holding, period: Period, purpose: Purpose) -> Curve:
    """The half-hours of each collected day that the caller holds and agreed to have used.

    Without their consent to `purpose` there are none (requirement S72).
    """
    if not agreed(operator, holding, purpose):
        return {}
    held = holding.within(period)
    return {
        day.on: day.values
        for day in curves.days(holding.point.point, period)
        if any(day.on in own for own in held)
    }


def days_of(
    holding: Holding,
    period: Period,
    curve: Curve,
    zone: str,
    today: date,
    purpose: Purpose = "daily",
) -> dict[date, Day]:
    """Each known day of a period: by the curve where it is whole, else between two readings, else
    an estimate since the last one. Collected totals count with the consent to `purpose`.
    """
    hung = meters.of_point(holding.point.point)
    from_on = months_after(period.from_on, -LOOK_BACK_MONTHS)
    found = readings.of_meters(hung, from_on)
    known = measured.between(found, hung)
    known += expected.since_last_reading(holding, hung, known, today)
    uses = [use for use in known if use.period.overlap(period)]
    whole = {on: values for on, values in curve.items() if MISSING not in values}
    terms = terms_by_contract(holding)

    def fold(classed: str, on: date) -> str:
        contract = holding.contract_on(on)
        agreed = terms.get(contract.contract) if contract else None
        codes = agreed.tariff.class_codes if agreed else ()
        return classed if not codes or classed in codes else codes[0]

    collected = totals_of(holding, period, terms, purpose)
    measured_days = collected | by_class(holding, whole, zone, terms)
    return lay_out(uses, measured_days, fold)


def terms_by_contract(holding: Holding) -> dict[str, Terms]:
    """What prices and hours depend on, for each contract whose tariff is known."""
    found = {each.contract: tariffs.terms_of(each, holding.point) for each in holding.contracts}
    return {contract: terms for contract, terms in found.items() if terms is not None}


def totals_of(
    holding: Holding, period: Period, terms: Mapping[str, Terms], purpose: Purpose
) -> dict[date, ByClass]:
    """The daily totals that were collected, where the tariff of the day has one class only: a total
    does not say which hours it fell in.
    """
    if not agreed(holding.point.operator, holding, purpose):
        return {}
    found: dict[date, ByClass] = {}
    for day in totals.days(holding.point.point, period):
        contract = holding.contract_on(day.on)
        known = terms.get(contract.contract) if contract else None
        if known is not None and len(known.tariff.class_codes) == 1:
            found[day.on] = {known.tariff.class_codes[0]: day.amount}
    return found


def colours_of(
    operator: str, terms: Iterable[Terms], from_on: date, until_on: date
) -> Mapping[date, str]:
    """The coloured days of a period and of its eve; nothing is asked where no tariff has any."""
    if not any(schedule.colours for each in terms for schedule in each.hours):
        return {}
    return tempo.colours(operator, days_after(from_on, -1), until_on)


def by_class(
    holding: Holding, curve: Curve, zone: str, terms: Mapping[str, Terms]
) -> dict[date, ByClass]:
    """The Wh of each class on each day, by the hours of the contract of that day."""
    found: dict[date, ByClass] = {}
    if not curve:
        return found
    until_on = days_after(max(curve), 1)
    colours = colours_of(holding.point.operator, terms.values(), min(curve), until_on)
    for on, values in curve.items():
        contract = holding.contract_on(on)
        known = terms.get(contract.contract) if contract else None
        try:
            found[on] = day_by_class(values, on, known.hours if known else (), zone, colours)
        except KeyError:  # the colour of the day is not known
            continue
    return found
