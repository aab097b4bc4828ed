"""The tariffs of an operator's pack, and what a contract says that prices depend on."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from chalicelib import operators
from chalicelib.contracts.facts import Contract, SupplyPoint
from chalicelib.operators import directory
from chalicelib.rules.document import DocumentFaults
from chalicelib.rules.schedule import Hours, Schedule
from chalicelib.rules.schedule_document import window_of
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.tariff_document import from_document
from chalicelib.rules.terms import Terms
from chalicelib.rules.toml_lines import line_of

SINCE = date(1950, 1, 1)
"""A supply point's own windows hold for all of its past."""


@lru_cache(maxsize=64)
def tariffs_of(operator: str) -> Mapping[str, Tariff]:
    """The tariffs of an operator by code. Raises `PackFault` for a file that is wrong."""
    path = directory.PACKS / operators.find(operator).code / "tariffs.toml"
    return read(path, operators.find(operator).languages) if path.is_file() else {}


def read(path: Path, languages: tuple[str, ...]) -> Mapping[str, Tariff]:
    """Read and check one `tariffs.toml`; raises `PackFault` with the line of every fault."""
    text = path.read_text("utf-8")
    try:
        found = from_document(tomllib.loads(text, parse_float=Decimal), languages)
    except DocumentFaults as wrong:
        said = (
            f"line {line_of(text, fault.path)}: {fault.where}: {fault.code} {fault.fact}".strip()
            for fault in wrong.faults
        )
        raise directory.PackFault(f"{path.parent.name}/{path.name}: " + "; ".join(said)) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise directory.PackFault(f"{path.parent.name}/{path.name}: {wrong}") from wrong
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
