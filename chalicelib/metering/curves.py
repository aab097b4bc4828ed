"""Load curves of supply points: stored a day at a time, once; read a year at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from chalicelib import clock
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curve_table
from chalicelib.metering.curve_table import StoredDay
from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.curve import MISSING, pack, total, unpack

Flow = Literal["drawn", "fed_in"]
Outcome = Literal["new", "same", "corrected"]

KEPT_MONTHS = 24
"""How long half-hours are kept (the duration that the CNIL accepted of a supplier in 2021)."""
GRACE = timedelta(days=2)
"""DynamoDB deletes no day before its 24 months are over in every time zone."""
WHOLE, PARTIAL = "real", "partial"
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


def key(point: str, flow: Flow = "drawn") -> str:
    """The key of a supply point's curve."""
    return f"{point}#{flow}"


def store(point: str, day: DayCurve, flow: Flow = "drawn") -> Kept:
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
            return Kept("new", values.count(MISSING))
        before = curve_table.get_day(made.curve, made.on)
        if before is None:
            continue
        values = _over(day.values, unpack(before.values))
        after = _item(point, flow, day, values, before.unit, before.revision + 1)
        if after.values == before.values:
            return Kept("same", values.count(MISSING))
        if curve_table.put_day(after):
            return Kept("corrected", values.count(MISSING))
        values = list(day.values)
    raise CurveContended(f"{point} {day.on}")


def days(point: str, period: Period, flow: Flow = "drawn") -> Iterator[CurveDay]:
    """The stored days of a period, in order; none that is older than may be kept."""
    for item in kept(key(point, flow), period, KEPT_MONTHS):
        values = unpack(bytes(item["values"]["B"]))
        yield CurveDay(
            on=date.fromisoformat(item["on"]["S"]),
            values=values,
            unit=item["unit"]["S"],
            step=int(item["step"]["N"]),
            total=int(item["total"]["N"]),
            missing=0 if item["quality"]["S"] == WHOLE else list(values).count(MISSING),
            revision=int(item["revision"]["N"]),
        )


def packed(point: str, period: Period, flow: Flow = "drawn") -> dict[str, tuple[bytes, int]]:
    """For each stored day of a period (ISO date), its packed half-hours and how many are missing.

    The quick way to a whole year: one query, nothing unpacked.
    """
    items = kept(key(point, flow), period, KEPT_MONTHS, "on", "values", "quality")
    return {item["on"]["S"]: _packed(item) for item in items}


def kept(curve: str, period: Period, months: int, *names: str) -> Iterable[dict[str, Any]]:
    """The items of a period's days that are no older than so many months, in order.

    DynamoDB deletes what has expired some time after; until then nobody reads it.
    """
    first = max(period.from_on, months_after(clock.now().date(), -months))
    last = period.until_on - timedelta(days=1)
    if last < first:
        return ()
    return curve_table.query_days(curve, first.isoformat(), last.isoformat(), *names)


def _packed(item: dict[str, Any]) -> tuple[bytes, int]:
    values = bytes(item["values"]["B"])
    whole = item["quality"]["S"] == WHOLE
    return values, 0 if whole else list(unpack(values)).count(MISSING)


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
        quality=PARTIAL if known.missing else WHOLE,
        total=known.wh,
        revision=revision,
        expires_at=_epoch(months_after(day.on, KEPT_MONTHS) + GRACE),
    )


def _epoch(on: date) -> int:
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp())
