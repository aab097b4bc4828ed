"""A meter gone silent: its customer agreed to be measured, and nothing comes any more."""

from collections.abc import Collection
from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.consents import record
from chalicelib.contracts.facts import Holding
from chalicelib.metering import gaps, notices, totals
from chalicelib.rules.calendar import Period, days_after, zone_of

DAYS = 3
"""A day this old was due on two mornings and their catch-ups."""


def listen(holding: Holding, heard: Collection[date], until_on: date) -> bool:
    """Tell the customer when nothing came of the 3 days before `until_on`; True when told.

    `heard` are the days of which at least one half-hour is known. What counts begins with the
    consent: of the time before it nothing was asked.
    """
    point = holding.point.point
    recent = Period(days_after(until_on, -DAYS), until_on)
    if any(on in heard for on in recent.dates()) or any(totals.days(point, recent)):
        return False
    zone = operators.find(holding.point.operator).time_zone
    standing = record.standing(point)
    if not standing.allows("daily", holding.contract.customer, clock.today(zone)):
        return False
    since = [each.since_at for each in standing.consents.values() if each.since_at]
    began = max(at.astimezone(zone_of(zone)).date() for at in since)
    begins = max(began, _day_after_last(heard), _last_total(point, recent))
    silent = Period(min(begins, until_on), until_on)  # it may have begun after the day looked at
    if silent.days < DAYS:
        return False
    known = gaps.of_point(point, silent)
    why = {"why": f"gaps.{known[-1].reason if known else 'no_data'}"}
    last_on = days_after(until_on, -1)
    facts = {"days": silent.days}
    return notices.tell(holding, "meter_silent", silent.from_on, last_on, facts, why)


def _day_after_last(heard: Collection[date]) -> date:
    return days_after(max(heard), 1) if heard else date.min


def _last_total(point: str, recent: Period) -> date:
    """The day after the last daily total of the month before; `date.min` without any."""
    month = Period(recent.from_on - timedelta(days=30), recent.from_on)
    return _day_after_last([day.on for day in totals.days(point, month)])
