"""How often a thing may be done: counters in DynamoDB that every function shares.

A counter's window is fixed and short, so that a lock-out never lasts; its row goes by TTL.
"""

from chalicelib import clock
from chalicelib.errors import TooMany
from chalicelib.web.table import LimitRow


def _row(bucket: str, seconds: int) -> tuple[LimitRow, int]:
    window, into = divmod(clock.epoch(), seconds)
    return LimitRow(f"{bucket}|{seconds}|{window}"), seconds - into


def count(bucket: str, limit: int, seconds: int, code: str = "too_many_requests") -> int:
    """Count one use of `bucket`; how many of `limit` in this window of `seconds` are left.

    Raises `TooMany` with the seconds until the window ends once the limit is used up.
    """
    row, left = _row(bucket, seconds)
    row.update(
        actions=[
            LimitRow.used.add(1),
            LimitRow.expires_at.set(clock.epoch() + left + 60),
        ]
    )
    if row.used > limit:
        raise TooMany(code, retry_after=left)
    return int(limit - row.used)


def check(bucket: str, limit: int, seconds: int, code: str = "too_many_requests") -> None:
    """Raise `TooMany` when `bucket` is used up, without counting this look."""
    row, left = _row(bucket, seconds)
    try:
        row.refresh()
    except LimitRow.DoesNotExist:
        return
    if row.used >= limit:
        raise TooMany(code, retry_after=left)


def forgive(bucket: str, seconds: int) -> None:
    """Set a bucket's counter back, as after a right password."""
    row, _ = _row(bucket, seconds)
    row.delete()
