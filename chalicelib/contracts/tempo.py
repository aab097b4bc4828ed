"""The calendar of coloured days (the Tempo option): which days were and are blue, white or red.

Each is a dated fact, dropped as a file (`colours.csv`: on, colour; source where it is not the grid
operator's own) or asked for each day. Billing and metering both take the colours from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.contracts.columns import Columns
from chalicelib.contracts.table import DAY_COLOURS, DayColourRow
from chalicelib.errors import NotFound
from chalicelib.operators.pack import DayColours
from chalicelib.rules.calendar import Period, months_after
from chalicelib.storage import query_between

ANNOUNCED = timedelta(days=2)
"""The calendar is known up to tomorrow."""
DEPTH_MONTHS = 25
"""As far back as curves are kept, colours are needed."""
CORRECTED = timedelta(days=3)
"""How far back a colour may still be corrected."""
GRID, SIMULATED = "grid", "simulated"


@dataclass(frozen=True, slots=True)
class Season:
    """A season's days and their colours so far; `left` are the days of each limited colour that are
    still to come after the last known day.
    """

    period: Period
    colours: Mapping[date, str]
    used: Mapping[str, int]
    left: Mapping[str, int]
    simulated: bool


def colours(operator: str, from_on: date, until_on: date) -> dict[date, str]:
    """The known colours of a period (`until_on` out), in order; empty without such a calendar."""
    calendar = operators.find(operator).day_colours
    if calendar is None or until_on <= from_on:
        return {}
    return {on: colour for on, colour, _ in _stored(operator, calendar, Period(from_on, until_on))}


def season(operator: str, on: date) -> Season:
    """The season that holds a day. Raises `NotFound` (`no_day_colours`)."""
    calendar = operators.find(operator).day_colours
    if calendar is None:
        raise NotFound("no_day_colours")
    period = season_of(on, calendar)
    stored = list(_stored(operator, calendar, period))
    found = {day: colour for day, colour, _ in stored}
    every = (calendar.otherwise, *calendar.quotas)
    used = {colour: sum(1 for each in found.values() if each == colour) for colour in every}
    left = {colour: max(0, most - used[colour]) for colour, most in calendar.quotas.items()}
    others = period.days - len(found) - sum(left.values())
    return Season(
        period=period,
        colours=found,
        used=used,
        left=left | {calendar.otherwise: max(0, others)},
        simulated=any(source == SIMULATED for _, _, source in stored),
    )


def season_of(on: date, calendar: DayColours) -> Period:
    """The season that holds a day."""
    month, day = (int(part) for part in calendar.season_starts.split("-"))
    starts = date(on.year, month, day)
    if on < starts:
        starts = starts.replace(year=on.year - 1)
    return Period(starts, starts.replace(year=starts.year + 1))


def take(operator: str, row: dict[str, str]) -> None:
    """Take one day's colour in. Raises `Invalid` (`row_invalid`)."""
    columns = Columns(row)
    calendar = operators.find(operator).day_colours
    known = (calendar.otherwise, *calendar.quotas) if calendar else ()
    on, colour = columns.day("on"), columns.among("colour", known)
    source = columns.code("source", default=GRID)
    columns.close()
    if calendar is not None:
        _note(operator, calendar, on, colour, source)


def refresh(operator: str) -> int:
    """Ask the grid operator for the days that are not known yet, tomorrow's among them; how many
    colours came. Raises `GridRefused`: the schedule tries again.
    """
    pack = operators.find(operator)
    calendar = pack.day_colours
    if calendar is None or calendar.adapter != "rte":
        return 0
    from chalicelib.gateways.grid.rte import Rte

    today = clock.today(pack.time_zone)
    first = season_of(months_after(today, -DEPTH_MONTHS), calendar).from_on
    whole = Period(first, today + ANNOUNCED)
    known = colours(operator, whole.from_on, whole.until_on)
    missing = next((on for on in whole.dates() if on not in known), today)
    asked = Period(min(missing, today - CORRECTED), whole.until_on)
    found = Rte.of().colours(asked)
    fresh = {on: colour for on, colour in found.items() if known.get(on) != colour}
    for on, colour in fresh.items():
        if colour == calendar.otherwise or colour in calendar.quotas:
            _note(operator, calendar, on, colour, GRID)
    return len(fresh)


def _stored(operator: str, calendar: DayColours, period: Period) -> Iterator[tuple[date, str, str]]:
    """(day, colour, source) of each known day, in order: one query for each season."""
    from_on = period.from_on
    while from_on < period.until_on:
        own = season_of(from_on, calendar)
        last = min(own.until_on, period.until_on) - timedelta(days=1)
        for item in query_between(
            DAY_COLOURS,
            ("season", _key(operator, own)),
            ("on", from_on.isoformat(), last.isoformat()),
            "on", "colour", "source",
        ):  # fmt: skip
            on = date.fromisoformat(item["on"]["S"])
            yield on, item["colour"]["S"], item["source"]["S"]
        from_on = own.until_on


def _note(operator: str, calendar: DayColours, on: date, colour: str, source: str) -> None:
    key = _key(operator, season_of(on, calendar))
    DayColourRow(key, on, colour=colour, source=source).save()


def _key(operator: str, own: Period) -> str:
    return f"{operator}#{own.from_on.year}"
