"""How many faults and leaks are noticed, and how often a sound home is alarmed for nothing.

Labelled homes: synthetic ones, and homes made of the days of a real household, whose file is
REAL_DAYS (`../shared/data/powercons-180-days.tsv` beside this checkout when unset). Every home is
watched for a year, each day as the schedule would. Into each, at random days: appliances left on
(300 W to 2 kW), leaks (4 to 60 litres an hour), drips and valves in an empty home, doubled uses,
overloads, meters gone silent.

The limits in the rules were chosen on other homes: those of HOMES_OF=tuned, which has its own
seeds, and of the real days every other one. HOMES, SEED and HOMES_OF come from the environment;
prints one line a figure.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from chalicelib.metering.signs import HISTORY, near_power, raised
from chalicelib.rules.calendar import Period, days_after, months_after
from chalicelib.rules.leak import empty_home, night_flow, warsmann
from chalicelib.rules.usage import Use
from infra.local.homes import Home, electricity, home_of, water
from infra.local.homes.absence import away

HOMES = int(os.environ.get("HOMES", "60"))
SEED = int(os.environ.get("SEED", "2"))
OF = os.environ.get("HOMES_OF", "unseen")
BESIDE = Path(__file__).parents[3] / "shared/data/powercons-180-days.tsv"
REAL = Path(os.environ.get("REAL_DAYS", BESIDE))
FIRST = date(2024, 9, 1)
MONTHS = 12
DAYS = HISTORY + 365
WITHIN = 7
"""Days after its beginning in which a fault must be noticed."""
AGAIN = 14
"""An alarm so soon after another is the same one (`notices.SAME_DAYS`)."""
TRIES = 5

Curve = dict[date, list[int]]
Seen = Callable[[Curve, date], object]


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong in a home from a day on."""

    name: str
    spoil: Callable[[list[int], random.Random], list[int]]


def steady(*amounts: int) -> Fault:
    """One of these amounts more in every half-hour."""
    return Fault("steady", lambda values, dice: _more(values, dice.choice(amounts)))


def _more(values: list[int], more: int) -> list[int]:
    return [value + more for value in values]


def dates() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range(DAYS))


@cache
def people(number: int) -> Home:
    """The household of a synthetic home."""
    return home_of(f"prove-{OF}-{SEED}-{number}")


def lit(number: int) -> Curve:
    """A synthetic home's electricity."""
    return {on: electricity.half_hours(people(number), on) for on in dates()}


