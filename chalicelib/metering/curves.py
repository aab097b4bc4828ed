"""Load curves of supply points: stored a day at a time, once; read a year at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curve_table
from chalicelib.metering.curve_table import StoredDay
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING, pack, total, unpack

Flow = Literal["consumption", "injection"]
Outcome = Literal["new", "same", "corrected"]

KEPT_MONTHS = 24
"""How long half-hours are kept (the duration that the CNIL accepted of a supplier in 2021)."""
TRIES = 5
UNITS = {"electricity": "Wh", "gas": "dm3", "water": "dm3"}
"""What the values of each energy count."""


@dataclass(frozen=True, slots=True)
class CurveDay:
    """A stored local day: its half-hours (`rules.curve.MISSING` where unknown), sum and gaps.

    `values` is in Wh or dm3 as `unit` says; `step` the minutes of the meter's own step.
    """

    on: date
    values: Sequence[int]
    unit: str
    step: int
    total: int
    missing: int
    revision: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What storing a day did, and how many of its half-hours are still missing."""

    outcome: Outcome
    missing: int


class CurveContended(RuntimeError):
    """Others kept changing the same day; the message that brought it is to be tried again."""


def key(point: str, flow: Flow = "consumption") -> str:
    """The key of a supply point's curve."""
    return f"{point}#{flow}"


def store(point: str, day: DayCurve, flow: Flow = "consumption") -> Kept:
    """Keep a day as the grid gave it, whatever was there and whoever writes at the same time.

    The same again changes nothing. Half-hours that differ are a correction and replace the stored
    ones, those that this answer lacks stay as they are: nothing known is ever lost. Raises
    `CurveContended`.
    """
    energy = point.split("#", 2)[1]
    values = list(day.values)
    for _ in range(TRIES):
        made = _item(point, flow, day, values, UNITS[energy], 1)
        if curve_table.put_day(made):
            return Kept("new", made.missing)
        before = curve_table.get_day(made.curve, made.on)
        if before is None:
            continue
        values = _over(day.values, unpack(before.values))
        after = _item(point, flow, day, values, before.unit, before.revision + 1)
        if after.values == before.values:
            return Kept("same", before.missing)
        if curve_table.put_day(after):
            return Kept("corrected", after.missing)
        values = list(day.values)
    raise CurveContended(f"{point} {day.on}")


def days(point: str, period: Period, flow: Flow = "consumption") -> Iterator[CurveDay]:
    """The stored days of a period, in order."""
    last_on = period.until_on - timedelta(days=1)
    for item in curve_table.query_days(
        key(point, flow), period.from_on.isoformat(), last_on.isoformat()
    ):
        yield CurveDay(
            on=date.fromisoformat(item["on"]["S"]),
            values=unpack(bytes(item["values"]["B"])),
            unit=item["unit"]["S"],
            step=int(item["step"]["N"]),
            total=int(item["total"]["N"]),
            missing=int(item["missing"]["N"]),
            revision=int(item["revision"]["N"]),
        )


def packed(point: str, period: Period, flow: Flow = "consumption") -> dict[str, tuple[bytes, int]]:
    """For each stored day of a period (ISO date), its packed half-hours and how many are missing.

    The quick way to a whole year: one query, nothing unpacked.
    """
    last_on = period.until_on - timedelta(days=1)
    items = curve_table.query_days(
        key(point, flow),
        period.from_on.isoformat(),
        last_on.isoformat(),
        "on",
        "values",
        "missing",
    )
    return {
        item["on"]["S"]: (bytes(item["values"]["B"]), int(item["missing"]["N"])) for item in items
    }


def _over(new: Sequence[int], old: Sequence[int]) -> list[int]:
    if len(new) != len(old):
        return list(new)
    return [was if now == MISSING else now for now, was in zip(new, old, strict=True)]


def _item(
    point: str, flow: Flow, day: DayCurve, values: Sequence[int], unit: str, revision: int
) -> StoredDay:
    known = total(values)
    return StoredDay(
        curve=key(point, flow),
        on=day.on.isoformat(),
        values=pack(values),
        step=day.step,
        unit=unit,
        quality="partial" if known.missing else "real",
        total=known.wh,
        missing=known.missing,
        revision=revision,
    )
