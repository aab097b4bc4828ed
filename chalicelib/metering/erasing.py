"""Erases what a withdrawn consent had let be collected.

A consent that is withdrawn leaves no ground to keep what was collected under it (GDPR article 17,
1 b; EDPB guidelines 05/2020, 118). The switch is off at once; the values go a quarter of an hour
later, so that a slip of the finger costs no year. Readings and invoices rest on the contract, and
the proof that the consent was given stays.
"""

from chalicelib import clock, operators
from chalicelib.consents import Purpose, record
from chalicelib.contracts import agreements
from chalicelib.gateways.grid import DayTotal
from chalicelib.log import log
from chalicelib.metering import curve_table, curves, totals
from chalicelib.metering.messages import EraseMessage
from chalicelib.rules.calendar import Period

COLLECTED: frozenset[Purpose] = frozenset({"daily", "half_hourly"})
"""The purposes under which something is collected."""
GRACE_SECONDS = 900


def erase(message: EraseMessage) -> int:
    """Erase what was kept under a purpose of one customer's time at a point; how many days.

    Nothing when the consent was given again meanwhile. Who took back their half-hours and still
    agrees to days keeps the daily sums. Safe to repeat.
    """
    today = clock.today(operators.find(message.operator).time_zone)
    standing = record.standing(message.point)
    if standing.of(message.purpose, message.customer, today).state in ("pending", "active"):
        return 0
    periods = [
        Period(each.started_on, min(each.ended_on or today, today))
        for each in agreements.of_point(message.point)
        if each.customer == message.customer and each.started_on < today
    ]
    daily = standing.active("daily", message.customer, today)
    half_hourly = message.purpose == "half_hourly"
    erased = sum(
        _curve(message.point, period, daily) if half_hourly else _totals(message.point, period)
        for period in periods
    )
    log().info("erased", operator=message.operator, purpose=message.purpose, days=erased)
    return erased


def _curve(point: str, period: Period, daily: bool) -> int:
    erased = 0
    for day in curves.days(point, period):
        if daily and not day.missing:
            totals.store(point, DayTotal(day.on, day.total))
        curve_table.delete_day(curves.key(point), day.on.isoformat())
        erased += 1
    return erased


def _totals(point: str, period: Period) -> int:
    found = [day.on for day in totals.days(point, period)]
    for on in found:
        curve_table.delete_day(totals.key(point), on.isoformat())
    return len(found)
