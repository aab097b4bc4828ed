"""The tariffs of an operator's pack, and what a contract says that prices depend on."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from chalicelib import operators
from chalicelib.contracts.facts import CheapHours, Contract, SupplyPoint
from chalicelib.operators import directory
from chalicelib.rules.document import DocumentFaults
from chalicelib.rules.schedule import Hours, Schedule
from chalicelib.rules.schedule_document import window_of
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.tariff_document import from_document
from chalicelib.rules.terms import Terms
from chalicelib.rules.toml_lines import line_of

SEASONS: Mapping[str, tuple[tuple[int, int], tuple[int, int]] | None] = {
    "all": None,
    "summer": ((4, 1), (10, 31)),
    "winter": ((11, 1), (3, 31)),
}
"""First and last day, both in, of the regulator's seasons."""
SINCE = date(1950, 1, 1)
"""A supply point's own windows hold for all of its past."""


@lru_cache(maxsize=64)
def tariffs_of(operator: str) -> Mapping[str, Tariff]:
    """The tariffs of an operator by code. Raises `PackFault` for a file that is wrong."""
    path = directory.PACKS / operators.find(operator).code / "tariffs.toml"
    return read(path, operators.find(operator).languages) if path.is_file() else {}


def read(path: Path, languages: tuple[str, ...]) -> Mapping[str, Tariff]:
    """Read and check one `tariffs.toml`; raises `PackFault` with the line of every fault."""
    name = f"{path.parent.name}/{path.name}"
    written = path.read_bytes()
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = written[: wrong.start].count(b"\n") + 1
        raise directory.PackFault(f"{name}: line {line}: not UTF-8") from wrong
    try:
        found = from_document(tomllib.loads(text, parse_float=Decimal), languages)
    except DocumentFaults as wrong:
        said = (
            f"line {line_of(text, fault.path)}: {fault.where}: {fault.code} {fault.fact}".strip()
            for fault in wrong.faults
        )
        raise directory.PackFault(f"{name}: " + "; ".join(said)) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise directory.PackFault(f"{name}: {wrong}") from wrong
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
        schedules=own_hours(point, tariff),
        dwellings=contract.dwellings,
    )


def own_hours(point: SupplyPoint, tariff: Tariff) -> tuple[Schedule, ...]:
    """The point's own cheap hours, where the tariff knows cheap and dear hours by those names.

    From a day on that states new ones, for all year or season by season, these count; before the
    first of them those of the contract, or else the tariff's. Empty where the point has none.
    """
    if set(tariff.class_codes) != {"peak", "off_peak"}:
        return ()
    dated = [
        Schedule(from_on, "peak", tuple(_cheap(each) for each in stated))
        for from_on, stated in groupby(point.cheap_hours, key=lambda each: each.from_on)
    ]
    if point.off_peak:
        cheap = _cheap(CheapHours(SINCE, "all", point.off_peak))
        return (Schedule(SINCE, "peak", (cheap,)), *dated)
    if not dated:
        return ()
    before = (each for each in tariff.schedules if each.from_on < dated[0].from_on)
    return (*before, *dated)


def _cheap(stated: CheapHours) -> Hours:
    windows = [window_of(*each) for each in stated.windows]
    known = tuple(window for window in windows if window is not None)
    return Hours("off_peak", known, season=SEASONS[stated.season])
