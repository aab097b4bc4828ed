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
    "offers",
]


def _enedis(operator: str, zone: str) -> Grid:
    from chalicelib.gateways.grid.enedis import Enedis

    return Enedis.of(operator, zone)


def _adict(operator: str, zone: str) -> Grid:
    from chalicelib.gateways.grid.adict import Adict

    return Adict.of(operator)


OFFERS: dict[str, tuple[Fineness, ...]] = {
    "enedis": ("half_hourly", "daily"),
    "adict": ("daily",),
    "file": ("half_hourly", "daily"),
}
"""What each adapter's grid measures, the finest first."""

_ADAPTERS: dict[str, Callable[[str, str], Grid]] = {"enedis": _enedis, "adict": _adict}


def offers(name: str) -> tuple[Fineness, ...]:
    """How finely the grid behind an adapter measures, the finest first."""
    return OFFERS[name]


def adapter(name: str, operator: str, zone: str) -> Grid:
    """The adapter that a pack names, with the operator's own credentials.

    `zone` is the time zone of the operator's days.
    """
    return _ADAPTERS[name](operator, zone)
