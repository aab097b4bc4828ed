"""The gap ledger: which day of which supply point is not whole, why, and when it is tried again.

Sparse: a day that came whole at once was never in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from chalicelib import clock
from chalicelib.gateways.grid import LASTING, Reason
from chalicelib.metering.curve_table import GapRow
from chalicelib.rules.calendar import Period, months_after, zone_of

CATCH_UPS = (time(8, 30), time(14, 0))
"""Local times of the catch-up runs (`infra/schedules.yaml`)."""
YOUNG_DAYS = 2
"""For so long a day without data is one that has not come yet."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A day that is not whole. `next_try_at` is None once nobody asks again by itself."""

    point: str
    on: date
    shard: str
    grid_id: str
    reason: Reason
    since_at: datetime
    tries: int
    next_try_at: datetime | None


@dataclass(frozen=True, slots=True)
class Why:
    """What a customer is told of a day that is not whole."""

    on: date
    reason: Reason
    next_try_at: datetime | None


def next_try(on: date, now: datetime, zone: str) -> datetime | None:
    """When a missing day is asked for again: at the next catch-up of its first two mornings, then
    after 3 and 7 days, then after a month, then no more.
    """
    local = zone_of(zone)

    def at(day: date, when: time) -> datetime:
        return datetime.combine(day, when, tzinfo=local)

    moments = [at(on + timedelta(days=d), when) for d in (1, 2) for when in CATCH_UPS]
    moments += [at(on + timedelta(days=d), CATCH_UPS[0]) for d in (3, 7)]
    moments.append(at(months_after(on, 1) + timedelta(days=1), CATCH_UPS[0]))
    return next((moment for moment in moments if moment > now), None)


def miss(
    point: str,
    on: date,
    reason: Reason,
    *,
    shard: str,
    grid_id: str,
    zone: str,
    code: str = "",
    next_try_at: datetime | None = None,
) -> None:
    """Write down that a day is not whole after a try.

    A reason that only a person can mend is not tried again. `no_data` of a young day is
    `not_published`: it may still come.
    """
    now = clock.now()
    if reason == "no_data" and (now.astimezone(zone_of(zone)).date() - on).days <= YOUNG_DAYS:
        reason = "not_published"
    again = None if reason in LASTING else next_try_at or next_try(on, now, zone)
    GapRow(point, on).update(
        actions=[
            GapRow.shard.set(shard),
            GapRow.grid_id.set(grid_id),
            GapRow.reason.set(reason),
            GapRow.code.set(code or "-"),
            GapRow.since_at.set(GapRow.since_at | now),
            GapRow.tries.set((GapRow.tries | 0) + 1),
            GapRow.next_try_at.remove() if again is None else GapRow.next_try_at.set(again),
        ]
    )


def close(point: str, on: date) -> None:
    """The day is whole: it leaves the ledger."""
    GapRow(point, on).delete()


def settle(point: str, on: date, reason: Reason) -> None:
    """Nobody asks for this day again, for this reason."""
    GapRow(point, on).update(
        actions=[GapRow.reason.set(reason), GapRow.next_try_at.remove()],
        condition=GapRow.point.exists(),
    )


def due(shard: str, now: datetime) -> Iterator[Gap]:
    """The gaps of a shard that are to be tried again by now."""
    for row in GapRow.due.query(shard, GapRow.next_try_at <= now, page_size=500):
        yield _fact(row)


def of_point(point: str, period: Period) -> tuple[Gap, ...]:
    """The gaps of a supply point in a period."""
    last_on = period.until_on - timedelta(days=1)
    rows = GapRow.query(point, GapRow.on.between(period.from_on, last_on))
    return tuple(_fact(row) for row in rows)


def behind(point: str, holes: Sequence[date], zone: str) -> tuple[Why, ...]:
    """Why days of a supply point are not whole, as far as anyone knows; asks nothing when all are.

    Yesterday needs no row to be explained: until the morning nobody has it. `holes` are in order.
    """
    if not holes:
        return ()
    period = Period(holes[0], holes[-1] + timedelta(days=1))
    known = {gap.on: Why(gap.on, gap.reason, gap.next_try_at) for gap in of_point(point, period)}
    yesterday = clock.today(zone) - timedelta(days=1)
    if yesterday in holes and yesterday not in known:
        again = next_try(yesterday, clock.now(), zone)
        known[yesterday] = Why(yesterday, "not_published", again)
    return tuple(known[on] for on in holes if on in known)


def _fact(row: GapRow) -> Gap:
    return Gap(
        point=row.point,
        on=row.on,
        shard=row.shard,
        grid_id=row.grid_id,
        reason=cast(Reason, row.reason),
        since_at=row.since_at,
        tries=int(row.tries),
        next_try_at=row.next_try_at,
    )
