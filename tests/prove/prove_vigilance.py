"""How many faults and leaks are noticed, and how often a sound home is alarmed for nothing.

Labelled homes: synthetic ones, and homes made of the days of a real household where those are at
hand (`../shared/data`). Into each, appliances left on (300 W to 2 kW) or leaks (4 to 60 litres an
hour) are added at random days. Prints one line a figure; HOMES, MONTHS and SEED come from the
environment.
"""

import os
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from chalicelib.metering.signs import HISTORY, raised
from chalicelib.rules.leak import night_flow
from infra.local.homes import electricity, home_of, water

HOMES = int(os.environ.get("HOMES", "100"))
MONTHS = int(os.environ.get("MONTHS", "3"))
SEED = int(os.environ.get("SEED", "1"))
REAL = Path(__file__).parents[3] / "shared/data/powercons-180-days.tsv"
FIRST = date(2025, 1, 1)
DAYS = HISTORY + 30 * MONTHS
WITHIN = 7
"""Days after its beginning in which a fault must be noticed."""
AGAIN = 14
"""An alarm so soon after another is the same one."""

Curve = dict[date, list[int]]


def lit(number: int) -> Curve:
    """A synthetic home's electricity."""
    home = home_of(f"prove-{SEED}-{number}")
    return {on: electricity.half_hours(home, on) for on in dates()}


def wet(number: int) -> Curve:
    """A synthetic home's water, hours halved."""
    home = home_of(f"prove-{SEED}-{number}")
    return {
        on: [part for dm3 in water.hours(home, on) for part in (dm3 // 2, dm3 - dm3 // 2)]
        for on in dates()
    }


def real(number: int, days: dict[str, list[list[int]]]) -> Curve:
    """A home whose days are those of a real household, each drawn from its season."""
    dice = random.Random(f"{SEED}-{number}")
    return {on: dice.choice(days["1" if 4 <= on.month <= 9 else "2"]) for on in dates()}


def real_days() -> dict[str, list[list[int]]]:
    """The real household's days by season: mean kW of ten minutes become Wh of half-hours."""
    found: dict[str, list[list[int]]] = {"1": [], "2": []}
    for line in REAL.read_text().splitlines():
        season, *values = line.split("\t")
        wh = [round(float(value) * 1000 / 6) for value in values]
        found[season].append([sum(wh[n : n + 3]) for n in range(0, 144, 3)])
    return found


def dates() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range(DAYS)]


def false_alarms(curve: Curve, seen: Callable[[Curve, date], object]) -> int:
    """How many times a sound home would have been told of something."""
    count, quiet_until = 0, FIRST
    for n in range(HISTORY, DAYS):
        on = FIRST + timedelta(days=n)
        if seen(curve, on):
            count += on >= quiet_until
            quiet_until = on + timedelta(days=AGAIN)
    return count


def noticed(curve: Curve, seen: Callable[[Curve, date], object], dice: random.Random,
            amounts: Sequence[int]) -> bool:  # fmt: skip
    """Whether something that begins on a random day is noticed within a week."""
    begins = FIRST + timedelta(days=dice.randrange(HISTORY, DAYS - WITHIN))
    more = dice.choice(amounts)
    faulty = {
        on: [value + more for value in values] if on >= begins else values
        for on, values in curve.items()
    }
    return any(seen(faulty, begins + timedelta(days=n)) for n in range(1, WITHIN + 1))


def measure(name: str, make: Callable[[int], Curve], seen: Callable[[Curve, date], object],
            amounts: Sequence[int], homes: int) -> bool:  # fmt: skip
    """Print recall and false alarms of one kind of home; whether both hold."""
    dice = random.Random(SEED)
    found = alarms = 0
    tries = 3
    for number in range(homes):
        curve = make(number)
        alarms += false_alarms(curve, seen)
        found += sum(noticed(curve, seen, dice, amounts) for _ in range(tries))
    recall = 100 * found / (homes * tries)
    rate = 100 * alarms / (homes * MONTHS)
    return all(
        (
            line(f"{name}: noticed within a week", recall, "%", ">= 95", recall >= 95),
            line(f"{name}: false alarms", rate, "per 100 homes a month", "<= 1", rate <= 1),
        )
    )


def line(name: str, value: float, unit: str, goal: str, held: bool) -> bool:
    print(f"{name}  {value:.2f} {unit}  {goal}  {'ok' if held else 'short'}")
    return held


def main() -> int:
    """Measure all kinds of homes; 1 when any figure falls short."""
    left_on = [watts // 2 for watts in (300, 500, 800, 1200, 2000)]
    leaks = [2, 4, 8, 15, 30]
    held = [
        measure("left on, synthetic homes", lit, raised, left_on, HOMES),
        measure("leak, synthetic homes", wet, night_flow, leaks, HOMES),
    ]
    if REAL.exists():
        days = real_days()
        homes = max(10, HOMES // 4)
        made = lambda number: real(number, days)  # noqa: E731 - binds the days that were read
        held.append(measure("left on, days of a real home", made, raised, left_on, homes))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
