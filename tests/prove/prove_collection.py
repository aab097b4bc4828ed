"""Nights in which a tenth of everything goes wrong: after the catch-ups every day is whole, once.

METER_DAYS (100,000 unless less is asked for), PARTS and SEED come from the environment. Of the
points' days 10 % each are missing, halved, doubled, shuffled; of the calls 10 % each are throttled,
failed, cut short, or dropped; every third night comes before the grid has published; a tenth of the
queue's messages are done twice, and all in no order. Nobody waits: time is moved. The points are
shared out among PARTS processes, each with an embedded cloud of its own whose tables live in the
process itself (`tests.engine`): over HTTP it answers a few hundred requests a second.
"""

import json
import logging
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from chalicelib import clock
from chalicelib.metering import collection, curves, fetching, gaps, pacing
from chalicelib.rules.calendar import Period, zone_of
from infra.local.outside import grid as stand_in
from tests.cloud import TestCloud, environment
from tests.engine import Engine
from tests.grid import running
from tests.integration.midnight.steps import OPERATOR, TODAY, ZONE, Point, agree, point

METER_DAYS = int(os.environ.get("METER_DAYS", "100000"))
PARTS = int(os.environ.get("PARTS", "2"))
SEED = int(os.environ.get("SEED", "1"))
NIGHTS = min(50, max(10, METER_DAYS // 250))
POINTS = -(-METER_DAYS // NIGHTS // PARTS)
"""Of each part."""
PERCENT, TWICE = 10, 0.1
MOST_CALLS = 2.14
"""What asking at 00:00 burns of a grid that publishes at 08:00, with no faults at all."""
KINDS = ("missing", "half", "duplicated", "shuffled", "throttled", "failing", "cut", "dropped")
DAY = timedelta(days=1)


def local(nth: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the nth simulated day, in the operator's own time."""
    on = TODAY + nth * DAY
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone_of(ZONE))


def fire(
    cloud: TestCloud, grid: stand_in.Grid, dice: random.Random, at: datetime, task: str
) -> None:
    """The schedule fires at a moment, and the queue is worked off: in no order, a tenth twice."""
    grid.faults.now = at
    with clock.freeze(at):
        collection.plan({"operator": OPERATOR, "task": task})
        while batch := list(_received(cloud)):
            dice.shuffle(batch)
            doubled = [each for each in batch if dice.random() < TWICE]
            for event in (batch, doubled):
                if event:
                    answer = collection.work({"Records": event})
                    assert not answer["batchItemFailures"], answer


def _received(cloud: TestCloud) -> Iterator[dict[str, Any]]:
    """Up to forty messages off the queue, as Lambda gives them."""
    sqs, url = cloud.client("sqs"), cloud.environment["QUEUE_URL_COLLECTION"]
    for _ in range(4):
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for each in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
            yield {
                "messageId": f"{each['MessageId']}-{random.random()}",
                "receiptHandle": each["ReceiptHandle"],
                "body": json.dumps(json.loads(each["Body"])),
                "attributes": {},
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:comptoir-collection",
                "awsRegion": "eu-west-1",
            }
        if not got:
            return


def nights(cloud: TestCloud, grid: stand_in.Grid, dice: random.Random) -> None:
    """Every night and its two catch-ups, then those of the month after the last one."""
    for nth in range(NIGHTS):
        grid.faults.late = nth % 3 == 2
        for hour, minute, task in ((0, 0, "collect"), (8, 30, "catch_up"), (14, 0, "catch_up")):
            fire(cloud, grid, dice, local(nth, hour, minute), task)
    for later in (1, 2, 3, 7, 8, 32, 33):
        for hour, minute in ((8, 31), (14, 1)):
            fire(cloud, grid, dice, local(NIGHTS - 1 + later, hour, minute), "catch_up")


def judged(homes: list[Point]) -> Counter[str]:
    """Each day of each point held against what its home drew."""
    found: Counter[str] = Counter()
    first = TODAY - DAY
    period = Period(first, first + NIGHTS * DAY)
    for home in homes:
        days = list(curves.days(home.key, period))
        found["stored"] += len(days)
        kept = {day.on: day for day in days}
        for on in period.dates():
            day = kept.get(on)
            found["whole"] += day is not None and list(day.values) == home.drawn(on)
            found["lost"] += day is None
            found["wrong"] += day is not None and list(day.values) != home.drawn(on)
            found["rewritten"] += day is not None and day.revision > 2
        found["open_gaps"] += len(gaps.of_point(home.key, period))
    return found


def part(number: int) -> tuple[Counter[str], Counter[str]]:
    """All nights of one part's points: what stands in the end, and what the grid answered."""
    logging.disable(logging.WARNING)
    pacing.interval_ms = lambda per_second, per_hour: 0  # type: ignore[assignment]  # no quota here
    pacing._sleep = lambda seconds: None
    fetching.RETRY_SECONDS = 0
    random.seed(SEED * 1000 + number)
    dice = random.Random(SEED * 1000 + number)
    grid = stand_in.Grid(ZONE)
    grid.faults.calls_per_second, grid.faults.calls_per_hour = 10**6, 10**9
    grid.faults.wait_seconds = 1
    with tempfile.TemporaryDirectory() as folder, running(grid) as base:
        cloud = TestCloud(Path(folder))
        cloud.start()
        try:
            with environment(cloud.environment | {"GRID_API_BASE": base}):
                Engine().join(cloud.environment["TABLE_PREFIX"])
                homes = [point() for _ in range(POINTS)]
                for home in homes:
                    agree(home)
                grid.faults.rates = dict.fromkeys(KINDS, PERCENT)
                nights(cloud, grid, dice)
                return judged(homes), Counter(grid.calls)
        finally:
            cloud.cloud.stop()


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    found: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    begun = time.monotonic()
    with ProcessPoolExecutor(PARTS, get_context("spawn")) as pool:
        for stands, said in pool.map(part, range(PARTS)):
            found += stands
            answers += said
    took = time.monotonic() - begun
    asked = PARTS * POINTS * NIGHTS
    calls = sum(many for name, many in answers.items() if name != "token") / asked
    figures: list[tuple[str, float, str, str, bool]] = [
        ("nights.meter_days", asked, "days", f">= {METER_DAYS}", asked >= METER_DAYS),
        ("nights.whole", found["whole"], "days", f"= {asked}", found["whole"] == asked),
        ("nights.lost", found["lost"], "days", "= 0", not found["lost"]),
        ("nights.wrong", found["wrong"], "days", "= 0", not found["wrong"]),
        ("nights.stored", found["stored"], "items", f"= {asked}", found["stored"] == asked),
        ("nights.rewritten", found["rewritten"], "days", "= 0", not found["rewritten"]),
        ("nights.open_gaps", found["open_gaps"], "days", "= 0", not found["open_gaps"]),
        ("nights.calls", calls, "calls/meter-day", f"<= {MOST_CALLS}", calls <= MOST_CALLS),
        ("nights.took", took, "s", "-", True),
    ]
    for name, value, unit, goal, good in figures:
        print(f"{name}  {value:.2f} {unit}  {goal}  {'ok' if good else 'short'}")
    for kind, many in sorted(answers.items()):
        print(f"nights.answers.{kind}  {many} answers  -  ok")
    return 0 if all(good for *_, good in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
