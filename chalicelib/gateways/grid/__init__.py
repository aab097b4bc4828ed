"""Grid operators: where curves and daily values come from, one adapter for each way of speaking."""

from collections.abc import Callable

from chalicelib.gateways.grid.facts import (
    LASTING,
    DayCurve,
    DayTotal,
    Fineness,
    Grid,
    GridRefused,
    Reason,
)

__all__ = [
    "LASTING",
    "DayCurve",
    "DayTotal",
    "Fineness",
    "Grid",
    "GridRefused",
    "Reason",
    "adapter",
    "days_a_call",
    "offers",
]


def _enedis(operator: str, zone: str) -> Grid:
    from chalicelib.gateways.grid.enedis import Enedis

    return Enedis.of(operator, zone)


def _adict(operator: str, zone: str) -> Grid:
    from chalicelib.gateways.grid.adict import Adict

    return Adict.of(operator)


def _headend(operator: str, zone: str) -> Grid:
    from chalicelib.gateways.grid.headend import Headend

    return Headend.of(operator, zone)


OFFERS: dict[str, dict[Fineness, int]] = {
    "enedis": {"half_hourly": 7, "daily": 365},
    "adict": {"daily": 365},
    "headend": {"half_hourly": 31, "daily": 31},
    "file": {"half_hourly": 7, "daily": 365},
}
"""What each adapter's grid measures, the finest first, and how many days it gives at once."""

_ADAPTERS: dict[str, Callable[[str, str], Grid]] = {
    "enedis": _enedis,
    "adict": _adict,
    "headend": _headend,
}


def offers(name: str) -> tuple[Fineness, ...]:
    """How finely the grid behind an adapter measures, the finest first."""
    return tuple(OFFERS[name])


def days_a_call(name: str, fineness: Fineness) -> int:
    """How many days one call to the grid behind an adapter may cover."""
    return OFFERS[name][fineness]


def adapter(name: str, operator: str, zone: str) -> Grid:
    """The adapter that a pack names, with the operator's own credentials.

    `zone` is the time zone of the operator's days.
    """
    return _ADAPTERS[name](operator, zone)
