"""Which tariff class counts when: windows to the minute, weekdays, seasons, coloured days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chalicelib.rules.calendar import clock_minutes, clock_of

DAY = 1440


@dataclass(frozen=True, slots=True)
class Window:
    """Minutes of a local day, `from_minute` in and `until_minute` out; may run over midnight."""

    from_minute: int
    until_minute: int

    def __contains__(self, minute: int) -> bool:
        if self.from_minute < self.until_minute:
            return self.from_minute <= minute < self.until_minute
        return minute >= self.from_minute or minute < self.until_minute


@dataclass(frozen=True, slots=True)
class Hours:
    """When a class counts: in any of the windows, on the weekdays (0 is Monday), in the season.

    The season is (month, day) first and last day, both in, and may run over New Year.
    """

    classed: str
    windows: tuple[Window, ...] = (Window(0, DAY),)
    weekdays: frozenset[int] = frozenset(range(7))
    season: tuple[tuple[int, int], tuple[int, int]] | None = None

    def on_day(self, on: date) -> bool:
        """Whether the season and the weekday fit."""
        if on.weekday() not in self.weekdays:
            return False
        if self.season is None:
            return True
        first, last = self.season
        day = (on.month, on.day)
        return first <= day <= last if first <= last else day >= first or day <= last


@dataclass(frozen=True, slots=True)
class Schedule:
    """The classes of a day from a date on: the first `hours` that fit, or else `otherwise`.

    With `day_starts_minute` the tariff's day begins later than the calendar's (Tempo: 06:00, 360),
    and weekday, season and colour are those of the tariff's day. With `colours`, the class is the
    day's colour and the hours' class in one code: `red_peak`.
    """

    from_on: date
    otherwise: str
    hours: tuple[Hours, ...] = ()
    day_starts_minute: int = 0
    colours: tuple[str, ...] = ()


Run = tuple[str, int, int]
"""A class from one minute that passed since midnight until another: (class, from, until)."""


def schedule_on(schedules: Sequence[Schedule], on: date) -> Schedule:
    """The schedule in force on a day: the last that has begun, or the first of all."""
    found = schedules[0]
    for schedule in schedules:
        if schedule.from_on <= on:
            found = schedule
    return found


def runs(
    schedules: Sequence[Schedule], on: date, zone: str, colours: Mapping[date, str]
) -> tuple[Run, ...]:
    """The classes of a local day in order, in minutes that pass (1380, 1440 or 1500 of them).

    The hours before `day_starts_minute` belong to the day before: the night before a red day keeps
    the colour of its eve. `colours` gives the colour of each tariff day; KeyError when one that is
    needed is missing.
    """
    schedule = schedule_on(schedules, on)
    eve = on - timedelta(days=1)
    today = _fits(schedule, on)
    colour, before = "", ""
    if schedule.colours:
        colour = colours[on]
        before = colours[eve] if schedule.day_starts_minute else colour
    if not schedule.day_starts_minute:
        return _runs(schedule.otherwise, 0, today, today, colour, colour, clock_of(on, zone))
    return _runs(
        schedule.otherwise,
        schedule.day_starts_minute,
        _fits(schedule_on(schedules, eve), eve),
        today,
        before,
        colour,
        clock_of(on, zone),
    )


def _fits(schedule: Schedule, on: date) -> tuple[Hours, ...]:
    return tuple(hours for hours in schedule.hours if hours.on_day(on))


@lru_cache(maxsize=1024)
def _runs(
    otherwise: str,
    starts: int,
    eve: tuple[Hours, ...],
    today: tuple[Hours, ...],
    eve_colour: str,
    colour: str,
    clock: tuple[tuple[int, int], ...],
) -> tuple[Run, ...]:
    found: list[Run] = []
    for elapsed, minute in enumerate(clock_minutes(clock)):
        early = minute < starts
        classed = otherwise
        for hours in eve if early else today:
            if any(minute in window for window in hours.windows):
                classed = hours.classed
                break
        tint = eve_colour if early else colour
        code = f"{tint}_{classed}" if tint else classed
        if found and found[-1][0] == code:
            found[-1] = (code, found[-1][1], elapsed + 1)
        else:
            found.append((code, elapsed, elapsed + 1))
    return tuple(found)


def split(
    values: Sequence[int], day_runs: Sequence[Run], missing: int, step: int = 30
) -> dict[str, int]:
    """The energy of a day by class, in Wh x minutes of a slot: divide by `step` for Wh.

    A slot that an edge cuts is shared by its minutes (01:34 to 07:34); missing slots count as 0.
    """
    known = [0 if value == missing else value for value in values] if missing in values else values
    found: dict[str, int] = {}
    for classed, start, end in day_runs:
        first, into = divmod(start, step)
        last, over = divmod(end, step)
        amount = sum(known[first:last]) * step
        if into:
            amount -= known[first] * into
        if over:
            amount += known[last] * over
        found[classed] = found.get(classed, 0) + amount
    return found
