"""Grid operators: where load curves come from, one adapter for each way in which they speak."""

from collections.abc import Callable

from chalicelib.gateways.grid.facts import LASTING, DayCurve, GridRefused, LoadCurves, Reason

__all__ = ["LASTING", "DayCurve", "GridRefused", "LoadCurves", "Reason", "adapter"]


def _enedis(operator: str, zone: str) -> LoadCurves:
    from chalicelib.gateways.grid.enedis import Enedis

    return Enedis.of(operator, zone)


_ADAPTERS: dict[str, Callable[[str, str], LoadCurves]] = {"enedis": _enedis}


def adapter(name: str, operator: str, zone: str) -> LoadCurves:
    """The adapter that a pack names, with the operator's own credentials.

    `zone` is the time zone of the operator's days.
    """
    return _ADAPTERS[name](operator, zone)
