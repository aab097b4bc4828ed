"""Looks over each supply point every day, and over each reading, for what its customer should know.

schedule -> one message a shard -> messages of some points -> signs -> notices
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from chalicelib import clock, operators
from chalicelib.consents import record
from chalicelib.contracts import supply, tariffs
from chalicelib.contracts.facts import Holding
from chalicelib.metering import curves, meters, notices, readings, signs, silence, totals
from chalicelib.metering.measured import between
from chalicelib.rules import cost, leak
from chalicelib.rules.calendar import Period, days_after, months_after
from chalicelib.rules.money import round_div
from chalicelib.rules.usage import REAL, Use

POINTS_A_MESSAGE = 25
LOCAL_DM3_A_YEAR = 120_000
"""What a dwelling uses where its own past is too short (the 120 m3 of French statistics)."""
GAS_DAYS = 415
"""The three days, and the year with the weeks around it that they are held against."""
LEAST_DAYS = 20
"""A use over fewer days is not compared with other years."""


def chunks(points: Iterator[str]) -> Iterator[tuple[str, ...]]:
    """Points in the handfuls that one message looks over."""
    while chunk := tuple(islice(points, POINTS_A_MESSAGE)):
        yield chunk


def look_over(operator: str, points: tuple[str, ...], on: date) -> int:
    """Look over some points up to a day (in); how many messages went out."""
    return sum(_look(operator, point, on) for point in points)


def _look(operator: str, point: str, on: date) -> int:
    today = clock.today(operators.find(operator).time_zone)
    holding = supply.held_now(point, today)
    if holding is None:
        return 0
    until_on = days_after(on, 1)
    energy = holding.point.energy
    period = Period(until_on - timedelta(days=PAST.get(energy, 1)), until_on)
    held = holding.within(period)
    curve = {
        day.on: day.values
        for day in curves.days(point, period)
        if day.missing < len(day.values) and any(day.on in own for own in held)
    }
    looks = LOOKS.get(energy, ()) if _may_look(holding, today) else ()
    told = [look(holding, curve, until_on) for look in looks]
    return sum(told) + silence.listen(holding, curve, until_on)


def _may_look(holding: Holding, today: date) -> bool:
    """Whether the customer agreed that their curve is used to tell them things."""
    standing = record.standing(holding.point.point)
    return standing.active("advice", holding.contract.customer, today)


def _raised(holding: Holding, curve: signs.Curve, until_on: date) -> bool:
    found = signs.raised(curve, until_on)
    if found is None:
        return False
    month_wh = found.watts * 24 * 30
    facts = {
        "watts": found.watts,
        "usual_watts": found.usual_watts,
        "month_kwh": round_div(month_wh, 1000),
    }
    cents = _month_cents(holding, month_wh, until_on)
    if cents is not None:
        facts["month_cents"] = cents
    return notices.tell(holding, "use_raised", found.since_on, days_after(until_on, -1), facts)


def _month_cents(holding: Holding, wh: int, on: date) -> int | None:
    """What some energy costs in a month, spread over all hours; None where there is no price."""
    terms = tariffs.terms_of(holding.contract, holding.point)
    if terms is None:
        return None
    codes = terms.tariff.class_codes
    used = dict.fromkeys(codes, wh // len(codes))
    month = Period(on, months_after(on, 1))
    try:
        return cost.costs(terms, [(month, used)], on, standing=False).total_cents
    except (LookupError, ValueError):
        return None


def _power(holding: Holding, curve: signs.Curve, until_on: date) -> bool:
    power = holding.contract.subscribed_power_va
    found = signs.near_power(curve, until_on, power) if power else None
    if found is None or power is None:
        return False
    facts = {"watts": found.watts, "power_va": power, "days": found.days}
    return notices.tell(holding, "power_near", found.since_on, days_after(until_on, -1), facts)


def _leak(holding: Holding, curve: signs.Curve, until_on: date) -> bool:
    """Water that never stops at night; else, water in an empty home: one leak is told once."""
    kind: notices.Kind = "leak_night"
    found = leak.night_flow(curve, until_on)
    if found is None:
        kind, found = "leak_empty", leak.empty_home(curve, until_on)
    if found is None:
        return False
    facts = {"litres_an_hour": found.litres_an_hour, "litres": found.litres}
    return notices.tell(holding, kind, found.since_on, found.last_on, facts)


def _much_gas(holding: Holding, curve: signs.Curve, until_on: date) -> bool:
    """Gas is measured by the day: its days are looked at, those of this holder."""
    period = Period(until_on - timedelta(days=GAS_DAYS), until_on)
    held = holding.within(period)
    kept = totals.days(holding.point.point, period)
    days = {day.on: day.amount for day in kept if any(day.on in own for own in held)}
    found = signs.much_gas(days, until_on)
    if found is None:
        return False
    facts = {"day_m3": found.a_day, "most_m3": found.most}
    return notices.tell(holding, "gas_raised", found.since_on, days_after(until_on, -1), facts)


Look = Callable[[Holding, signs.Curve, date], bool]
LOOKS: Mapping[str, tuple[Look, ...]] = {
    "electricity": (_raised, _power),
    "gas": (_much_gas,),
    "water": (_leak,),
}
"""What is looked for in each energy's curve."""
PAST = {"electricity": signs.HISTORY + signs.DAYS, "water": 62}
"""Days of the curve that this needs, and no more are read."""


def after_reading(operator: str, point: str) -> bool:
    """Compare the use that a new reading of water makes with the years before; True when told.

    CGCT L2224-12-4 III bis: the customer of a dwelling is told of an abnormal use, at the latest
    with the invoice, so that a leak can be mended within a month.
    """
    if point.split("#", 2)[1] != "water":
        return False
    today = clock.today(operators.find(operator).time_zone)
    holding = supply.held_now(point, today)
    if holding is None:
        return False
    hung = meters.of_point(point)
    mine = holding.contracts[0].started_on
    uses = [
        use
        for use in between(readings.of_meters(hung), hung)
        if use.kind == REAL and use.period.from_on >= mine
    ]
    return bool(uses) and _compare(holding, uses)


def _compare(holding: Holding, uses: list[Use]) -> bool:
    last = max(uses, key=lambda use: use.period.until_on).period
    same = [use for use in uses if use.period == last]
    if last.days < LEAST_DAYS:
        return False
    used = sum(use.quantity for use in same)
    local = round_div(LOCAL_DM3_A_YEAR * holding.contract.dwellings * last.days, 365)
    found = leak.warsmann(used, last, uses, local)
    if not found.abnormal:
        return False
    facts = {"used_m3": found.used, "mean_m3": found.mean, "limit_m3": found.limit}
    return notices.tell(holding, "leak_year", last.from_on, last.until_on, facts)
