"""Midnight's speed and cost: from the grid's JSON to the stored item, and a year read back.

CPU time is this process's alone: the grid and the embedded cloud run in others. Each figure is the
median of several rounds. MESSAGES and ROUNDS come from the environment.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import httpx
import msgspec

from chalicelib import clock, storage
from chalicelib.contracts import supply
from chalicelib.metering import collection, curves, pacing, tapestry
from chalicelib.metering.messages import FetchMessage, Window
from chalicelib.rules.calendar import Period
from tests.cloud import TestCloud, environment
from tests.integration.midnight.steps import MORNING, OPERATOR, TODAY, YESTERDAY, agree, point

MESSAGES = int(os.environ.get("MESSAGES", "24"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
DAY, WEEK = timedelta(days=1), timedelta(days=7)
ROOT = Path(__file__).parents[2]


@contextmanager
def grid(port: int, base: str) -> Iterator[None]:
    """The stand-in in a process of its own, answering as fast as it can."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "infra.local.outside.app:application"]
    child = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "critical"], cwd=ROOT, stdout=2
    )
    try:
        for _ in range(200):
            try:
                told = {
                    "calls_per_second": 10**6,
                    "calls_per_hour": 10**9,
                    "now": MORNING.isoformat(),
                }
                httpx.put(f"{base}/grid/control", json=told, timeout=2).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield
    finally:
        child.terminate()
        child.wait(10)


def event(messages: list[FetchMessage]) -> dict[str, Any]:
    """An SQS event of these messages, as Lambda gives it."""
    records = [
        {
            "messageId": str(number),
            "receiptHandle": "r",
            "body": msgspec.json.encode(message).decode(),
            "attributes": {},
            "messageAttributes": {},
            "md5OfBody": "",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:comptoir-collection",
            "awsRegion": "eu-west-1",
        }
        for number, message in enumerate(messages)
    ]
    return {"Records": records}


def messages(prefix: str, days: timedelta) -> list[FetchMessage]:
    """Messages of ten windows of one day or one week each, of points that nobody has fetched."""
    made = []
    for message in range(MESSAGES):
        windows = []
        for window in range(10):
            number = f"{prefix}{message:05d}{window:02d}"
            key = f"{OPERATOR}#electricity#5414{number}"
            windows.append(Window(key, f"3{number:0>13}"[:14], TODAY - DAY - days, YESTERDAY))
        made.append(FetchMessage(OPERATOR, "electricity", tuple(windows)))
    return made


def per_second(prefix: str, days: timedelta) -> float:
    """Meter-days a second of this process's CPU, through the queue handler."""
    batch = messages(prefix, days)
    begun = time.process_time()
    answer = collection.work(event(batch))
    took = time.process_time() - begun
    assert answer == {"batchItemFailures": []}, answer
    return len(batch) * 10 * days.days / took


def size(item: dict[str, Any]) -> int:
    """Bytes of an item as DynamoDB counts them: names, text, binary; a number 1 + digits / 2."""
    whole = 0
    for name, typed in item.items():
        ((kind, value),) = typed.items()
        whole += len(name) + (2 + len(value) // 2 if kind == "N" else len(value))
    return whole


def reading() -> tuple[dict[str, float], int, int]:
    """A year of one point: wall ms of the bare query and of the answer, its bytes, its queries."""
    first = TODAY - timedelta(days=365)
    mine = point(since=first - 40 * DAY)
    agree(mine)
    weeks = [first + WEEK * n for n in range(53)]
    windows = [Window(mine.key, mine.grid_id, on, min(on + WEEK, TODAY)) for on in weeks]
    for place in range(0, len(windows), 10):
        part = tuple(windows[place : place + 10])
        collection.do(FetchMessage(OPERATOR, "electricity", part))
    (holding,) = supply.points_of(OPERATOR, [mine.customer])
    period = Period(first, TODAY)
    make: Any = boto3.client
    dynamo = make("dynamodb")
    asked = {
        "TableName": storage.table_name("load_curves"),
        "KeyConditionExpression": "curve = :curve AND #on BETWEEN :first AND :last",
        "ExpressionAttributeNames": {"#on": "on"},
        "ExpressionAttributeValues": {
            ":curve": {"S": curves.key(mine.key)},
            ":first": {"S": first.isoformat()},
            ":last": {"S": YESTERDAY.isoformat()},
        },
    }
    found = dynamo.query(**asked)
    assert "LastEvaluatedKey" not in found
    assert len(found["Items"]) == 365
    queries: list[str] = []
    events = storage.connection().client.meta.events
    events.register("before-call.dynamodb.Query", lambda **_: queries.append("query"))
    took: dict[str, list[float]] = {"query": [], "answer": [], "query_cpu": [], "answer_cpu": []}
    for _ in range(ROUNDS * 3):
        begun, cpu = time.perf_counter(), time.process_time()
        dynamo.query(**asked)
        took["query"].append(time.perf_counter() - begun)
        took["query_cpu"].append(time.process_time() - cpu)
        begun, cpu = time.perf_counter(), time.process_time()
        msgspec.json.encode(tapestry.answer(OPERATOR, holding, period, "fr"))
        took["answer"].append(time.perf_counter() - begun)
        took["answer_cpu"].append(time.process_time() - cpu)
    medians = {name: statistics.median(times) * 1000 for name, times in took.items()}
    return medians, sum(size(item) for item in found["Items"]), len(queries) // (ROUNDS * 3)


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    pacing.interval_ms = lambda per_second, per_hour: 0  # type: ignore[assignment]  # no quota here
    with tempfile.TemporaryDirectory() as folder:
        cloud = TestCloud(Path(folder))
        cloud.start()
        try:
            base = f"http://127.0.0.1:{cloud.outside_port}"
            served = grid(cloud.outside_port, base)
            with environment(cloud.environment), served, clock.freeze(MORNING):
                collection.work(event(messages("9", DAY)[:2]))
                nightly = statistics.median(per_second(f"1{n}", DAY) for n in range(ROUNDS))
                weekly = statistics.median(per_second(f"2{n}", WEEK) for n in range(2))
                took, whole, queries = reading()
        finally:
            cloud.cloud.stop()
    item, ratio = whole / 365, took["answer"] / took["query"]
    figures: list[tuple[str, float, str, str, bool]] = [
        ("collect.night", nightly, "meter-days/s/core", ">= 300", nightly >= 300),
        ("collect.past", weekly, "meter-days/s/core", ">= 300", weekly >= 300),
        ("collect.item", item, "bytes/meter-day", "<= 300", item <= 300),
        ("collect.write", -(-item // 1024), "write units/meter-day", "<= 1", item <= 1024),
        ("curve.year_queries", queries, "queries", "<= 1", queries <= 1),
        ("curve.year_bytes", whole / 1000, "kB", "<= 100", whole <= 100_000),
        ("curve.year_read", whole / 8192, "read units", "<= 10", whole / 8192 <= 10),
        ("curve.year_query", took["query"], "ms", "-", True),
        ("curve.year_answer", took["answer"], "ms", "-", True),
        ("curve.answer_against_query", ratio, "times", "<= 3", ratio <= 3),
        (
            "curve.answer_against_query_cpu",
            took["answer_cpu"] / took["query_cpu"],
            "times",
            "-",
            True,
        ),
    ]
    for name, value, unit, goal, good in figures:
        print(f"{name}  {value:.2f} {unit}  {goal}  {'ok' if good else 'short'}")
    return 0 if all(good for *_, good in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
