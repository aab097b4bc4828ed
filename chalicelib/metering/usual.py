"""The last twelve months beside a usual year of the same home, whatever the weather was."""

from collections.abc import Mapping
from datetime import date

from chalicelib import clock, operators
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Conflict
from chalicelib.metering import costs, use
from chalicelib.metering.days import Day
from chalicelib.metering.use_schemas import UsualAnswer, UsualMonth
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.usual import Past, UsualYear, usual_year

PAST_MONTHS = 36
"""As far back as daily values are kept."""


def answer(operator: str, holding: Holding) -> UsualAnswer:
    """Each of the last twelve whole months, and what is usual for its known days.

    Raises `Conflict` (`usual_too_early`): before these months too little of a year is known.
    """
    zone = operators.find(operator).time_zone
    today = clock.today(zone)
    until_on = today.replace(day=1)
    year = Period(months_after(until_on, -12), until_on)
    past = Period(months_after(until_on, -PAST_MONTHS), year.from_on)
    whole = Period(past.from_on, until_on)
    curve = use.curve_of(operator, holding, whole, "daily")
    days = use.days_of(holding, whole, curve, zone, today)
    known = _amounts(holding, {on: day for on, day in days.items() if holding.contract_on(on)})
    before = {
        on: Past(amount, days[on].over == 1)
        for on, amount in known.items()
        if on in past and not days[on].estimated
    }
    usual = usual_year(before)
    if usual is None:
        raise Conflict("usual_too_early")
    guessed = {on: amount for on, amount in known.items() if days[on].estimated}
    months = [_month(usual, known, guessed, month) for month in year.months()]
    return UsualAnswer(
        point=holding.point.short,
        unit="dm3" if holding.point.energy == "water" else "Wh",
        from_on=year.from_on,
        until_on=year.until_on,
        past_from_on=min(before),
        past_days=len(before),
        months=months,
        total=sum(month.amount or 0 for month in months),
        usual_total=sum(month.usual_amount for month in months if month.amount is not None),
        base_total=sum(month.base_amount for month in months if month.amount is not None),
    )


def _amounts(holding: Holding, days: Mapping[date, Day]) -> dict[date, int]:
    """Each day's Wh or, of water, dm3; gas of a day without a coefficient is left out."""
    if holding.point.energy != "gas":
        return {on: day.amount for on, day in days.items()}
    found = {
        on: costs.energy_of(day.amount, on, holding.point.coefficients) for on, day in days.items()
    }
    return {on: amount for on, amount in found.items() if amount is not None}


def _month(
    usual: UsualYear, known: Mapping[date, int], guessed: Mapping[date, int], month: Period
) -> UsualMonth:
    """A month, and what is usual for those of its days that are known (all when none is)."""
    amounts = [known[on] for on in month.dates() if on in known]
    part = month.days if not amounts else len(amounts)
    return UsualMonth(
        on=month.from_on,
        amount=sum(amounts) if amounts else None,
        estimated_amount=sum(guessed.get(on, 0) for on in month.dates()),
        usual_amount=usual.of(month) * part // month.days,
        base_amount=usual.base_of(month) * part // month.days,
    )
