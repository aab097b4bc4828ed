"""What this month and this year will have cost, from what is known and the year before."""

from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.contracts.facts import Holding
from chalicelib.errors import Conflict
from chalicelib.metering import costs, use
from chalicelib.metering.buckets import Bucket
from chalicelib.metering.days import Day
from chalicelib.metering.outlook import project
from chalicelib.metering.outlook_schemas import ForecastAnswer, SpanAnswer
from chalicelib.rules.calendar import Period, months_after

LEAST_DAYS = 28
"""With fewer known days there is nothing to project."""


def answer(operator: str, holding: Holding) -> ForecastAnswer:
    """The month and the contract's year that hold today, as they will have been at their end.

    Raises `Conflict`: `contract_not_active`, `forecast_too_early` (fewer than 28 known days).
    """
    pack = operators.find(operator)
    today = clock.today(pack.time_zone)
    if not holding.contract.active_on(today):
        raise Conflict("contract_not_active")
    month = Period(today.replace(day=1), months_after(today.replace(day=1), 1))
    year = year_of(holding.contract.started_on, today)
    since = min(year.from_on, month.from_on) - timedelta(days=372)
    past = Period(since, today)
    curve = use.curve_of(operator, holding, past, "advice")
    known = use.days_of(holding, past, curve, pack.time_zone, today, "advice")
    known = {on: day for on, day in known.items() if on < today and holding.contract_on(on)}
    if len(known) < LEAST_DAYS:
        raise Conflict("forecast_too_early", days=LEAST_DAYS)
    return ForecastAnswer(
        point=holding.point.short,
        unit="Wh" if holding.point.energy == "electricity" else "dm3",
        currency=pack.currency,
        month=_span(holding, known, month, today),
        year=_span(holding, known, year, today),
    )


def year_of(started_on: date, today: date) -> Period:
    """The year of a contract that holds today, from anniversary to anniversary."""
    years = today.year - started_on.year
    from_on = months_after(started_on, 12 * years)
    if from_on > today:
        years -= 1
        from_on = months_after(started_on, 12 * years)
    return Period(from_on, months_after(started_on, 12 * (years + 1)))


def _span(holding: Holding, known: dict[date, Day], period: Period, today: date) -> SpanAnswer:
    outlook = project(known, period)
    doubt = outlook.doubt_percent
    whole, low, high = (Bucket(period, outlook.days(each)) for each in (0, -doubt, doubt))
    so_far = Bucket(period, outlook.known)
    cents = [costs.price(holding, [each], today).cents[0] for each in (so_far, whole, low, high)]
    return SpanAnswer(
        from_on=period.from_on,
        until_on=period.until_on,
        so_far_amount=so_far.amount or 0,
        so_far_cents=cents[0] if so_far.days else 0,
        amount=whole.amount or 0,
        low_amount=low.amount or 0,
        high_amount=high.amount or 0,
        cents=cents[1],
        low_cents=cents[2],
        high_cents=cents[3],
    )
