"""A usual year: what a home's own past years make of each month and kind of day.

No temperatures are needed: years are laid over each other, so that one cold or mild winter weighs
only as one among them. What the mildest months use is taken for the part that no weather moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chalicelib.rules.calendar import Period
from chalicelib.rules.money import round_div

LEAST_A_MONTH = 20
"""With fewer known days of a month of the year there is no usual year."""
LEAST_OF_A_KIND = 4
"""With fewer weekdays or weekend days measured in it, a month's days count alike."""
MILDEST = 3
"""The middle one of the months that use least: the very least may be that of an absence."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was used on a day of the past; `measured` when it was measured by itself, and not laid
    out between two readings, which tells no weekday from a Sunday.
    """

    amount: int
    measured: bool = True


@dataclass(frozen=True, slots=True)
class UsualYear:
    """The mean of a day: by month, and where it is known by month and kind of day."""

    by_month: Mapping[int, Fraction]
    by_kind: Mapping[tuple[int, bool], Fraction]

    def of(self, period: Period) -> int:
        """What a period usually uses, rounded once."""
        return _rounded(sum((self._day(on) for on in period.dates()), Fraction(0)))

    def base_of(self, period: Period) -> int:
        """The part of it that the weather does not move, never more than the whole."""
        most = sorted(self.by_month.values())[MILDEST // 2]
        whole = sum((min(most, self.by_month[on.month]) for on in period.dates()), Fraction(0))
        return min(_rounded(whole), self.of(period))

    def _day(self, on: date) -> Fraction:
        return self.by_kind.get((on.month, weekend(on)), self.by_month[on.month])


def weekend(on: date) -> bool:
    """Saturday or Sunday."""
    return on.weekday() >= 5


def usual_year(past: Mapping[date, Past]) -> UsualYear | None:
    """The usual year that some past days make; None when a month of the year is hardly known.

    Weekdays and weekends are told apart in a month in which enough of both were measured, and then
    add up to what the month's measured days had.
    """
    by_month: dict[int, list[int]] = {}
    by_kind: dict[tuple[int, bool], list[int]] = {}
    for on, day in past.items():
        by_month.setdefault(on.month, []).append(day.amount)
        if day.measured:
            by_kind.setdefault((on.month, weekend(on)), []).append(day.amount)
    if any(len(by_month.get(month, ())) < LEAST_A_MONTH for month in range(1, 13)):
        return None
    told = {
        month
        for month in by_month
        if min(len(by_kind.get((month, kind), ())) for kind in (False, True)) >= LEAST_OF_A_KIND
    }
    return UsualYear(
        {month: _mean(amounts) for month, amounts in by_month.items()},
        {key: _mean(amounts) for key, amounts in by_kind.items() if key[0] in told},
    )


def _mean(amounts: list[int]) -> Fraction:
    return Fraction(sum(amounts), len(amounts))


def _rounded(value: Fraction) -> int:
    return round_div(value.numerator, value.denominator)
