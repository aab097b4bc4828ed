"""Meters: what lies between two indexes, over roll-over and exchange of the meter."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.rules.calendar import Period
from chalicelib.rules.measure import PER_UNIT
from chalicelib.rules.usage import ESTIMATED, REAL, SINGLE, Reading, Use


@dataclass(frozen=True, slots=True)
class Epoch:
    """One meter's time at a supply point, with the index of each register at both ends.

    `opening` and `closing` map a register to its index (whole Wh or dm3); `digits` are those of
    the dial before the point; `classes` maps a register to its tariff class.
    """

    meter: str
    fitted_on: date
    digits: int
    opening: Mapping[str, int]
    removed_on: date | None = None
    closing: Mapping[str, int] | None = None
    classes: Mapping[str, str] | None = None

    def class_of(self, register: str) -> str:
        """The tariff class that a register counts."""
        return (self.classes or {}).get(register, SINGLE)


def span(digits: int) -> int:
    """How much a dial counts before it returns to zero, in whole Wh or dm3."""
    return PER_UNIT * int(10**digits)


def used(before: int, after: int, digits: int) -> int:
    """What lies between two indexes of one register; a lower one means that the dial rolled over.

    Whether a roll-over is believable is judged by `plausibility`, not here.
    """
    return (after - before) % span(digits)


def uses(readings: Iterable[Reading], epochs: Sequence[Epoch]) -> tuple[Use, ...]:
    """The uses between successive readings of every register, over all meters of a point.

    Readings carry the meter's serial; those of an unknown meter, and those outside its epoch, are
    left out. An exchange gives two uses: up to the closing index, and from the opening one. A use
    is estimated when an estimate stands at either end. Of several readings on one day the last
    given counts.
    """
    by_register: dict[tuple[str, str], dict[date, Reading]] = {}
    known = {epoch.meter: epoch for epoch in epochs}
    for epoch in epochs:
        for register, index in epoch.opening.items():
            first = Reading(epoch.fitted_on, index, REAL, register, epoch.meter)
            by_register[epoch.meter, register] = {first.on: first}
    for reading in readings:
        home = known.get(reading.meter)
        if home is None or reading.on < home.fitted_on:
            continue
        if home.removed_on is not None and reading.on > home.removed_on:
            continue
        by_register.setdefault((reading.meter, reading.register), {})[reading.on] = reading
    for epoch in epochs:
        if epoch.removed_on is None:
            continue
        for register, index in (epoch.closing or {}).items():
            last = Reading(epoch.removed_on, index, REAL, register, epoch.meter)
            by_register.setdefault((epoch.meter, register), {})[last.on] = last
    found = []
    for (meter, register), series in by_register.items():
        epoch = known[meter]
        in_order = [series[on] for on in sorted(series)]
        for before, after in itertools.pairwise(in_order):
            found.append(
                Use(
                    Period(before.on, after.on),
                    used(before.index, after.index, epoch.digits),
                    epoch.class_of(register),
                    ESTIMATED if ESTIMATED in (before.kind, after.kind) else REAL,
                    before,
                    after,
                )
            )
    return tuple(sorted(found, key=lambda use: (use.period, use.classed)))
