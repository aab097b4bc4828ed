"""Load curves: a local day as packed half-hours of watt-hours, from any step, nothing lost."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from chalicelib.rules.calendar import day_minutes, day_start, zone_of
from chalicelib.rules.money import round_div

MISSING = 65535
"""The packed value of a slot that nobody measured."""
STEP = 30
"""Minutes of a stored slot."""
STEPS = (10, 15, 30, 60)
"""The steps that meters send."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Mean power over a slot: minutes that passed since local midnight, length, whole watts."""

    start: int
    minutes: int
    watts: int


@dataclass(frozen=True, slots=True)
class Total:
    """The energy of some slots, and how many of them are missing."""

    wh: int
    missing: int


def pack(values: Iterable[int | None]) -> bytes:
    """Watt-hours a slot as little-endian 16-bit numbers; None is packed as `MISSING`.

    Raises ValueError for a value outside 0 to 65,534 (131 kW over half an hour).
    """
    slots = [MISSING if value is None or value == MISSING else _fits(value) for value in values]
    return struct.pack(f"<{len(slots)}H", *slots)


def _fits(value: int) -> int:
    if not 0 <= value < MISSING:
        raise ValueError("slot_out_of_range")
    return value


def unpack(packed: bytes) -> tuple[int, ...]:
    """The slots of a packed day (or of several, joined). Raises struct.error for half a number."""
    return struct.unpack(f"<{len(packed) // 2}H", packed)


def total(values: Sequence[int]) -> Total:
    """The energy of some slots and how many are missing."""
    missing = values.count(MISSING)
    return Total(sum(values) - missing * MISSING, missing)


def half_hours(samples: Iterable[Sample], slots: int) -> list[int]:
    """Samples of any step, in any order, as the day's half-hours in Wh; `MISSING` where unknown.

    Energy is W x minutes / 60; what rounding leaves over in one slot is carried to the next, so
    the day's sum is right to half a watt-hour. A slot is known only when every minute of it is; of
    samples that begin together the first counts. Samples outside the day are left out.
    """
    minutes = [0] * slots
    energy = [0] * slots
    seen: set[int] = set()
    for sample in samples:
        if sample.start in seen or not 0 <= sample.start < slots * STEP:
            continue
        seen.add(sample.start)
        at, ends = sample.start, min(sample.start + sample.minutes, slots * STEP)
        while at < ends:
            slot = at // STEP
            upto = min((slot + 1) * STEP, ends)
            minutes[slot] += upto - at
            energy[slot] += (upto - at) * sample.watts
            at = upto
    values: list[int] = []
    passed = given = 0
    for known, watt_minutes in zip(minutes, energy, strict=True):
        if known != STEP:
            values.append(MISSING)
            continue
        passed += watt_minutes
        values.append(round_div(passed, 60) - given)
        given += values[-1]
    return values


@lru_cache(maxsize=2048)
def starts_by_end(on: date, step: int, zone: str) -> Mapping[datetime, tuple[int, ...]]:
    """For each local time (naive) at which slots of a day END, the minutes at which they began.

    Distributors stamp a slot with the clock's time at its end, without an offset: 00:00 closes the
    day before. In the hour that the clock repeats in October one time ends two slots, in order. The
    hour that it skips in March ends none; a time in it is read as the one an hour later.
    """
    start, local = day_start(on, zone), zone_of(zone)
    found: dict[datetime, tuple[int, ...]] = {}
    before = start.astimezone(local).replace(tzinfo=None)
    for begins in range(0, day_minutes(on, zone), step):
        ends_at = (start + timedelta(minutes=begins + step)).astimezone(local).replace(tzinfo=None)
        found[ends_at] = (*found.get(ends_at, ()), begins)
        if ends_at - before > timedelta(minutes=step):
            skipped = ends_at - timedelta(hours=1)
            found.setdefault(skipped, (begins,))
        before = ends_at
    return found


def by_month(days: Mapping[date, int]) -> dict[date, int]:
    """Sums of days by month, under the first of each month."""
    found: dict[date, int] = {}
    for on, amount in days.items():
        first = on.replace(day=1)
        found[first] = found.get(first, 0) + amount
    return found
