"""The only clock of the product; tests stop it and move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset: timedelta | None = None
_stopped: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if _stopped is not None:
        return _stopped
    real = datetime.now(UTC)
    return real if _offset is None else real + _offset


def today(zone: str) -> date:
    """The present local date in the time zone `zone` (IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def epoch() -> int:
    """Whole seconds since 1970, as DynamoDB's TTL counts them."""
    return int(now().timestamp())


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` (aware) inside a `with` block of a test."""
    global _stopped
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    before, _stopped = _stopped, moment.astimezone(UTC)
    try:
        yield
    finally:
        _stopped = before


@contextmanager
def shift(by: timedelta) -> Iterator[None]:
    """Move the running clock by `by` inside a `with` block of a test."""
    global _offset
    before, _offset = _offset, (_offset or timedelta()) + by
    try:
        yield
    finally:
        _offset = before
