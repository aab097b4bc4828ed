"""Cold water: showers, flushes, kitchen, machines, a garden in summer; and leaks, when asked for.

Values are dm3 in each hour of a local day. An empty home draws nothing, and in most nights an hour
passes without a drop: what runs then, night after night, is a leak.
"""

from dataclasses import dataclass
from datetime import date

from infra.local.homes.absence import away
from infra.local.homes.chance import between, draw, happens
from infra.local.homes.clockday import DEFAULT_ZONE, lay
from infra.local.homes.traits import Home
from infra.local.homes.weather import outdoor_tenths


@dataclass(frozen=True, slots=True)
class Leak:
    """Water that runs away without a stop, from one day (in) until another (out)."""

    from_on: date
    until_on: date
    dm3_an_hour: int


def hours(
    home: Home, on: date, leaks: tuple[Leak, ...] = (), zone: str = DEFAULT_ZONE
) -> list[int]:
    """dm3 in each hour of a local day: 23, 24 or 25 values."""
    day = [0] * 24
    if not away(home.seed, on):
        _draw_off(home, on, day)
    for leak in leaks:
        if leak.from_on <= on < leak.until_on:
            day = [dm3 + leak.dm3_an_hour for dm3 in day]
    return lay(day, on, zone)


def _draw_off(home: Home, on: date, day: list[int]) -> None:
    weekend = on.weekday() >= 5
    d = draw(home.seed, "water", on.toordinal())
    at_home = weekend or not home.out_by_day
    for person in range(home.persons):
        b = d[person * 10 : person * 10 + 10]
        shower = between(b[0], 6, 8) + weekend * 2 if happens(b[1], 60) else between(b[0], 18, 22)
        if happens(b[2], 85):
            day[shower] += between(b[3], 35, 75)
        for place, hour in enumerate((7, 8 if at_home else 19, 13 if at_home else 20, 18, 22)):
            day[min(23, hour + (b[4 + place] & 1))] += between(b[4 + place], 5, 8)
        if happens(b[9], 12):
            day[between(b[9], 0, 40) % 6] += 6
    e = draw(home.seed, "kitchen", on.toordinal())
    day[7] += between(e[0], 3, 9)
    day[12 if at_home else 19] += between(e[1], 6, 14)
    day[20] += between(e[2], 8, 20)
    if happens(e[3], 30 + 8 * home.persons):
        day[between(e[4], 18, 21)] += 50
    if home.dishwasher and happens(e[5], 40 + 10 * home.persons):
        day[between(e[6], 20, 22)] += 12
    if home.garden and outdoor_tenths(on) > 165 and happens(e[7], 55):
        day[between(e[8], 19, 21)] += between(e[9], 90, 320)


def day_dm3(home: Home, on: date, leaks: tuple[Leak, ...] = (), zone: str = DEFAULT_ZONE) -> int:
    """dm3 in a whole local day."""
    return sum(hours(home, on, leaks, zone))
