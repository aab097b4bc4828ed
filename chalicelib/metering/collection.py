"""Midnight: plans whose days to collect, in parts, and does the messages that this makes.

    schedule -> plan -> one message a shard -> messages of ten windows -> grid -> curves, gap ledger

`collect` asks for yesterday of every point whose holder agreed. `catch_up`, twice a day, asks again
for what the gap ledger says is due. `sweep`, once a week, looks for days that neither came nor are
in the ledger, as when a message was lost for good.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

import msgspec

from chalicelib import clock, operators
from chalicelib.config import settings
from chalicelib.consents import record
from chalicelib.contracts import supply
from chalicelib.contracts.shards import shards
from chalicelib.gateways import queue
from chalicelib.log import log
from chalicelib.metering import consenting, curves, fetching, gaps, lateness, vigilance
from chalicelib.metering.messages import (
    ConsentMessage,
    FetchMessage,
    Message,
    ShardMessage,
    Task,
    WatchMessage,
    Window,
)
from chalicelib.operators import Operator
from chalicelib.rules.calendar import Period

WINDOWS_A_MESSAGE = 10
"""Ten calls at 360 ms take 4 s: a batch of ten messages ends well within the handler's 120 s."""
SWEPT_DAYS = 7


class PlanEvent(msgspec.Struct):
    """What the schedule sends; `on` is yesterday unless somebody asks for another day."""

    operator: str
    task: Task = "collect"
    on: date | None = None


def plan(event: dict[str, Any]) -> dict[str, int]:
    """Queue one message for each part of an operator's points and each energy it collects."""
    asked = msgspec.convert(event, PlanEvent)
    operator = operators.find(asked.operator)
    on = asked.on or clock.today(operator.time_zone) - timedelta(days=1)
    messages = [
        ShardMessage(task, operator.code, each.energy, shard, on)
        for each in operator.collection
        for task in _tasks(operator, each.energy, asked.task, on)
        for shard in shards(operator.code)
    ]
    sent = queue.send(settings().queue_url_collection, messages)
    log().info("planned", operator=operator.code, task=asked.task, messages=sent)
    return {"messages": sent}


def _tasks(operator: Operator, energy: str, task: Task, on: date) -> tuple[Task, ...]:
    """A catch-up also collects yesterday in full when the night was too early for it."""
    if task == "catch_up" and lateness.take(operator, energy, on):
        return ("collect", "catch_up")
    return (task,)


def work(event: dict[str, Any]) -> dict[str, Any]:
    """Do the messages of one batch of the collection queue; only those that failed come back."""
    return queue.work(event, lambda body: do(msgspec.convert(body, Message)))


def do(message: Message) -> None:
    """Do one message."""
    if isinstance(message, FetchMessage):
        fetching.fetch(message)
    elif isinstance(message, ConsentMessage):
        consenting.process(message)
    elif isinstance(message, WatchMessage):
        vigilance.look_over(message.operator, message.points, message.on)
    elif message.task == "watch":
        shard = (message.operator, message.energy, message.shard, message.on)
        chunks = vigilance.chunks(point for point, _ in agreed(*shard))
        looks = (WatchMessage(message.operator, chunk, message.on) for chunk in chunks)
        queue.send(settings().queue_url_collection, looks)
    else:
        windows = _TASKS[message.task](message)
        messages = (
            FetchMessage(message.operator, message.energy, chunk) for chunk in _chunks(windows)
        )
        queue.send(settings().queue_url_collection, messages)


def agreed(operator: str, energy: str, shard: str, on: date) -> Iterator[tuple[str, str]]:
    """The points of a shard (key, the grid's number) whose holder on a day lets their curve be
    collected. Both lists come in order of key, so neither is held in memory.
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
            yield point.point, point.grid_id


def _collect(message: ShardMessage) -> Iterator[Window]:
    until_on = message.on + timedelta(days=1)
    for point, grid_id in agreed(message.operator, message.energy, message.shard, message.on):
        yield Window(point, grid_id, message.on, until_on)


def _catch_up(message: ShardMessage) -> Iterator[Window]:
    """Windows over what is due; days of a point that lie within a call's reach share one."""
    operator = operators.find(message.operator)
    how = fetching.collection_of(operator, message.energy)
    if how is None:
        return
    allowed = dict(agreed(message.operator, message.energy, message.shard, message.on))
    by_point: dict[str, list[date]] = {}
    for gap in gaps.due(message.shard, clock.now()):
        if gap.point in allowed:
            by_point.setdefault(gap.point, []).append(gap.on)
        elif gap.point.split("#", 2)[1] == message.energy:
            gaps.settle(gap.point, gap.on, "consent_gone")
    for point, days in by_point.items():
        for period in _calls(days):
            yield Window(point, allowed[point], period.from_on, period.until_on, "gap")


def _sweep(message: ShardMessage) -> Iterator[Window]:
    """Days of the last week that are neither kept nor in the ledger."""
    until_on = message.on + timedelta(days=1)
    week = Period(until_on - timedelta(days=SWEPT_DAYS), until_on)
    for point, grid_id in agreed(message.operator, message.energy, message.shard, message.on):
        since = record.standing(point).consents["half_hourly"].since_at
        known = {each.on for each in gaps.of_point(point, week)}
        known |= {date.fromisoformat(on) for on in curves.packed(point, week)}
        lost = [
            on
            for on in week.dates()
            if on not in known and since is not None and on >= since.date()
        ]
        for period in _calls(lost):
            yield Window(point, grid_id, period.from_on, period.until_on, "gap")


_TASKS: dict[Task, Callable[[ShardMessage], Iterator[Window]]] = {
    "collect": _collect,
    "catch_up": _catch_up,
    "sweep": _sweep,
}


def _calls(days: Iterable[date], most: int = 7) -> Iterator[Period]:
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


def _chunks(windows: Iterator[Window]) -> Iterator[tuple[Window, ...]]:
    while chunk := tuple(islice(windows, WINDOWS_A_MESSAGE)):
        yield chunk
