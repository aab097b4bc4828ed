"""A register's total shared out to tariff classes by the half-hours of its days (Tempo, own hours).

The dial says how much, the load curve when: together they make a bill by class where the meter has
no register for each. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.classify import uses_of
from chalicelib.rules.curve import MISSING
from chalicelib.rules.money import round_div, share
from chalicelib.rules.schedule import Schedule
from chalicelib.rules.usage import ESTIMATED, REAL, Use

NEAR = 28
"""Days before and after within which a missing half-hour finds its like."""

Days = Mapping[date, Sequence[int]]
"""The half-hours (Wh) of local days; a day that is not there was not measured."""


@dataclass(frozen=True, slots=True)
class HalfHours:
    """The half-hours of a supply point, and what says which class each counts under.

    `colours` gives the Tempo colour of each day and of the eve of the first, where there are such.
    """

    days: Days
    schedules: tuple[Schedule, ...]
    classes: tuple[str, ...]
    zone: str
    colours: Mapping[date, str] = field(default_factory=dict)

    def until(self, on: date) -> "HalfHours":
        """What is known of the days before one."""
        return replace(self, days={day: self.days[day] for day in self.days if day < on})


def by_class(totals: Sequence[Use], known: HalfHours) -> tuple[Use, ...]:
    """The uses of all classes, month by month: within `totals` they add up to these, and after the
    last of them (or without any) to the curve itself.

    Each class of the tariff has a use in each month, of nothing where the curve says so. A month
    with a half-hour that nobody measured is estimated: the half-hour takes the mean of the same one
    on the nearest days that have it. Left out are months of which no half-hour, or the colour of
    some day, is not known.
    """
    found: list[Use] = []
    for total in totals:
        found += _within(total.period, known, total)
    if known.days:
        ends = max(known.days) + timedelta(days=1)
        starts = max((each.period.until_on for each in totals), default=min(known.days))
        if starts < ends:
            found += _within(Period(starts, ends), known, None)
    return tuple(found)


def _within(period: Period, known: HalfHours, total: Use | None) -> list[Use]:
    """The uses of a period by class and month; brought to `total` where that is given."""
    found: list[Use] = []
    for month in period.months():
        made = _month(month, known)
        if not made and total is not None:
            return []
        found += made
    if total is None:
        return found
    weights = [use.quantity for use in found]
    parts = share(total.quantity, weights if any(weights) else [use.period.days for use in found])
    return [
        replace(
            use,
            quantity=part,
            running=_scaled(use.running, part),
            kind=use.kind if total.kind == use.kind else ESTIMATED,
            before=total.before,
            after=total.after,
        )
        for use, part in zip(found, parts, strict=True)
    ]


def _month(month: Period, known: HalfHours) -> list[Use]:
    if not any(on in known.days for on in month.dates()) or _colourless(month, known):
        return []
    days, filled = _filled(month, known)
    kind = ESTIMATED if filled else REAL
    made = {
        use.classed: replace(use, by_curve=True, kind=kind)
        for use in uses_of(days, known.schedules, known.zone, known.colours).uses
    }
    nothing = Use(month, 0, running=(0,) * (month.days + 1), by_curve=True, kind=kind)
    return [made.get(code) or replace(nothing, classed=code) for code in known.classes]


def _colourless(month: Period, known: HalfHours) -> bool:
    if not any(schedule.colours for schedule in known.schedules):
        return False
    eve = month.from_on - timedelta(days=1)
    return any(on not in known.colours for on in (eve, *month.dates()))


def _filled(period: Period, known: HalfHours) -> tuple[dict[date, list[int]], int]:
    """All days of a period with nothing missing, and how many half-hours had to be filled in."""
    days: dict[date, list[int]] = {}
    filled = 0
    for on in period.dates():
        values = list(known.days.get(on) or [MISSING] * slots(on, known.zone))
        for place, value in enumerate(values):
            if value == MISSING:
                values[place] = _like(on, place, known.days)
                filled += 1
        days[on] = values
    return days, filled


def _like(on: date, place: int, days: Days) -> int:
    """The mean of the same half-hour on the nearest day before and after; 0 where there is none."""
    found = [value for value in (_near(on, place, days, sign) for sign in (-1, 1)) if value >= 0]
    return round_div(sum(found), len(found)) if found else 0


def _near(on: date, place: int, days: Days, sign: int) -> int:
    for distance in range(1, NEAR + 1):
        values = days.get(on + timedelta(days=sign * distance), ())
        if place < len(values) and values[place] != MISSING:
            return values[place]
    return -1


def _scaled(running: tuple[int, ...], whole: int) -> tuple[int, ...]:
    """The course of a use brought to another sum."""
    was = running[-1]
    if not was:
        days = len(running) - 1
        return tuple(round_div(whole * day, days) for day in range(days + 1))
    return tuple(round_div(each * whole, was) for each in running)
