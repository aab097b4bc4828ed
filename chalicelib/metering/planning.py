"""Which days of which points of a shard are to be fetched: last night's, those due, those lost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.consents import Standing, record
from chalicelib.contracts import supply
from chalicelib.gateways import grid
from chalicelib.gateways.grid import Fineness
from chalicelib.metering import curves, fetching, gaps, totals
from chalicelib.metering.messages import ShardMessage, Task, Window
from chalicelib.rules.calendar import Period

SWEPT_DAYS = 7
Planned = tuple[Fineness, Window]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point whose holder lets something of it be collected."""

    point: str
    grid_id: str
    customer: str
    standing: Standing

    def fineness(self, offered: Iterable[Fineness], on: date) -> Fineness | None:
        """The finest of what the grid offers that the holder agreed to; None for nothing."""
        for each in offered:
            if self.standing.allows(each, self.customer, on):
                return each
        return None


def agreed(operator: str, energy: str, shard: str, on: date) -> Iterator[Agreed]:
    """The points of a shard whose holder on a day lets something of them be collected.

    Both lists come in order of key, so neither is held in memory.
    """
    standings = record.collecting(shard, on)
    standing = next(standings, None)
    for point in supply.collectable(operator, shard, on):
        while standing is not None and standing.subject < point.point:
            standing = next(standings, None)
        if (
            standing is not None
            and standing.subject == point.point
            and standing.customer == point.customer
            and point.energy == energy
        ):
            yield Agreed(point.point, point.grid_id, point.customer, standing)


def _wanted(message: ShardMessage) -> Iterator[tuple[Fineness, Agreed]]:
    how = fetching.collection_of(operators.find(message.operator), message.energy)
    offered = grid.offers(how.adapter) if how else ()
    for each in agreed(message.operator, message.energy, message.shard, message.on):
        fineness = each.fineness(offered, message.on)
        if fineness is not None:
            yield fineness, each


def _collect(message: ShardMessage) -> Iterator[Planned]:
    until_on = message.on + timedelta(days=1)
    for fineness, each in _wanted(message):
        yield fineness, Window(each.point, each.grid_id, message.on, until_on)


def _catch_up(message: ShardMessage) -> Iterator[Planned]:
    """Windows over what is due; days of a point that lie within a call's reach share one."""
    allowed = {each.point: (fineness, each.grid_id) for fineness, each in _wanted(message)}
    by_point: dict[str, list[date]] = {}
    for gap in gaps.due(message.shard, clock.now()):
        if gap.point in allowed:
            by_point.setdefault(gap.point, []).append(gap.on)
        elif gap.point.split("#", 2)[1] == message.energy:
            gaps.settle(gap.point, gap.on, "consent_gone")
    for point, days in by_point.items():
        fineness, grid_id = allowed[point]
        for period in calls(days):
            yield fineness, Window(point, grid_id, period.from_on, period.until_on, "gap")


def _sweep(message: ShardMessage) -> Iterator[Planned]:
    """Days of the last week, since the consent, that are neither kept nor in the ledger."""
    until_on = message.on + timedelta(days=1)
    week = Period(until_on - timedelta(days=SWEPT_DAYS), until_on)
    for fineness, each in _wanted(message):
        known = {gap.on for gap in gaps.of_point(each.point, week)}
        if fineness == "half_hourly":
            known |= {date.fromisoformat(on) for on in curves.packed(each.point, week)}
        else:
            known |= {day.on for day in totals.days(each.point, week)}
        began = [c.since_at.date() for c in each.standing.consents.values() if c.since_at]
        since = max(began, default=until_on)
        lost = [on for on in week.dates() if on not in known and on >= since]
        for period in calls(lost):
            window = Window(each.point, each.grid_id, period.from_on, period.until_on, "gap")
            yield fineness, window


TASKS: dict[Task, Callable[[ShardMessage], Iterator[Planned]]] = {
    "collect": _collect,
    "catch_up": _catch_up,
    "sweep": _sweep,
}


def calls(days: Iterable[date], most: int = 7) -> Iterator[Period]:
    """Days as the fewest periods of at most `most` days; days between them are asked for too."""
    first: date | None = None
    last = date.min
    for on in sorted(days):
        if first is not None and (on - first).days >= most:
            yield Period(first, last + timedelta(days=1))
            first = None
        first = first or on
        last = on
    if first is not None:
        yield Period(first, last + timedelta(days=1))
