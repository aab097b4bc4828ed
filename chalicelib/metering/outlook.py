"""How much a month or year will have come to: its known days and a projection. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chalicelib.metering.days import ByClass, Day
from chalicelib.rules.calendar import Period
from chalicelib.rules.money import round_div

YEAR = timedelta(days=364)
"""A year before on the same day of the week."""
RECENT = 60
"""Known days of the near past whose ratio to the year before bends the projection."""
BENT = (50, 200)
"""In percent: the projection never goes under half or over twice the year before."""
LEAST_DOUBT = 6
"""Percent by which a projection may be off at best."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A period's known days, those to come, and by how many percent these may be off."""

    known: Mapping[date, Day]
    coming: Mapping[date, Day]
    doubt_percent: int

    def days(self, percent: int = 0) -> dict[date, Day]:
        """All days in order, those to come some percent higher."""
        whole = dict(self.known)
        for on, day in self.coming.items():
            whole[on] = replace(day, by_class=_scaled(day.by_class, 100 + percent))
        return dict(sorted(whole.items()))


def project(known: Mapping[date, Day], period: Period) -> Outlook:
    """The days of a period: those known, and for the others the same days of the year before.

    What is taken from the year before is bent by how the last 60 known days compare with theirs;
    without a year before, the mean of the known days stands. `known` is not empty.
    """
    percent, doubt = _bend(known)
    mean = _mean(known)
    coming: dict[date, Day] = {}
    for on in period.dates():
        before = known.get(on - YEAR)
        if on not in known:
            parts = _scaled(before.by_class, percent) if before else mean
            coming[on] = Day(parts, estimated=True)
    return Outlook({on: known[on] for on in period.dates() if on in known}, coming, doubt)


def _scaled(parts: ByClass, percent: int) -> dict[str, int]:
    return {classed: round_div(amount * percent, 100) for classed, amount in parts.items()}


def _pairs(known: Mapping[date, Day]) -> Iterator[tuple[int, int]]:
    """The near past beside the year before, day by day."""
    for on in sorted(known)[-RECENT:]:
        if on - YEAR in known:
            yield known[on].amount, known[on - YEAR].amount


def _bend(known: Mapping[date, Day]) -> tuple[int, int]:
    """By how many percent of the year before the near past went, and how unsure that is."""
    pairs = list(_pairs(known))
    now, before = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    if len(pairs) < RECENT // 2 or not before:
        return 100, 4 * LEAST_DOUBT
    percent = min(max(round_div(now * 100, before), BENT[0]), BENT[1])
    off = sum(abs(a - round_div(b * percent, 100)) for a, b in pairs)
    daily = round_div(off * 100, max(now, 1))
    # Days err to both sides: over a month their error shrinks with the root of their number.
    return percent, max(LEAST_DOUBT, min(40, round_div(daily, 4)))


def _mean(known: Mapping[date, Day]) -> dict[str, int]:
    found: dict[str, int] = {}
    for day in known.values():
        for classed, wh in day.by_class.items():
            found[classed] = found.get(classed, 0) + wh
    return {classed: round_div(wh, len(known)) for classed, wh in found.items()}
