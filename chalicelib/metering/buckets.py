"""Days, months and years of use: how much, and whether it is real, estimated, partial or missing.

Pure: everything it needs is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from chalicelib.metering.days import Day
from chalicelib.rules.calendar import Period, months_after

Step = Literal["day", "month", "year"]
Kind = Literal["real", "estimated", "partial", "missing"]
EVEN = 2
"""An amount laid out over more than so many buckets is an estimate of each."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bar: the days that are known of a period, out of those that were expected."""

    period: Period
    days: Mapping[date, Day] = field(default_factory=dict)
    expected: int = 0
    finished: bool = True

    @property
    def amount(self) -> int | None:
        """Whole Wh or dm3 of the known days; None when no day is known."""
        return sum(day.amount for day in self.days.values()) if self.days else None

    @property
    def estimated_amount(self) -> int:
        """How much of the amount rests on an estimate, or on a spread too wide for this bucket."""
        return sum(day.amount for day in self.days.values() if self._is_estimate(day))

    @property
    def kind(self) -> Kind:
        """`partial` when days are not known (yet), `estimated` when any day is an estimate."""
        if not self.days:
            return "missing"
        if len(self.days) < self.expected or not self.finished:
            return "partial"
        return "estimated" if any(map(self._is_estimate, self.days.values())) else "real"

    def _is_estimate(self, day: Day) -> bool:
        return day.estimated or day.over > EVEN * self.period.days


def fill(
    days: Mapping[date, Day], period: Period, step: Step, held: tuple[Period, ...], today: date
) -> tuple[Bucket, ...]:
    """A bucket for each day, month or year of a period.

    `held` are the days that are the caller's; of these, the ones before `today` are expected.
    """
    return tuple(one(days, each, held, today) for each in parts(period, step))


def one(days: Mapping[date, Day], period: Period, held: tuple[Period, ...], today: date) -> Bucket:
    """The bucket of one period."""
    mine: dict[date, Day] = {}
    expected = 0
    finished = True
    for own in held:
        part = own.overlap(period)
        if part is not None:
            mine |= {on: days[on] for on in part.dates() if on in days}
            expected += max(0, (min(part.until_on, today) - part.from_on).days)
            finished = finished and part.until_on <= today
    return Bucket(period, mine, expected, finished)


def parts(period: Period, step: Step) -> Iterator[Period]:
    """The days, months or years of a period, the first and last cut to it."""
    if step == "day":
        for on in period.dates():
            yield Period(on, on + timedelta(days=1))
    else:
        yield from period.months() if step == "month" else period.years()


def year_before(period: Period) -> Period:
    """The same days one year earlier (28 February for the 29th)."""
    from_on = months_after(period.from_on, -12)
    return Period(from_on, max(months_after(period.until_on, -12), from_on + timedelta(days=1)))
