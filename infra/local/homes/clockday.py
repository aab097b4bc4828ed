"""The length of a local day: a day on the clock laid over the time that passes.

Habits follow the clock. On the last Sunday of March the hour from 2 to 3 does not exist, on that of
October it comes twice.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Europe/Paris"


@lru_cache(maxsize=8192)
def day_hours(on: date, zone: str = DEFAULT_ZONE) -> int:
    """23, 24 or 25."""
    local = ZoneInfo(zone)
    starts = datetime.combine(on, time(), tzinfo=local).utcoffset() or timedelta()
    ends = datetime.combine(on + timedelta(days=1), time(), tzinfo=local).utcoffset() or timedelta()
    return 24 - int((ends - starts) / timedelta(hours=1))


def lay(values: list[int], on: date, zone: str = DEFAULT_ZONE) -> list[int]:
    """A day of 24 clock hours as the 23, 24 or 25 that pass."""
    hours = day_hours(on, zone)
    if hours == 24:
        return values
    slots = len(values) // 24
    if hours == 23:
        return values[: 2 * slots] + values[3 * slots :]
    return values[: 3 * slots] + values[2 * slots :]
