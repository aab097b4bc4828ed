"""Fetches windows of days from the grid, keeps them, and writes down what is missing.

Everything here may happen twice: a day is kept by (point, local date) and a gap is the same row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalicelib import clock, operators
from chalicelib.config import settings
from chalicelib.consents import Purpose, record
from chalicelib.consents.record import Word
from chalicelib.contracts.shards import shard_of
from chalicelib.gateways import grid, queue
from chalicelib.gateways.grid import (
    LASTING,
    DayCurve,
    DayTotal,
    Fineness,
    Grid,
    GridRefused,
    Reason,
)
from chalicelib.log import log
from chalicelib.metering import curves, gaps, lateness, pacing, telling, totals
from chalicelib.metering.curves import Kept
from chalicelib.metering.messages import FetchMessage, Window
from chalicelib.operators import Operator
from chalicelib.operators.pack import Collection
from chalicelib.rules.calendar import Period

PATIENCE = 3
"""After so many calls in a row without an answer the grid is left alone for a while."""
MOST_TRIES = 5
"""After so many rounds without an answer, what did not come goes to the gap ledger."""
SHORT_WAIT = timedelta(seconds=5)
"""A throttle no longer than this is waited out."""
RETRY_SECONDS = 60
"""How long a silent grid is left alone at first; the wait doubles."""
LONGEST_DELAY = 900
"""SQS holds a message back for 15 minutes at most."""


@dataclass
class Tally:
    """What a message came to. `again` is left to fetch after `wait_seconds`; `silent` tells that
    the grid did not answer (else it asked to wait).
    """

    kept: int = 0
    same: int = 0
    missed: int = 0
    empty: int = 0
    again: list[Window] = field(default_factory=list)
    wait_seconds: int = 0
    silent: bool = False


def collection_of(operator: Operator, energy: str) -> Collection | None:
    """How an operator's pack says an energy is collected, or None when it is not."""
    return next((each for each in operator.collection if each.energy == energy), None)


def called(how: Collection) -> bool:
    """Whether a grid is called for an energy; else files bring its curves."""
    return how.adapter != "file"


def bucket_of(operator: Operator, how: Collection) -> str:
    """The bucket of call slots that an operator has at one grid."""
    return f"grid#{operator.code}#{how.adapter}"


def adapter_of(operator: Operator, how: Collection) -> Grid:
    """The grid adapter of an operator's collection."""
    return grid.adapter(how.adapter, operator.code, operator.time_zone)


def fetch(message: FetchMessage) -> Tally:
    """Fetch every window of a message; what the grid cannot give now is queued once more."""
    operator = operators.find(message.operator)
    how = collection_of(operator, message.energy)
    tally = Tally()
    windows = _agreed(operator, message)
    if how is None or not windows or lateness.known(operator, message):
        return tally
    each_ms = pacing.interval_ms(how.calls_per_second, how.calls_per_hour)
    try:
        first = pacing.book(bucket_of(operator, how), len(windows), each_ms)
        slots = pacing.slots(first, each_ms)
        _all(adapter_of(operator, how), message.fineness, operator, windows, slots, tally)
    except pacing.Crowded as crowded:
        tally.again, tally.wait_seconds = list(windows), crowded.seconds
    if tally.empty == len(windows):
        lateness.note(operator, message)
    if tally.again:
        _again(message, operator, tally)
    log().info(
        "collected",
        operator=operator.code,
        windows=len(windows),
        kept=tally.kept,
        same=tally.same,
        missed=tally.missed,
        again=len(tally.again),
    )
    return tally


def _agreed(operator: Operator, message: FetchMessage) -> Sequence[Window]:
    """The windows whose consent still stands; it was just looked up for last night's first try."""
    if message.tries == 0 and all(window.why == "night" for window in message.windows):
        return message.windows
    today = clock.today(operator.time_zone)
    standings = {point: record.standing(point) for point in {w.point for w in message.windows}}
    return [
        window
        for window in message.windows
        if (found := standings[window.point]).allows(message.fineness, found.customer, today)
    ]


