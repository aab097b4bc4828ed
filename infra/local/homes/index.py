"""The index that a home's meter shows: all that was used since it was fitted."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from infra.local.homes import electricity, gas, water
from infra.local.homes.clockday import DEFAULT_ZONE
from infra.local.homes.traits import Home, home_of

FITTED_ON = date(2020, 1, 1)


def _sound(home: Home, on: date, zone: str) -> int:
    return water.day_dm3(home, on, (), zone)


_DAY: dict[str, Callable[[Home, date, str], int]] = {
    "electricity": electricity.day_wh,
    "gas": gas.day_dm3,
    "water": _sound,
}


@lru_cache(maxsize=65536)
def _month(seed: str, energy: str, first_on: date, until_on: date, zone: str) -> int:
    home, day = home_of(seed), _DAY[energy]
    return sum(
        day(home, date.fromordinal(ordinal), zone)
        for ordinal in range(first_on.toordinal(), until_on.toordinal())
    )


def at(
    home: Home, energy: str, on: date, fitted_on: date = FITTED_ON, zone: str = DEFAULT_ZONE
) -> int:
    """The index at midnight when `on` begins: Wh of electricity, dm3 of gas or water.

    A meter shows 0 the day it is fitted (`fitted_on`).
    """
    whole, first = 0, fitted_on
    while first < on:
        next_first = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        until = min(next_first, on)
        whole += _month(home.seed, energy, first, until, zone)
        first = until
    return whole
