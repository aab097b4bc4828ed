"""What was used on each day: measured by the curve, or laid out between two readings. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.rules.calendar import Period
from chalicelib.rules.money import round_div
from chalicelib.rules.usage import ESTIMATED, REAL, Use

ByClass = Mapping[str, int]
"""Whole Wh or dm3 of each class of the tariff."""
Fold = Callable[[str, date], str]
"""The class under which the tariff of a day counts what a register of that class showed."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was used on a day. `estimated` when an estimate stands behind it.

    `over` is how many days the amount was laid out over: 1 for a measured day, 31 where only the
    readings at both ends of a month are known.
    """

    by_class: ByClass
    estimated: bool = False
    over: int = 1

    @property
    def amount(self) -> int:
        """All classes together."""
        return sum(self.by_class.values())


def as_registered(classed: str, on: date) -> str:
    """Every register counts as itself."""
    return classed


def lay_out(
    uses: Iterable[Use], curve: Mapping[date, ByClass], fold: Fold = as_registered
) -> dict[date, Day]:
    """Each day that the curve measured or that lies between two readings.

    `curve` has whole measured days only, by the classes of the tariff. Between two readings these
    keep their own amounts, and the rest of what the readings say is spread over the other days, so
    that the days of a use add up to it.
    """
    spread: dict[date, dict[str, int]] = {}
    estimated: set[date] = set()
    over: dict[date, int] = {}
    for use in _merged(uses, fold):
        unknown = [on for on in use.period.dates() if on not in curve]
        for on, amount in _amounts(use, unknown, curve):
            classed = fold(use.classed, on)
            parts = spread.setdefault(on, {})
            parts[classed] = parts.get(classed, 0) + amount
            over[on] = max(over.get(on, 1), len(unknown))
            if use.kind != REAL:
                estimated.add(on)
    laid = {on: Day(parts, on in estimated, over[on]) for on, parts in spread.items()}
    return laid | {on: Day(parts) for on, parts in curve.items()}


def _merged(uses: Iterable[Use], fold: Fold) -> Iterable[Use]:
    """Uses of one period that the tariff counts under one class, as one use."""
    found: dict[tuple[Period, str], Use] = {}
    for use in uses:
        place = (use.period, fold(use.classed, use.period.from_on))
        other = found.get(place)
        found[place] = replace(
            use,
            classed=place[1],
            quantity=use.quantity + (other.quantity if other else 0),
            kind=REAL if use.kind == REAL and (not other or other.kind == REAL) else ESTIMATED,
            running=(),
        )
    return found.values()


def _amounts(
    use: Use, unknown: Sequence[date], curve: Mapping[date, ByClass]
) -> Iterator[tuple[date, int]]:
    """What falls on each unknown day of a use; its rounding is carried, so that no unit is lost."""
    inside = (curve[on] for on in use.period.dates() if on in curve)
    known = sum(parts.get(use.classed, 0) for parts in inside) if curve else 0
    rest, last = max(0, use.quantity - known), 0
    for place, on in enumerate(unknown, start=1):
        upto = round_div(rest * place, len(unknown))
        yield on, upto - last
        last = upto


def sum_of(days: Iterable[Day]) -> dict[str, int]:
    """The sum of some days by class."""
    found: dict[str, int] = {}
    for day in days:
        for classed, amount in day.by_class.items():
            found[classed] = found.get(classed, 0) + amount
    return found
