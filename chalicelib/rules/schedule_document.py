"""Hours as a document states them: "22:00", weekdays, seasons, coloured days."""

import re

from chalicelib.rules.document import Table
from chalicelib.rules.schedule import DAY, Hours, Schedule, Window

CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
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


def classes_of(schedule: Schedule) -> set[str]:
    """Every class that a schedule can give."""
    plain = {schedule.otherwise} | {hours.classed for hours in schedule.hours}
    if not schedule.colours:
        return plain
    return {f"{colour}_{classed}" for colour in schedule.colours for classed in plain}


def _hours(table: Table) -> Hours:
    classed = table.text("class")
    windows = []
    for place, pair in enumerate(table.values.get("windows", [])):
        window = window_of(*pair) if _is_pair(pair) else None
        if window is None:
            table.fault(f"windows[{place}]", "not_a_window", str(pair))
        else:
            windows.append(window)
    table.read.add("windows")
    weekdays = table.texts("weekdays", among=WEEKDAYS) or WEEKDAYS
    season = table.texts("season")
    days = [DAY_OF_YEAR.fullmatch(day) for day in season]
    first_and_last = None
    if season and (len(days) != 2 or not all(days)):
        table.fault("season", "not_a_season", ", ".join(season))
    elif season:
        first, last = ((int(day[1]), int(day[2])) for day in days if day)
        first_and_last = (first, last)
    table.close()
    return Hours(
        classed,
        tuple(windows) or (Window(0, DAY),),
        frozenset(WEEKDAYS.index(day) for day in weekdays if day in WEEKDAYS),
        first_and_last,
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)
