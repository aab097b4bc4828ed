"""Daily totals of supply points: for meters that measure no finer, or customers who agreed to no
finer. Kept 36 months; a month's are read in one small query.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from chalicelib.gateways.grid import DayTotal
from chalicelib.metering import curve_table
from chalicelib.metering.curve_table import StoredDay
from chalicelib.metering.curves import GRACE, UNITS, CurveContended, Kept, kept
from chalicelib.rules.calendar import Period, months_after

KEPT_MONTHS = 36
"""How long daily values are kept (the duration that the CNIL accepted of a supplier in 2021)."""
SETTLED, PROVISIONAL = "real", "provisional"
DAY_MINUTES = 1440
TRIES = 5


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """A stored total in Wh or dm3; `settled` is False while the grid may still change it."""

    on: date
    amount: int
    settled: bool


def key(point: str) -> str:
    """The key of a supply point's daily totals."""
    return f"{point}#daily"


def store(point: str, day: DayTotal) -> Kept:
    """Keep a day's total; a settled one is not undone by a provisional one that comes late."""
    made = _item(point, day, 1)
    for _ in range(TRIES):
        if curve_table.put_day(made):
            return Kept("new" if made.revision == 1 else "corrected", 0)
        before = curve_table.get_day(made.curve, made.on)
        if before is None:
            continue
        same = (before.total, before.quality) == (made.total, made.quality)
        if same or (before.quality == SETTLED and not day.settled):
            return Kept("same", 0)
        made = _item(point, day, before.revision + 1)
    raise CurveContended(f"{point} {day.on}")


def days(point: str, period: Period) -> Iterator[KeptTotal]:
    """The stored totals of a period, in order; none that is older than may be kept."""
    for item in kept(key(point), period, KEPT_MONTHS, "on", "total", "quality"):
        yield KeptTotal(
            date.fromisoformat(item["on"]["S"]),
            int(item["total"]["N"]),
            item["quality"]["S"] == SETTLED,
        )


def _item(point: str, day: DayTotal, revision: int) -> StoredDay:
    ends = months_after(day.on, KEPT_MONTHS) + GRACE
    return StoredDay(
        curve=key(point),
        on=day.on.isoformat(),
        values=b"",
        step=DAY_MINUTES,
        unit=UNITS[point.split("#", 2)[1]],
        quality=SETTLED if day.settled else PROVISIONAL,
        total=day.amount,
        revision=revision,
        expires_at=int(datetime(ends.year, ends.month, ends.day, tzinfo=UTC).timestamp()),
    )
