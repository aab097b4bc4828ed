"""Call slots of a grid operator, shared by every worker: a token bucket of burst one.

A quota of 5 calls a second and 10,000 an hour means one call every 360 ms for as long as there is
work. A worker books the slots of a whole message at once (one write), so that however many workers
run, no two calls come closer than that.
"""

import time
from collections.abc import Callable, Iterator

from pynamodb.exceptions import UpdateError

from chalicelib import clock
from chalicelib.metering.curve_table import PaceRow

KEPT_SECONDS = 24 * 3600
_sleep: Callable[[float], None] = time.sleep


class Crowded(Exception):
    """The next free slot is too far off to wait for: come again after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"next slot in {seconds} s")
        self.seconds = seconds


def interval_ms(per_second: int, per_hour: int) -> int:
    """The milliseconds between two calls that keep both quotas."""
    return max(-(-1000 // per_second), -(-3_600_000 // per_hour))


def book(bucket: str, calls: int, each_ms: int, wait_seconds: int = 20) -> int:
    """Book `calls` slots of `each_ms` and give the first one's moment in ms since 1970.

    Raises `Crowded` when it would be more than `wait_seconds` away; nothing is booked then.
    """
    row = PaceRow(bucket)
    while True:
        now = int(clock.now().timestamp() * 1000)
        latest = now + wait_seconds * 1000
        keep = PaceRow.expires_at.set(clock.epoch() + KEPT_SECONDS)
        taken = calls * each_ms
        try:
            row.update(
                actions=[PaceRow.next_ms.set(PaceRow.next_ms + taken), keep],
                condition=(PaceRow.next_ms > now) & (PaceRow.next_ms <= latest),
            )
            return int(row.next_ms) - taken
        except UpdateError as error:
            _only_a_condition(error)
        try:
            row.update(
                actions=[PaceRow.next_ms.set(now + taken), keep],
                condition=PaceRow.next_ms.does_not_exist() | (PaceRow.next_ms <= now),
            )
            return now
        except UpdateError as error:
            _only_a_condition(error)
        found = PaceRow.get(bucket, consistent_read=True)
        if found.next_ms > latest:
            raise Crowded(1 + (int(found.next_ms) - now) // 1000)


def wait(seconds: float) -> None:
    """Let a short time pass."""
    _sleep(seconds)


def slots(first_ms: int, each_ms: int) -> Iterator[None]:
    """One step for each call, waiting until its slot comes."""
    nth = 0
    while True:
        early = first_ms + nth * each_ms - clock.now().timestamp() * 1000
        if early > 0:
            _sleep(early / 1000)
        yield
        nth += 1


def _only_a_condition(error: UpdateError) -> None:
    if error.cause_response_code != "ConditionalCheckFailedException":
        raise error
