"""The coming year half-hour by half-hour, made of the year that was. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from chalicelib.metering.days import Day
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from chalicelib.rules.money import round_div
from chalicelib.rules.schedule import Schedule, runs

SLOTS = 48
WEEKS = (364, 728, 371, 357, 735, 721)
"""How many days back a day to come is looked for: the same day of the week, a year or two ago."""
TYPICAL = (
    15, 14, 13, 12, 12, 11, 11, 11, 11, 12, 13, 15, 19, 24, 28, 29, 27, 25, 23, 23, 22, 22, 23, 25,
    27, 27, 25, 23, 22, 21, 20, 20, 21, 23, 26, 30, 34, 38, 40, 40, 39, 37, 35, 32, 28, 24, 20, 17,
)  # fmt: skip
"""A common household's day in shares, for days of which only the sum is known."""


def even(values: Sequence[int]) -> list[int]:
    """A day of 46 or 50 half-hours as one of 48, its sum kept: the odd hour is after 02:00."""
    day = list(values)
    if len(day) == SLOTS - 2:
        return [*day[:4], 0, 0, *day[4:]]
    if len(day) == SLOTS + 2:
        return [*day[:4], day[4] + day[6], day[5] + day[7], *day[8:]]
    return day


def fitted(values: Sequence[int], slots: int) -> list[int]:
    """A day of 48 half-hours as one of 46 or 50, its sum kept."""
    day = list(values)
    if slots == SLOTS - 2:
        return [*day[:4], day[4] + day[6], day[5] + day[7], *day[8:]]
    if slots == SLOTS + 2:
        return [*day[:6], 0, 0, *day[6:]]
    return day


def shaped(amount: int) -> list[int]:
    """A day's sum laid out as a common household's day."""
    whole, passed, given = sum(TYPICAL), 0, 0
    day = []
    for share in TYPICAL:
        passed += share
        upto = round_div(amount * passed, whole)
        day.append(upto - given)
        given = upto
    return day


def coming(
    days: Mapping[date, Day], curve: Mapping[date, Sequence[int]], period: Period
) -> dict[date, list[int]]:
    """48 half-hours for each day of a period to come: the curve of the same weekday a year ago,
    else that day's sum as a common day, else the mean of all days.
    """
    mean = round_div(sum(day.amount for day in days.values()), max(len(days), 1))
    return {on: _one(days, curve, on, mean) for on in period.dates()}


def _one(
    days: Mapping[date, Day], curve: Mapping[date, Sequence[int]], on: date, mean: int
) -> list[int]:
    sources = [on - timedelta(days=back) for back in WEEKS]
    for source in sources:
        if source in curve and MISSING not in curve[source]:
            return even(curve[source])
    for source in sources:
        if source in days:
            return shaped(days[source].amount)
    return shaped(mean)


def cheap_slots(schedules: Sequence[Schedule], on: date, zone: str) -> list[int]:
    """The half-hours of a day that begin in cheap hours; none where no hours are told apart."""
    if not schedules:
        return []
    any_colour = dict.fromkeys((on, on - timedelta(days=1)), "any")
    return [
        slot
        for slot in range(SLOTS)
        for classed, start, end in runs(schedules, on, zone, any_colour)
        if classed.endswith("off_peak") and start <= slot * 30 < end
    ]


def colours_again(known: Mapping[date, str], period: Period) -> dict[date, str]:
    """Coloured days to come (and the eve of the first), as if they fell as they did a year or two
    ago on the same days of the week; a day without such a past is left out.
    """
    found = {}
    for on in Period(period.from_on - timedelta(days=1), period.until_on).dates():
        sources = (known.get(on - timedelta(days=back)) for back in WEEKS)
        colour = next((each for each in sources if each), None)
        if colour:
            found[on] = colour
    return found