def _all(
    adapter: Grid,
    fineness: Fineness,
    operator: Operator,
    windows: Sequence[Window],
    slots: Iterator[None],
    tally: Tally,
) -> None:
    unanswered = 0
    for place, window in enumerate(windows):
        next(slots)
        try:
            _one(adapter, fineness, operator, window, tally)
            unanswered = 0
        except GridRefused as no:
            if no.reason == "quota":
                tally.again += windows[place:]
                tally.wait_seconds = _seconds_until(no)
                return
            if no.reason != "unavailable":
                _refused(operator, window, no, tally)
                continue
            unanswered += 1
            tally.silent, tally.wait_seconds = True, RETRY_SECONDS
            tally.again.append(window)
            if unanswered == PATIENCE:
                tally.again += windows[place + 1 :]
                return


def _one(
    adapter: Grid, fineness: Fineness, operator: Operator, window: Window, tally: Tally
) -> None:
    period = Period(window.from_on, window.until_on)
    try:
        found = _asked(adapter, fineness, window.grid_id, period)
    except GridRefused as no:
        if no.reason != "quota" or _seconds_until(no) > SHORT_WAIT.total_seconds():
            raise
        pacing.wait(_seconds_until(no))
        found = _asked(adapter, fineness, window.grid_id, period)
    for on in period.dates():
        day = found.get(on)
        if day is None:
            _miss(operator, window, Period(on, on + timedelta(days=1)), "no_data", "", tally)
            continue
        kept = _kept(window.point, day)
        tally.kept += kept.outcome != "same"
        tally.same += kept.outcome == "same"
        if kept.missing:
            _miss(operator, window, Period(on, on + timedelta(days=1)), "incomplete", "", tally)
        elif window.why == "gap":
            gaps.close(window.point, on)


def _asked(
    adapter: Grid, fineness: Fineness, grid_id: str, period: Period
) -> Mapping[date, DayCurve | DayTotal]:
    if fineness == "daily":
        return adapter.daily(grid_id, period)
    return adapter.load_curve(grid_id, period)


def _kept(point: str, day: DayCurve | DayTotal) -> Kept:
    return curves.store(point, day) if isinstance(day, DayCurve) else totals.store(point, day)


def _refused(operator: Operator, window: Window, no: GridRefused, tally: Tally) -> None:
    """The grid gives nothing for a window, and would not in a minute either."""
    tally.empty += no.reason == "no_data"
    if no.reason in LASTING:
        _lapse(operator, window, no)
    period = Period(window.from_on, window.until_on)
    _miss(operator, window, period, no.reason, no.code, tally)


def _lapse(operator: Operator, window: Window, no: GridRefused) -> None:
    """The grid no longer gives this point's curve: the consent behind it has ended there."""
    standing = record.standing(window.point)
    ended: tuple[Purpose, ...] = ("half_hourly", "daily")
    for purpose in ("recording",) if no.reason == "recording_off" else ended:
        record.change(
            window.point,
            purpose,
            "lapsed",
            Word("grid", reason=no.reason),
            customer=standing.customer,
            shard=shard_of(operator.code, window.point),
            today=clock.today(operator.time_zone),
        )
    telling.of_end(operator, window.point, no.reason)


def _miss(
    operator: Operator, window: Window, period: Period, reason: Reason, code: str, tally: Tally
) -> None:
    """Write days into the gap ledger; what the grid does not have of the past is no gap."""
    if window.why == "history" and reason != "unavailable":
        return
    for on in period.dates():
        tally.missed += 1
        gaps.miss(
            window.point,
            on,
            reason,
            shard=shard_of(operator.code, window.point),
            grid_id=window.grid_id,
            zone=operator.time_zone,
            code=code,
        )


def _again(message: FetchMessage, operator: Operator, tally: Tally) -> None:
    """Queue what is left once more, or give it to the ledger after too many silent rounds."""
    tries = message.tries + tally.silent
    if tries >= MOST_TRIES:
        for window in tally.again:
            period = Period(window.from_on, window.until_on)
            _miss(operator, window, period, "unavailable", "", tally)
        return
    wait = tally.wait_seconds * 2**message.tries if tally.silent else tally.wait_seconds
    again = tuple(tally.again)
    left = FetchMessage(message.operator, message.energy, again, tries, message.fineness)
    queue.send(settings().queue_url_collection, [left], min(LONGEST_DELAY, wait))


def _seconds_until(no: GridRefused) -> int:
    left = (no.next_try_at or clock.now()) - clock.now()
    return max(1, -int(-left.total_seconds() // 1))
