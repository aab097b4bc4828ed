"""Local days, half-open periods, and how a day lies on the clock: 23, 24 or 25 hours."""

import itertools
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTH_PARTS = 28 * 29 * 30 * 31 // 2
"""A month is counted in this many parts: every length of month divides it (377,580)."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Local days from `from_on` (in) until `until_on` (out). Raises ValueError when reversed."""

    from_on: date
    until_on: date

    def __post_init__(self) -> None:
        if self.until_on < self.from_on:
            raise ValueError("period_reversed")

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until_on - self.from_on).days

    @property
    def last_on(self) -> date:
        """The last day that is in, as people write a period."""
        return self.until_on - timedelta(days=1)

    def __contains__(self, on: date) -> bool:
        return self.from_on <= on < self.until_on

    def overlap(self, other: "Period") -> "Period | None":
        """The days in both, or None when there is none."""
        from_on = max(self.from_on, other.from_on)
        until_on = min(self.until_on, other.until_on)
        return Period(from_on, until_on) if from_on < until_on else None

    def split(self, cuts: Iterable[date]) -> "tuple[Period, ...]":
        """The period cut before each given day that lies inside; the parts are in order."""
        inside = sorted({cut for cut in cuts if self.from_on < cut < self.until_on})
        edges = [self.from_on, *inside, self.until_on]
        return tuple(Period(a, b) for a, b in itertools.pairwise(edges))

    def dates(self) -> Iterator[date]:
        """Each day in order."""
        for ordinal in range(self.from_on.toordinal(), self.until_on.toordinal()):
            yield date.fromordinal(ordinal)

    def months(self) -> "tuple[Period, ...]":
        """The period cut at each first of a month."""
        return self.split(_firsts(self, 1))

    def years(self) -> "tuple[Period, ...]":
        """The period cut at each first of January."""
        return self.split(_firsts(self, 12))


def _firsts(period: Period, step: int) -> Iterator[date]:
    first = date(period.from_on.year, 1, 1)
    while first < period.until_on:
        yield first
        first = months_after(first, step)


def months_after(on: date, months: int) -> date:
    """The same day `months` later (or earlier), or the last of that month when there is none."""
    years, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(years, month + 1, min(on.day, monthrange(years, month + 1)[1]))


def days_after(on: date, days: int) -> date:
    """D + n."""
    return on + timedelta(days=days)


@lru_cache(maxsize=4096)
def month_parts(from_on: date, until_on: date) -> int:
    """How many months, counted in `MONTH_PARTS`: a part of a month is its days over its length."""
    parts = 0
    year, month, day = from_on.year, from_on.month, from_on.day
    while (year, month) < (until_on.year, until_on.month):
        length = monthrange(year, month)[1]
        parts += (length - day + 1) * (MONTH_PARTS // length)
        year, month, day = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)
    return parts + (until_on.day - day) * (MONTH_PARTS // monthrange(year, month)[1])


@lru_cache(maxsize=8)
def zone_of(zone: str) -> ZoneInfo:
    """The zone of an IANA name. Raises ZoneInfoNotFoundError."""
    return ZoneInfo(zone)


@lru_cache(maxsize=4096)
def day_start(on: date, zone: str) -> datetime:
    """The UTC moment at which a local day begins."""
    return datetime.combine(on, time(), tzinfo=zone_of(zone)).astimezone(UTC)


@lru_cache(maxsize=4096)
def day_minutes(on: date, zone: str) -> int:
    """The length of a local day in minutes: 1440, or 1380 and 1500 when the clock changes."""
    ends = day_start(on + timedelta(days=1), zone)
    return int((ends - day_start(on, zone)).total_seconds()) // 60


def slots(on: date, zone: str, step_minutes: int = 30) -> int:
    """How many slots of `step_minutes` a local day has: 48, or 46 and 50 half-hours."""
    return day_minutes(on, zone) // step_minutes


def slot_starts(on: date, zone: str, step_minutes: int = 30) -> tuple[datetime, ...]:
    """The UTC start of each slot of a local day, in order."""
    start, step = day_start(on, zone), timedelta(minutes=step_minutes)
    return tuple(start + step * ordinal for ordinal in range(slots(on, zone, step_minutes)))


def local_on(at: datetime, zone: str) -> date:
    """The local day of a moment."""
    return at.astimezone(zone_of(zone)).date()


def slot_of(at: datetime, zone: str, step_minutes: int = 30) -> tuple[date, int]:
    """The local day of a moment, and which of its slots holds it."""
    on = local_on(at, zone)
    passed = int((at - day_start(on, zone)).total_seconds())
    return on, passed // (step_minutes * 60)


@lru_cache(maxsize=4096)
def clock_of(on: date, zone: str) -> tuple[tuple[int, int], ...]:
    """How a clock shows a local day: (minute that has passed, minute of day shown), at each jump.

    An ordinary day is ((0, 0), (1440, 1440)); the last pair stands for the day's end.
    """
    minutes = day_minutes(on, zone)
    if minutes == 24 * 60:
        return ORDINARY
    start, local = day_start(on, zone), zone_of(zone)
    jumps: list[tuple[int, int]] = []
    for elapsed in range(0, minutes, 15):
        shown = (start + timedelta(minutes=elapsed)).astimezone(local)
        minute = shown.hour * 60 + shown.minute
        if not jumps or minute - jumps[-1][1] != elapsed - jumps[-1][0]:
            jumps.append((elapsed, minute))
    return (*jumps, (minutes, 24 * 60))


ORDINARY = ((0, 0), (24 * 60, 24 * 60))
"""The clock of a day of 24 hours."""


@lru_cache(maxsize=16)
def clock_minutes(clock: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """For each minute that passes in a day of that clock, the minute of day that is shown.

    The last Sunday of October shows 120 to 179 twice, the last Sunday of March never.
    """
    shown: list[int] = []
    for (elapsed, minute), (ends, _) in itertools.pairwise(clock):
        shown.extend(range(minute, minute + ends - elapsed))
    return tuple(shown)
