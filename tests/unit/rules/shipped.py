"""The tariffs that ship with the packs, for the tests of the rules."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import chalicelib
from chalicelib.rules.tariff import Tariff
from chalicelib.rules.tariff_document import from_document

PACKS = Path(chalicelib.__file__).parent / "operators" / "packs"


def document(pack: str) -> dict:
    """The tariff document of a pack, as the loader reads it."""
    with (PACKS / pack / "tariffs.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def languages(pack: str) -> tuple[str, ...]:
    """The languages of a pack."""
    with (PACKS / pack / "pack.toml").open("rb") as file:
        return tuple(tomllib.load(file)["languages"])


@cache
def tariffs(pack: str) -> dict[str, Tariff]:
    """The tariffs of a pack by their codes."""
    return {t.code: t for t in from_document(document(pack), languages(pack))}
