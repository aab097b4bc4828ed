"""A load curve by tariff class: what a Tempo or peak and off-peak bill is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING, STEP
from chalicelib.rules.money import round_div
from chalicelib.rules.schedule import Schedule, runs, split
from chalicelib.rules.usage import REAL, SINGLE, Use


@dataclass(frozen=True, slots=True)
class Classified:
    """The uses of a curve, one for each class, and how many slots nobody measured."""

    uses: tuple[Use, ...]
    missing: int


def day_by_class(
    values: Sequence[int],
    on: date,
    schedules: Sequence[Schedule],
    zone: str,
    colours: Mapping[date, str],
) -> dict[str, int]:
    """The Wh of each class on one day, adding up to the day's sum; {single: sum} without hours."""
    if not schedules:
        return {SINGLE: sum(value for value in values if value != MISSING)}
    parts = split(values, runs(schedules, on, zone, colours), MISSING, STEP)
    found, passed, given = {}, 0, 0
    for classed, amount in parts.items():
        passed += amount
        found[classed] = round_div(passed, STEP) - given
        given += found[classed]
    return found


def uses_of(
    days: Mapping[date, Sequence[int]],
    schedules: Sequence[Schedule],
    zone: str,
    colours: Mapping[date, str],
    kind: str = REAL,
) -> Classified:
    """The uses of a curve (days of half-hours in Wh) by class, exact to each day.

    Covers all days from the first to the last given; a day that is not there counts as nothing,
    and its slots as missing. `colours` gives the Tempo colour of each day and of the eve of the
    first. The uses of all classes add up to the sum of the curve.
    """
    if not days:
        return Classified((), 0)
    period = Period(min(days), max(days) + timedelta(days=1))
    running: dict[str, list[int]] = {}
    missing = 0
    for place, on in enumerate(period.dates()):
        values = days.get(on)
        if values is None:
            missing += 48
            continue
        missing += values.count(MISSING)
        for classed, amount in day_by_class(values, on, schedules, zone, colours).items():
            line = running.get(classed)
            if line is None:
                line = running[classed] = [0]
            last = line[-1]
            line.extend([last] * (place + 1 - len(line)))
            line.append(last + amount)
    uses = []
    for classed, line in sorted(running.items()):
        line.extend([line[-1]] * (period.days + 1 - len(line)))
        uses.append(Use(period, line[-1], classed, kind, running=tuple(line)))
    return Classified(tuple(uses), missing)
