"""The tariffs of an operator's pack, and what a contract says that prices depend on."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from chalicelib import operators
from chalicelib.contracts.facts import Contract, SupplyPoint
from chalicelib.operators import directory
from chalicelib.rules.schedule import Hours, Schedule
from chalicelib.rules.schedule_document import window_of
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.tariff_document import from_document
from chalicelib.rules.terms import Terms

SINCE = date(1950, 1, 1)
"""A supply point's own windows hold for all of its past."""


@lru_cache(maxsize=64)
def tariffs_of(operator: str) -> Mapping[str, Tariff]:
    """The tariffs of an operator by code. Raises `DocumentFaults` for a pack that is wrong."""
    path = directory.PACKS / operators.find(operator).code / "tariffs.toml"
    if not path.is_file():
        return {}
    document = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    found = from_document(document, operators.find(operator).languages)
    return {tariff.code: tariff for tariff in found}


def find(operator: str, tariff: str) -> Tariff | None:
    """One tariff, or None when the pack has none of that code."""
    return tariffs_of(operator).get(tariff)


def terms_of(contract: Contract, point: SupplyPoint) -> Terms | None:
    """What prices of a contract depend on, or None when the pack does not know its tariff."""
    tariff = find(contract.operator, contract.tariff)
    if tariff is None:
        return None
    return Terms(
        tariff=tariff,
        options=contract.options,
        coefficients=point.coefficients,
        schedules=_own_hours(point, tariff),
        dwellings=contract.dwellings,
    )


def _own_hours(point: SupplyPoint, tariff: Tariff) -> tuple[Schedule, ...]:
    """The point's own cheap windows, where the tariff knows cheap and dear hours by those names."""
    windows = [window_of(*each) for each in point.off_peak]
    if not windows or set(tariff.class_codes) != {"peak", "off_peak"}:
        return ()
    cheap = tuple(window for window in windows if window is not None)
    return (Schedule(SINCE, "peak", (Hours("off_peak", cheap),)),)