def wet(number: int) -> Curve:
    """A synthetic home's water, hours halved as a head-end's file is."""
    return {
        on: [part for dm3 in water.hours(people(number), on) for part in (dm3 // 2, dm3 - dm3 // 2)]
        for on in dates()
    }


def real(number: int) -> Curve:
    """A home whose days are those of a real household, each drawn from its season."""
    dice, days = random.Random(f"{OF}-{SEED}-{number}"), real_days()
    return {on: dice.choice(days["1" if 4 <= on.month <= 9 else "2"]) for on in dates()}


@lru_cache(maxsize=1)
def real_days() -> dict[str, list[list[int]]]:
    """The real household's days by season: mean kW of ten minutes become Wh of half-hours.

    Every other day is for choosing limits, the rest for this proof.
    """
    found: dict[str, list[list[int]]] = {"1": [], "2": []}
    for place, line in enumerate(REAL.read_text().splitlines()):
        if place % 2 != (OF == "tuned"):
            continue
        season, *values = line.split("\t")
        wh = [round(float(value) * 1000 / 6) for value in values]
        found[season].append([sum(wh[n : n + 3]) for n in range(0, 144, 3)])
    return found


def false_alarms(curve: Curve, seen: Seen) -> int:
    """How many times a sound home would have been told of something in a year."""
    count, quiet_until = 0, FIRST
    for n in range(HISTORY, DAYS):
        on = FIRST + timedelta(days=n)
        if seen(curve, on):
            count += on >= quiet_until
            quiet_until = on + timedelta(days=AGAIN)
    return count


def noticed(curve: Curve, seen: Seen, amounts: Sequence[int], dice: random.Random) -> bool:
    """Whether something that begins on a random day is noticed within a week."""
    begins = FIRST + timedelta(days=dice.randrange(HISTORY, DAYS - WITHIN))
    more = dice.choice(amounts)
    faulty = curve | {
        on: _more(curve[on], more) for on in (begins + timedelta(days=n) for n in range(WITHIN))
    }
    return any(seen(faulty, begins + timedelta(days=n)) for n in range(1, WITHIN + 1))


def measure(
    name: str, make: Callable[[int], Curve], seen: Seen, amounts: Sequence[int], homes: int
) -> Iterator[bool]:
    """Print recall and false alarms of one kind of home; whether both hold."""
    dice = random.Random(SEED)
    found = alarms = 0
    for number in range(homes):
        curve = make(number)
        alarms += false_alarms(curve, seen)
        found += sum(noticed(curve, seen, amounts, dice) for _ in range(TRIES))
    yield recall(name, found, homes * TRIES)
    yield alarmed(name, alarms, homes * MONTHS)


def absences(number: int) -> Iterator[tuple[date, date]]:
    """The first day and the day after the last of each time of three days and more away."""
    since: date | None = None
    for on in [*dates(), FIRST + timedelta(days=DAYS)]:
        gone = away(people(number).seed, on) and on < FIRST + timedelta(days=DAYS)
        if gone and since is None:
            since = on
        elif not gone and since is not None:
            if (on - since).days >= 3:
                yield since, on
            since = None


def empty(homes: int) -> Iterator[bool]:
    """Drips and valves that let go while a home stands empty, too small or rare for the night."""
    dice = random.Random(SEED)
    found = tried = alarms = 0
    for number in range(homes):
        curve = wet(number)
        alarms += false_alarms(curve, empty_home)
        for since, until in absences(number):
            leaking = dict(curve)
            for on in Period(since, until).dates():
                leaking[on] = _dripping(curve[on], dice.choice((1, 2, 3)), dice)
            tried += 1
            found += any(
                empty_home(leaking, days_after(since, n))
                for n in range(3, min(WITHIN, (until - since).days) + 1)
            )
    yield recall("water in an empty home, synthetic homes", found, tried)
    yield alarmed("water in an empty home, synthetic homes", alarms, homes * MONTHS)


def _dripping(values: list[int], litres: int, dice: random.Random) -> list[int]:
    """So many litres now and then: on average every third half-hour."""
    return [value + litres * (dice.random() < 1 / 3) for value in values]


def doubled(homes: int) -> Iterator[bool]:
    """The Warsmann rule on half-years of synthetic homes: leaks that more than double one."""
    dice = random.Random(SEED)
    found = alarms = 0
    for number in range(homes * TRIES):
        home = home_of(f"halves-{OF}-{SEED}-{number}")
        starts = [months_after(date(2023, 5, 1), 12 * n) for n in range(4)]
        halves = [Period(on, months_after(on, 6)) for on in starts]
        uses = [Use(half, sum(water.day_dm3(home, on) for on in half.dates())) for half in halves]
        last, past = uses[-1], uses[:-1]
        mean = sum(use.quantity for use in past) // len(past)
        leaking = last.quantity + round(mean * dice.uniform(1.5, 4))
        found += warsmann(leaking, last.period, past, 0).abnormal
        alarms += warsmann(last.quantity, last.period, past, 0).abnormal
    yield recall("twice the usual, synthetic homes", found, homes * TRIES)
    yield alarmed("twice the usual, synthetic homes", alarms, homes * TRIES * 6)


def overloaded(name: str, make: Callable[[int], Curve], homes: int) -> Iterator[bool]:
    """A new appliance that runs an hour each evening up to the power of the contract."""
    dice = random.Random(SEED)
    found = 0
    for number in range(homes):
        curve = make(number)
        power = people(number).power_va
        for _ in range(TRIES):
            begins = FIRST + timedelta(days=dice.randrange(HISTORY, DAYS - WITHIN))
            loaded = dict(curve)
            for on in (begins + timedelta(days=n) for n in range(WITHIN)):
                top = round(power / 2 * dice.uniform(0.92, 1.05))
                loaded[on] = [*curve[on][:38], top, top, *curve[on][40:]]
            ends = begins + timedelta(days=WITHIN)
            found += near_power(loaded, ends, power) is not None
    yield recall(f"power near the limit, {name}", found, homes * TRIES)


def recall(name: str, found: int, tried: int) -> bool:
    share = 100 * found / tried if tried else 0.0
    return line(f"{name}: noticed within a week of {tried}", share, "%", ">= 95", share >= 95)


def alarmed(name: str, alarms: int, months: int) -> bool:
    rate = 100 * alarms / months
    unit = "per 100 homes a month"
    return line(f"{name}: false alarms in {months} months", rate, unit, "<= 1", rate <= 1)


def line(name: str, value: float, unit: str, goal: str, held: bool) -> bool:
    print(f"{name}  {value:.2f} {unit}  {goal}  {'ok' if held else 'short'}", flush=True)
    return held


def main() -> int:
    """Measure all kinds of homes; 1 when any figure falls short."""
    left_on = [watts // 2 for watts in (300, 500, 800, 1200, 2000)]
    leaks = [2, 4, 8, 15, 30]
    held = [
        *measure("left on, synthetic homes", lit, raised, left_on, HOMES),
        *measure("leak by night, synthetic homes", wet, night_flow, leaks, HOMES),
        *empty(HOMES),
        *doubled(HOMES),
        *overloaded("synthetic homes", lit, HOMES // 4),
    ]
    known = sum(map(len, real_days().values())) if REAL.is_file() else 0
    held.append(line("days of a real home", known, "days", ">= 90", known >= 90))
    if known:
        held += measure("left on, days of a real home", real, raised, left_on, HOMES // 2)
        held += overloaded("days of a real home", real, HOMES // 4)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
