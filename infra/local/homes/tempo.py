"""Coloured days for the demo: the coldest days of each season, by the calendar's rules.

22 red (Monday to Friday, November to March, at most 5 in a row) and 43 white (never on a Sunday) in
each season from 1 September (domain D4).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from infra.local.homes.weather import outdoor_tenths

RED, WHITE, IN_A_ROW = 22, 43, 5
HOLIDAYS = {(11, 1), (11, 11), (12, 25), (1, 1)}
WINTER = (11, 12, 1, 2, 3)


def _season(first: date) -> dict[date, str]:
    days = [first + timedelta(days=n) for n in range(366)]
    days = [on for on in days if on < first.replace(year=first.year + 1)]
    coldest = sorted(days, key=lambda on: (outdoor_tenths(on), on))
    colours = dict.fromkeys(days, "blue")
    red: set[date] = set()
    for on in coldest:
        may = on.month in WINTER and on.weekday() < 5 and (on.month, on.day) not in HOLIDAYS
        if len(red) < RED and may and _run(red, on) <= IN_A_ROW:
            red.add(on)
    white = [on for on in coldest if on not in red and on.weekday() != 6][:WHITE]
    return colours | dict.fromkeys(white, "white") | dict.fromkeys(red, "red")


def _run(red: set[date], on: date) -> int:
    """How long the row of red days would be with this one."""
    length = 1
    for step in (1, -1):
        near = on + timedelta(days=step)
        while near in red:
            length, near = length + 1, near + timedelta(days=step)
    return length


def _all() -> dict[date, str]:
    found: dict[date, str] = {}
    for year in range(2022, 2028):
        found |= _season(date(year, 9, 1))
    return found


COLOURS: Mapping[date, str] = _all()
"""The colour of each day from September 2022 to August 2028."""
