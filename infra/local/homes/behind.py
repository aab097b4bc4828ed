"""What stands behind a grid operator's number: a neighbour of the demo, or any synthetic home."""

from dataclasses import dataclass
from functools import lru_cache

from infra.daily import packs
from infra.local.homes.clockday import DEFAULT_ZONE
from infra.local.homes.neighbours import HOLDINGS
from infra.local.homes.traits import Home, home_of
from infra.local.homes.water import Leak


@dataclass(frozen=True, slots=True)
class Behind:
    """A home, how many like it share a meter, its leaks, its clock, its index as 2024 began."""

    home: Home
    times: int = 1
    leaks: tuple[Leak, ...] = ()
    zone: str = DEFAULT_ZONE
    base: int = 0


@lru_cache(maxsize=4096)
def behind(energy: str, grid_id: str) -> Behind:
    """What a meter of that energy and number measures."""
    zones = dict(packs())
    for operator, holdings in HOLDINGS.items():
        for held in holdings:
            if held.grid_id == grid_id and held.energy == energy:
                base = sum(held.base.values())
                return Behind(home_of(held.seed), held.times, held.leaks, zones[operator], base)
    return Behind(home_of(grid_id))
