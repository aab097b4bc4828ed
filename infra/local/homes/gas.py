"""Gas for heating, hot water and cooking: dm3 in each hour of a local day.

A cubic metre stands for 11.2 kWh here, the order of the high-calorific gas of most of France; what
a customer is billed uses the dated coefficient of the supply point.
"""

from datetime import date

from infra.local.homes.absence import away
from infra.local.homes.chance import between, draw
from infra.local.homes.clockday import DEFAULT_ZONE, lay
from infra.local.homes.electricity import heating_wh
from infra.local.homes.traits import Home

WH_PER_M3 = 11_200
_HEATING = (
    *(29, 25, 23, 23, 25, 35, 59, 65, 55, 43, 39, 37),
    *(37, 35, 35, 37, 43, 53, 61, 61, 57, 49, 41, 33),
)
_HOT_WATER = (0, 0, 0, 0, 0, 2, 14, 18, 8, 3, 2, 2, 4, 3, 1, 1, 2, 4, 9, 11, 8, 5, 2, 1)
_COOKING = (0, 0, 0, 0, 0, 0, 2, 4, 1, 0, 2, 12, 20, 4, 0, 0, 1, 4, 18, 24, 8, 0, 0, 0)
"""Shares of a day by the hour of the clock: of 1000, then twice of 100."""


def hours(home: Home, on: date, zone: str = DEFAULT_ZONE) -> list[int]:
    """dm3 in each hour of a local day: 23, 24 or 25 values, rounded down by 1 dm3 a day at most."""
    empty = away(home.seed, on)
    d = draw(home.seed, "gas", on.toordinal())
    heat = heating_wh(home, on, "away" if empty else "home") * 144 if home.heating == "gas" else 0
    heat = heat * between(d[0], 100, 122) // 100
    bath = home.persons * between(d[1], 1500, 2600) if home.hot_water == "gas" and not empty else 0
    cook = (300 + 250 * home.persons) if home.hob == "gas" and not empty else 0
    day, carried = [], 0
    for warm, wash, meal in zip(_HEATING, _HOT_WATER, _COOKING, strict=True):
        carried += heat * warm + bath * wash * 10 + cook * meal * 10
        dm3, carried = divmod(carried, WH_PER_M3)
        day.append(dm3)
    return lay(day, on, zone)


def day_dm3(home: Home, on: date, zone: str = DEFAULT_ZONE) -> int:
    """dm3 in a whole local day."""
    return sum(hours(home, on, zone))
