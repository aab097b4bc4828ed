"""Leaks: water that flows all night, in an empty home, or twice as much as ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.curve import MISSING
from chalicelib.rules.money import round_div
from chalicelib.rules.plausibility import covered
from chalicelib.rules.usage import Use

NIGHT = slice(4, 10)
"""The half-hours from 02:00 to 05:00, when a household sleeps."""
NIGHTS = 3
EMPTY_A_DAY = 10
"""Litres a day that an empty home may use (a meter's drift, a valve that weeps)."""
EMPTY_AT_ONCE = 5
"""Litres in half an hour: whoever is at home draws more than that at least once a day."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A suspicion, with its figures. Codes: `leak_night_flow`, `leak_empty_home`.

    `litres_an_hour` is the steady flow, `litres` what was lost since `since_on`.
    """

    code: str
    since_on: date
    last_on: date
    litres_an_hour: int
    litres: int


def night_flow(days: Mapping[date, Sequence[int]], until_on: date) -> Leak | None:
    """A flow that never stops on the 3 nights before `until_on`; half-hours in litres.

    None when a night is missing or has a half-hour without water. The flow is the least that ran
    in any half-hour of those nights, brought to an hour.
    """
    nights = [until_on - timedelta(days=n) for n in range(1, NIGHTS + 1)]
    flows = [_flow(days, on) for on in nights]
    if not all(flows):
        return None
    since = nights[-1]
    while _flow(days, since - timedelta(days=1)):
        since -= timedelta(days=1)
    hour = min(flows) * 2
    return Leak("leak_night_flow", since, nights[0], hour, hour * 24 * (until_on - since).days)


def _flow(days: Mapping[date, Sequence[int]], on: date) -> int:
    """The least that ran in a half-hour of a night; 0 when it rested or is not wholly known."""
    night = days.get(on, ())[NIGHT]
    return 0 if not night or MISSING in night else min(night)


def empty_home(days: Mapping[date, Sequence[int]], until_on: date) -> Leak | None:
    """Water used on the last 3 days before `until_on` though nobody was at home; in litres.

    A day without one half-hour of more than 5 litres is an empty home's: whoever lives there
    washes, cooks or flushes more at once. None unless every such day, for 3 days at least, used
    more than 10 litres, or when a day is not wholly known.
    """
    since = until_on
    while _drunk(days.get(since - timedelta(days=1), ())) > EMPTY_A_DAY:
        since -= timedelta(days=1)
    empty = Period(since, until_on)
    if empty.days < NIGHTS:
        return None
    lost = sum(sum(days[on]) for on in empty.dates())
    last = until_on - timedelta(days=1)
    return Leak("leak_empty_home", since, last, max(1, round_div(lost, 24 * empty.days)), lost)


def _drunk(values: Sequence[int]) -> int:
    """What an empty home's day used; 0 when it is not wholly known or somebody was there."""
    lived_in = not values or MISSING in values or max(values) > EMPTY_AT_ONCE
    return 0 if lived_in else sum(values)


@dataclass(frozen=True, slots=True)
class Abnormal:
    """The Warsmann test of a water use: abnormal over twice the mean of equal past periods.

    `mean` and `limit` (twice the mean: the most that may be charged once a leak is proven) in dm3;
    `local` when the mean is the place's, for want of three years of one's own.
    """

    abnormal: bool
    used: int
    mean: int
    limit: int
    local: bool = False


def warsmann(used: int, period: Period, uses: Sequence[Use], local_mean: int) -> Abnormal:
    """Compare a use with the mean of the equal periods of the three years before.

    CGCT L2224-12-4 III bis: over twice the mean the customer is told at the latest with the
    invoice, and with a plumber's proof within a month pays no more than twice the mean. Years that
    are not wholly known are left out; with none, `local_mean` (dm3 for such a period) stands in.
    """
    means = []
    for years in (1, 2, 3):
        before = Period(
            months_after(period.from_on, -12 * years), months_after(period.until_on, -12 * years)
        )
        if covered(uses, before) == before.days:
            means.append(sum(use.between(before) for use in uses))
    mean = round_div(sum(means), len(means)) if means else local_mean
    return Abnormal(used > 2 * mean, used, mean, 2 * mean, not means)
