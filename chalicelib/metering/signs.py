"""Signs in a load curve that something is wrong in the home. Pure; measured by `make prove`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.rules.curve import MISSING
from chalicelib.rules.money import round_div

Curve = Mapping[date, Sequence[int]]
"""Half-hours of each local day, in Wh or dm3."""

DAYS = 3
"""A sign must hold on so many days in a row."""
HISTORY = 400
"""Days of the past that a day is compared with."""
LEAST = 60
"""With fewer there is no telling what is usual."""
LIKE = 20
"""How many of them are most like it."""
PERCENT = 80
"""The part of these that lies under the usual limit."""
MARGIN = 60
"""Wh in half an hour (120 W) above that limit: less is a new router, not a fault."""
THIRD = 2
"""The base of a day is its third lowest half-hour: a power cut of an hour does not lower it."""
RISES = (50, 65, 80)
"""Percent of a day's half-hours under those by which days are compared. One alone misleads:
while people are out, the middle of the day hardly follows the weather."""
GAS_MARGIN = 2000
"""dm3 a day (some 22 kWh) above every comparable day: less is a guest or a long bath."""
NEAR = 90
"""Percent of the subscribed power from which a half-hour is close to it."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Raised:
    """Something runs day and night that did not: `watts` more than `usual_watts` since a day."""

    since_on: date
    watts: int
    usual_watts: int


@dataclass(frozen=True, slots=True)
class NearPower:
    """The subscribed power is nearly used up: the highest half-hour, and on how many days."""

    since_on: date
    watts: int
    days: int


@dataclass(frozen=True, slots=True)
class MuchGas:
    """More gas each day than on any comparable one: dm3 of the least of three days, of the most."""

    since_on: date
    a_day: int
    most: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A day as it is compared: its base, and how far its higher half-hours lie above."""

    base: int
    rises: tuple[int, ...]

    def unlike(self, other: "_Shape") -> int:
        """How differently two days rise above their bases; 0 for the same."""
        return sum(abs(a - b) for a, b in zip(self.rises, other.rises, strict=True))


def raised(curve: Curve, until_on: date) -> Raised | None:
    """Whether the last three days before `until_on` never came down to their usual base.

    A cold spell raises the base of an electrically heated home too, but then it raises the rest of
    the day more: a day is compared with those of the past that rise above their base most like it.
    None when a day is not whole, or fewer than 60 days are known.
    """
    recent = [until_on - timedelta(days=n) for n in range(DAYS, 0, -1)]
    past = [
        _shape(values)
        for on, values in curve.items()
        if recent[0] - timedelta(days=HISTORY) <= on < recent[0] and _whole(values)
    ]
    if len(past) < LEAST or not all(_whole(curve.get(on, ())) for on in recent):
        return None
    over: list[int] = []
    usual: list[int] = []
    for on in recent:
        day = _shape(curve[on])
        like = sorted(past, key=day.unlike)[:LIKE]
        bases = sorted(each.base for each in like)
        if day.base - bases[len(bases) * PERCENT // 100] <= MARGIN:
            return None
        usual.append(bases[len(bases) // 2])
        over.append(day.base - usual[-1])
    return Raised(recent[0], 2 * round_div(sum(over), DAYS), 2 * round_div(sum(usual), DAYS))


def much_gas(days: Mapping[date, int], until_on: date) -> MuchGas | None:
    """Whether each of the last three days used half as much again as every day like it.

    Gas follows the weather, and of a day only its sum is known: so a day is held against the two
    months before it and, for a sudden cold, against the three months around it a year ago. None
    where fewer than 30 and 60 of these days are known. dm3.
    """
    recent = [until_on - timedelta(days=n) for n in range(DAYS, 0, -1)]
    before = [recent[0] - timedelta(days=n) for n in range(1, 61)]
    year_ago = [recent[0] - timedelta(days=n) for n in range(320, 411)]
    near, far = ([days[on] for on in part if on in days] for part in (before, year_ago))
    if len(near) < 30 or len(far) < LEAST or any(on not in days for on in recent):
        return None
    least, most = min(days[on] for on in recent), max(*near, *far)
    much = least * 2 > most * 3 and least - most >= GAS_MARGIN
    return MuchGas(recent[0], least, most) if much else None


def near_power(curve: Curve, until_on: date, power_va: int) -> NearPower | None:
    """Whether half-hours came within a tenth of the subscribed power on three days of a week."""
    days = [until_on - timedelta(days=n) for n in range(WEEK, 0, -1)]
    peaks = {
        on: 2 * max(known)
        for on in days
        if (known := [value for value in curve.get(on, ()) if value != MISSING])
    }
    near = [on for on, watts in peaks.items() if watts * 100 >= power_va * NEAR]
    if len(near) < DAYS:
        return None
    return NearPower(near[0], max(peaks[on] for on in near), len(near))


def _whole(values: Sequence[int]) -> bool:
    return len(values) > THIRD and MISSING not in values


def _shape(values: Sequence[int]) -> _Shape:
    order = sorted(values)
    base = order[THIRD]
    return _Shape(base, tuple(order[len(order) * percent // 100] - base for percent in RISES))
