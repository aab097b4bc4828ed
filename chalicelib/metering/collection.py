"""Midnight: plans whose days to collect, in parts, and does the messages that this makes.

    schedule -> plan -> one message a shard -> messages of ten windows -> grid -> curves, gap ledger

`collect` asks for yesterday of every point whose holder agreed. `catch_up`, twice a day, asks again
for what the gap ledger says is due. `sweep`, once a week, looks for days that neither came nor are
in the ledger, as when a message was lost for good.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from chalicelib import clock, operators
from chalicelib.config import settings
from chalicelib.contracts import tempo
from chalicelib.contracts.shards import shards
from chalicelib.gateways import queue
from chalicelib.gateways.grid import Fineness
from chalicelib.log import log
from chalicelib.metering import (
    consenting,
    erasing,
    expiring,
    fetching,
    lateness,
    planning,
    reminders,
    vigilance,
)
from chalicelib.metering.messages import (
    ConsentMessage,
    EraseMessage,
    FetchMessage,
    Message,
    RemindMessage,
    ShardMessage,
    Task,
    WatchMessage,
    Window,
)
from chalicelib.operators import Operator

WINDOWS_A_MESSAGE = 10
"""Ten calls at 360 ms take 4 s: a batch of ten messages ends well within the handler's 120 s."""


class PlanEvent(msgspec.Struct):
    """What the schedule sends; `on` is yesterday unless somebody asks for another day."""

    operator: str
    task: Task = "collect"
    on: date | None = None


def plan(event: dict[str, Any]) -> dict[str, int]:
    """Queue one message for each part of an operator's points and each energy it collects."""
    asked = msgspec.convert(event, PlanEvent)
    operator = operators.find(asked.operator)
    if asked.task == "remind":
        return {"messages": reminders.plan(operator.code)}
    if asked.task == "colours":
        return {"days": tempo.refresh(operator.code)}
    on = asked.on or clock.today(operator.time_zone) - timedelta(days=1)
    messages = [
        ShardMessage(task, operator.code, each.energy, shard, on)
        for each in operator.collection
        if asked.task not in planning.TASKS or fetching.called(each)
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
    elif isinstance(message, EraseMessage):
        erasing.erase(message)
    elif isinstance(message, RemindMessage):
        reminders.remind(message)
    elif isinstance(message, WatchMessage):
        vigilance.look_over(message.operator, message.points, message.on)
    elif message.task == "remind":
        reminders.split(message)
    elif message.task == "watch":
        expiring.end(message)
        shard = (message.operator, message.energy, message.shard, message.on)
        chunks = vigilance.chunks(each.point for each in planning.agreed(*shard))
        looks = (WatchMessage(message.operator, chunk, message.on) for chunk in chunks)
        queue.send(settings().queue_url_collection, looks)
    else:
        queue.send(settings().queue_url_collection, _fetches(message))


def _fetches(message: ShardMessage) -> Iterator[FetchMessage]:
    """The windows of a shard's plan in messages of ten, each of one fineness."""
    waiting: dict[Fineness, list[Window]] = {"half_hourly": [], "daily": []}
    for fineness, window in planning.TASKS[message.task](message):
        waiting[fineness].append(window)
        if len(waiting[fineness]) == WINDOWS_A_MESSAGE:
            full, waiting[fineness] = tuple(waiting[fineness]), []
            yield FetchMessage(message.operator, message.energy, full, 0, fineness)
    for fineness, rest in waiting.items():
        if rest:
            yield FetchMessage(message.operator, message.energy, tuple(rest), 0, fineness)
