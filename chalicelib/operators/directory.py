"""Finds and reads packs: one folder each under `packs/`, read once when first asked for."""

import re
from functools import lru_cache
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from chalicelib.errors import NotFound
from chalicelib.operators.pack import Language, Operator

PACKS = Path(__file__).parent / "packs"


class PackFault(ValueError):
    """A pack cannot be used; the message names the file, the place in it, and what is wrong."""


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes of all operators, in order."""
    return tuple(sorted(path.parent.name for path in PACKS.glob("*/pack.toml")))


def find(code: str) -> Operator:
    """The operator with this code; raises `NotFound` (`operator_unknown`)."""
    if code not in codes():
        raise NotFound("operator_unknown")
    return _load(code)


def languages_of(code: str) -> tuple[str, ...] | None:
    """The languages of an operator, None when there is no such operator."""
    return find(code).languages if code in codes() else None


@lru_cache(maxsize=64)
def _load(code: str) -> Operator:
    return read(PACKS / code / "pack.toml")


def read(path: Path) -> Operator:
    """Read and check one `pack.toml`; raises `PackFault`."""
    try:
        operator = msgspec.toml.decode(path.read_bytes(), type=Operator)
    except (msgspec.MsgspecError, ValueError) as error:
        raise PackFault(f"{path.parent.name}/{path.name}: {error}") from error
    faults = [*_faults(operator, path.parent)]
    if faults:
        raise PackFault(f"{path.parent.name}/{path.name}: " + "; ".join(faults))
    return operator


def _faults(operator: Operator, folder: Path) -> list[str]:
    """What no schema can see: names that agree, files that are there, words in each language."""
    faults = []
    if operator.code != folder.name:
        faults.append(f"`code` is {operator.code!r} but the folder is {folder.name!r}")
    try:
        ZoneInfo(operator.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"`time_zone` {operator.time_zone!r} is not an IANA time zone")
    missing = [name for name in operator.languages if name not in operator.brand.slogan]
    faults += [f"`brand.slogan` has no {name}" for name in missing]
    for name in operator.languages:
        if not (folder / f"terms.{name}.md").is_file():
            faults.append(f"terms.{name}.md is missing")
    for number, part in enumerate(operator.proof.parts):
        try:
            re.compile(part.pattern)
        except re.error as error:
            faults.append(f"`proof.parts[{number}].pattern`: {error}")
    served = {each.energy for company in operator.companies for each in company.serves}
    faults += [f"no company serves {name}" for name in operator.energies if name not in served]
    if unknown := set(operator.brand.slogan) - set(get_args(Language)):
        faults.append(f"`brand.slogan` has unknown languages {sorted(unknown)}")
    if operator.reading.from_day > operator.reading.until_day:
        faults.append("`reading.from_day` is after `reading.until_day`")
    return faults


def terms(code: str, language: str) -> str:
    """The text of the terms in force, as Markdown."""
    return (PACKS / find(code).code / f"terms.{language}.md").read_text(encoding="utf-8")


def demo_folder(code: str) -> Path:
    """The folder with what this operator's back office would drop, for a local run."""
    return PACKS / find(code).code / "demo"
