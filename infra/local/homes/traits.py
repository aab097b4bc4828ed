"""Who lives in a home, and with what: drawn once from the seed.

Orders of magnitude: a French household of 2 to 3 people uses 2.5 to 3.5 MWh a year beside heating
and hot water; an electrically heated home 8 to 14 MWh; an electric tank 0.8 MWh a person. Water:
120 to 150 litres a person and day. Gas heating: 8 to 18 MWh a year.
"""

from dataclasses import dataclass
from functools import lru_cache

from infra.local.homes.chance import between, draw, happens


@dataclass(frozen=True, slots=True)
class Home:
    """One household; `seed` decides all the rest."""

    seed: str
    persons: int
    surface_m2: int
    heating: str
    """electric, heat_pump or gas."""
    hot_water: str
    """electric or gas."""
    hob: str
    """electric or gas."""
    loss_w_per_degree: int
    """Heat lost for each degree between inside and outside."""
    comfort_tenths: int
    """Outdoor temperature under which the home is heated, in tenths of a degree."""
    standby_w: int
    fridge_w: int
    car: bool
    garden: bool
    out_by_day: bool
    dryer: bool
    dishwasher: bool
    off_peak_start: int
    """First ten-minute slot (0 to 143) of the cheap night hours, eight hours long."""
    power_va: int
    """Subscribed power."""


@lru_cache(maxsize=65536)
def home_of(seed: str) -> Home:
    """The home that a seed stands for, always the same."""
    d = draw(seed, "traits")
    persons = (1, 1, 2, 2, 2, 3, 3, 4, 4, 5)[between(d[0], 0, 9)]
    surface = 26 * persons + between(d[1], 8, 48)
    heating = ("electric", "electric", "heat_pump", "gas", "gas")[between(d[2], 0, 4)]
    hot_water = "gas" if heating == "gas" and happens(d[3], 80) else "electric"
    car = happens(d[4], 8)
    need = 3 + 3 * (persons > 2) + 3 * (heating == "electric") + 3 * car
    return Home(
        seed=seed,
        persons=persons,
        surface_m2=surface,
        heating=heating,
        hot_water=hot_water,
        hob="gas" if heating == "gas" and happens(d[5], 60) else "electric",
        loss_w_per_degree=surface * between(d[6], 9, 18) // 10,
        comfort_tenths=between(d[7], 150, 172),
        standby_w=between(d[8], 35, 90) + 12 * persons,
        fridge_w=between(d[9], 70, 120),
        car=car,
        garden=surface > 95 and happens(d[10], 70),
        out_by_day=happens(d[11], 60),
        dryer=persons > 2 and happens(d[12], 50),
        dishwasher=happens(d[13], 65),
        off_peak_start=(132, 135, 138, 141)[between(d[14], 0, 3)],
        power_va=max(6, need) * 1000,
    )
