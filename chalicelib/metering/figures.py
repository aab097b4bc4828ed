"""The few figures that a period of use comes down to. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.metering.buckets import Bucket
from chalicelib.metering.days import sum_of
from chalicelib.rules.calendar import slot_starts
from chalicelib.rules.curve import MISSING
from chalicelib.rules.money import round_div

HALVES = 2
"""Half-hours in an hour: Wh of one x 2 are its mean watts."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest half-hour: watts (or dm3 an hour) and when it began."""

    rate: int
    at: datetime


def always_on(curve: Mapping[date, Sequence[int]]) -> int | None:
    """What runs day and night, in W (or dm3 an hour): the median of the days' lowest half-hours.

    None without any whole day. The median forgets the days away and the days of guests.
    """
    lowest = sorted(min(values) for values in curve.values() if values and MISSING not in values)
    return lowest[len(lowest) // 2] * HALVES if lowest else None


def peak(curve: Mapping[date, Sequence[int]], zone: str) -> Peak | None:
    """The highest half-hour of a curve; None when nothing was measured."""
    best: tuple[int, date, int] | None = None
    for on, values in curve.items():
        known = [value for value in values if value != MISSING]
        if known and (best is None or max(known) > best[0]):
            best = (max(known), on, list(values).index(max(known)))
    if best is None:
        return None
    value, on, slot = best
    return Peak(value * HALVES, slot_starts(on, zone)[slot])


def peaks(
    buckets: Iterable[Bucket], curve: Mapping[date, Sequence[int]], zone: str
) -> list[Peak | None]:
    """The highest half-hour of each bucket."""
    return [
        peak({on: curve[on] for on in bucket.period.dates() if on in curve}, zone)
        for bucket in buckets
    ]


def off_peak_percent(buckets: Iterable[Bucket]) -> int | None:
    """The share of cheap hours, rounded; None where the tariff does not tell hours apart."""
    used = sum_of(day for bucket in buckets for day in bucket.days.values())
    whole = sum(used.values())
    if len(used) < 2 or not whole:
        return None
    cheap = sum(amount for classed, amount in used.items() if classed.endswith("off_peak"))
    return round_div(cheap * 100, whole)


def compared(buckets: Sequence[Bucket], before: Sequence[Bucket]) -> tuple[int, int] | None:
    """This year and the last, over those buckets in which both are known for as many days."""
    pairs = [
        (now.amount or 0, then.amount or 0)
        for now, then in zip(buckets, before, strict=True)
        if now.days and abs(len(now.days) - len(then.days)) <= 1
    ]
    return (sum(now for now, _ in pairs), sum(then for _, then in pairs)) if pairs else None
