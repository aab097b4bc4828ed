"""Hours as a document states them: "22:00", weekdays, seasons, coloured days."""

import re
from collections.abc import Iterator
from datetime import date

from chalicelib.rules.document import Path, Table
from chalicelib.rules.schedule import DAY, Hours, Schedule, Window

CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
DAY_OF_YEAR = re.compile(r"\d\d-\d\d")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def minute_of(text: str) -> int | None:
    """The minute of a day that "01:34" names, "24:00" included; None when it names none."""
    found = CLOCK.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2]) if found else DAY + 1
    return minute if minute <= DAY else None


def window_of(from_clock: str, until_clock: str) -> Window | None:
    """The window between two clock times; None when either is none, or both are the same."""
    start, end = minute_of(from_clock), minute_of(until_clock)
    return None if start is None or end is None or start == end else Window(start, end)


def read_schedules(tables: list[Table]) -> tuple[Schedule, ...]:
    """The dated schedules of a tariff or a supply point, in order."""
    found = []
    for table in tables:
        starts = minute_of(table.text("day_starts", "00:00"))
        if starts is None:
            table.fault("day_starts", "not_a_clock_time")
        found.append(
            Schedule(
                table.day("from_on"),
                table.text("otherwise"),
                tuple(_hours(entry) for entry in table.tables("hours")),
                starts or 0,
                table.texts("colours"),
            )
        )
        table.text("source", "")
        table.close()
    return tuple(found)


def classes_of(schedule: Schedule) -> Iterator[tuple[Path, str]]:
    """Every class that a schedule can give, and the field of the schedule that names it."""
    named: list[tuple[Path, str]] = [(("otherwise",), schedule.otherwise)]
    named += [
        (("hours", place, "class"), each.classed) for place, each in enumerate(schedule.hours)
    ]
    for field, classed in named:
        for colour in schedule.colours:
            yield field, f"{colour}_{classed}"
        if not schedule.colours:
            yield field, classed


def _hours(table: Table) -> Hours:
    classed = table.text("class")
    windows = _windows(table)
    weekdays = table.texts("weekdays", among=WEEKDAYS) or WEEKDAYS
    season = table.texts("season")
    days = [found for day in season if (found := _day_of_year(day))]
    first_and_last = (days[0], days[1]) if len(season) == len(days) == 2 else None
    if season and first_and_last is None:
        table.fault("season", "not_a_season", ", ".join(season))
    table.close()
    return Hours(
        classed,
        tuple(windows) or (Window(0, DAY),),
        frozenset(WEEKDAYS.index(day) for day in weekdays if day in WEEKDAYS),
        first_and_last,
    )


def _windows(table: Table) -> list[Window]:
    """The windows of an entry; none means the whole day."""
    table.read.add("windows")
    stated = table.values.get("windows", [])
    if not isinstance(stated, list):
        table.fault("windows", "not_a_window", str(stated))
        return []
    windows = []
    for place, pair in enumerate(stated):
        window = window_of(*pair) if _is_pair(pair) else None
        if window is None:
            table.fault("windows", "not_a_window", str(pair), (place,))
        else:
            windows.append(window)
    return windows


def _day_of_year(text: str) -> tuple[int, int] | None:
    """The month and day that "04-01" names, 29 February included; None when it names none."""
    try:
        day = date.fromisoformat(f"2000-{text}") if DAY_OF_YEAR.fullmatch(text) else None
    except ValueError:
        return None
    return None if day is None else (day.month, day.day)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)
