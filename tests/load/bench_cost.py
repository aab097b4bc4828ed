"""What a night costs: the work of one meter-day is measured here, prices are docs/prices.toml's.

The way of many meters is the one that needs no call for each: files of curves dropped by the grid
operator or a head-end, then the look over each point. Of one row and one look, this measures the CPU
time of this process, the requests to the tables by kind and the units that they are billed as (sizes
of items, not what the embedded cloud says); the tables are in another process.

    make bench WORDS=cost       the figures
    make cost                   the figures, and docs/cost.md written anew from them
"""

import os
import random
import statistics
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from chalicelib import clock, storage
from chalicelib.gateways.grid import DayCurve
from chalicelib.metering import curves, dropping, vigilance
from infra.compose import compose
from tests.cloud import ROOT, TestCloud, environment
from tests.integration.midnight.steps import (
    MORNING,
    OPERATOR,
    TODAY,
    YESTERDAY,
    Point,
    agree,
    point,
)
from tests.load.bench_collection import size

ROWS = int(os.environ.get("ROWS", "200"))
ROUNDS = 5
PAGE = ROOT / "docs/cost.md"
INTAKE_MB, WATCH_MB = 1024, 1024
"""Memory of the functions (`.chalice/config.json`)."""
READ_BYTES, WRITE_BYTES = 4096, 1024
SIZES = ((1_000_000, 1), (35_000_000, 4))
"""Meters a night, and the hours in which they shall be done."""


class Dynamo(msgspec.Struct):
    write_million: float
    read_million: float
    gigabyte_month: float
    backup_gigabyte_month: float


class Prices(msgspec.Struct):
    """docs/prices.toml."""

    dynamodb: Dynamo
    functions: dict[str, float] = msgspec.field(name="lambda")
    queue: dict[str, float]
    files: dict[str, float]
    watching: dict[str, float]
    assumed: dict[str, float]
    region: str
    as_of: Any


@dataclass(frozen=True)
class Work:
    """What one meter-day of some work takes: CPU seconds, requests, billed units."""

    seconds: float
    calls: float
    writes: float
    reads: float

    def wall(self, prices: Prices, megabytes: int) -> float:
        """Seconds of a function of so much memory: its share of a CPU, then waiting for tables."""
        share = min(1.0, megabytes / prices.assumed["vcpu_megabytes"])
        return self.seconds / share + self.calls * prices.assumed["call_ms"] / 1000


class Meter:
    """Counts the requests to the tables, and the units that their items are billed as."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        events = storage.connection().client.meta.events
        events.register("after-call.dynamodb", self._after)
        events.register("provide-client-params.dynamodb", self._before)

    def _before(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.count["calls"] += 1
        consistent = bool(params.get("ConsistentRead"))
        self.pending = (model.name, consistent, params)

    def _after(self, parsed: dict[str, Any], **_: Any) -> None:
        name, consistent, params = self.pending
        if name in ("GetItem", "Query"):
            items = parsed.get("Items", [parsed["Item"]] if "Item" in parsed else [])
            units = max(1, -(-sum(map(size, items)) // READ_BYTES))
            self.count["reads"] += units * (2 if consistent else 1)  # halves
        else:
            self.count["writes"] += -(-size(params.get("Item", {})) // WRITE_BYTES) or 1


def work(times: int, one: Callable[[int], object], meter: Meter) -> Work:
    """One of `times` pieces of work: the median of rounds for the time, the mean for the rest."""
    meter.count.clear()
    took = []
    for turn in range(ROUNDS):
        begun = time.process_time()
        for place in range(turn * times // ROUNDS, (turn + 1) * times // ROUNDS):
            one(place)
        took.append((time.process_time() - begun) / (times // ROUNDS))
    mean = {name: count / times for name, count in meter.count.items()}
    return Work(
        statistics.median(took), mean["calls"], mean.get("writes", 0), mean.get("reads", 0) / 2
    )


def measured() -> tuple[Work, Work, int]:
    """A dropped row, a look over a point with a year behind it, and a stored item's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        cloud = TestCloud(Path(folder))
        cloud.start()
        try:
            with environment(cloud.environment), clock.freeze(MORNING):
                some = [point(since=TODAY - timedelta(days=500)) for _ in range(10)]
                for each in some:
                    agree(each)
                year(some[0])
                rows = [row(some[n % 10], n // 10) for n in range(ROWS)]
                dropping.take_curve(OPERATOR, row(some[0], 300))
                meter = Meter()
                dropped = work(ROWS, lambda n: dropping.take_curve(OPERATOR, rows[n]), meter)
                key = some[0].key
                looked = work(
                    ROWS // 10, lambda _: vigilance.look_over(OPERATOR, (key,), YESTERDAY), meter
                )
                return dropped, looked, stored(key)
        finally:
            cloud.cloud.stop()


def row(of: Point, back: int) -> dict[str, str]:
    """A row of a dropped file: 48 values of a day so many days ago."""
    on = YESTERDAY - timedelta(days=back + 420)
    values = [random.randrange(2000) for _ in of.drawn(on)]
    return {
        "energy": "electricity", "point": of.number, "on": on.isoformat(), "step": "30",
        "unit": "Wh", "values": " ".join(map(str, values)),
    }  # fmt: skip


def year(of: Point) -> None:
    """The half-hours that a look goes back to."""
    for back in range(404):
        on = YESTERDAY - timedelta(days=back)
        curves.store(of.key, DayCurve(on=on, values=of.drawn(on), step=30))


def stored(key: str) -> int:
    """Bytes of one stored day."""
    asked = {
        "TableName": storage.table_name("load_curves"),
        "Key": {"curve": {"S": curves.key(key)}, "on": {"S": YESTERDAY.isoformat()}},
    }
    item: dict[str, Any] = storage.connection().dispatch("GetItem", asked)["Item"]
    return size(item)


@dataclass(frozen=True)
class Night:
    """A night of so many meters."""

    meters: int
    hours: int
    costs: dict[str, float]
    intake_workers: float
    watch_workers: float
    minutes_of_50: float
    minutes_of_2: float

    @property
    def dollars(self) -> float:
        return sum(self.costs.values())


def night(meters: int, hours: int, drop: Work, look: Work, item: int, prices: Prices) -> Night:
    """The formula, term by term."""
    files = meters / prices.assumed["file_rows"]
    took = meters * drop.wall(prices, INTAKE_MB)
    looked = meters * look.wall(prices, WATCH_MB)
    second = prices.functions["gigabyte_second"]
    costs = {
        "writing the curves": meters * drop.writes * prices.dynamodb.write_million / 1e6,
        "reading contract and consent": meters * drop.reads * prices.dynamodb.read_million / 1e6,
        "functions that take the files": took * INTAKE_MB / 1024 * second
        + files * prices.functions["request_million"] / 1e6,
        "files and their messages": files
        * (
            prices.files["put_thousand"] / 1000
            + 2 * prices.files["get_thousand"] / 1000
            + 4 * prices.queue["request_million"] / 1e6
        ),
        "looking over each point: reading": meters
        * (look.reads * prices.dynamodb.read_million + look.writes * prices.dynamodb.write_million)
        / 1e6,
        "looking over each point: functions": looked * WATCH_MB / 1024 * second
        + meters / 25 * (prices.queue["request_million"] * 3 + prices.functions["request_million"])
        / 1e6,
    }  # fmt: skip
    return Night(
        meters, hours, costs, took / hours / 3600, looked / hours / 3600, took / 50 / 60,
        looked / 2 / 60,
    )  # fmt: skip


def idle(prices: Prices) -> dict[str, float]:
    """Dollars a month of a deployment that nobody uses, counted in the template itself."""
    kinds = Counter(each.get("Type", "") for each in compose()["Resources"].values())
    starts = 30 * kinds["AWS::Scheduler::Schedule"]
    return {
        f"{kinds['AWS::CloudWatch::Alarm']} alarms": kinds["AWS::CloudWatch::Alarm"]
        * prices.watching["alarm_month"],
        f"{kinds['AWS::SecretsManager::Secret']} secrets": kinds["AWS::SecretsManager::Secret"]
        * prices.watching["secret_month"],
        f"{starts} starts by schedule": starts
        * (prices.watching["schedule_million"] + prices.functions["request_million"])
        / 1e6
        + starts * 0.2 * 0.5 * prices.functions["gigabyte_second"],
        f"{kinds['AWS::DynamoDB::Table']} empty tables, {kinds['AWS::S3::Bucket']} buckets,"
        f" {kinds['AWS::SQS::Queue']} queues, the API": 0.0,
    }


def figures(drop: Work, look: Work, item: int, prices: Prices) -> Iterator[str]:
    """One line a figure."""
    for name, each in (("cost.row", drop), ("cost.look", look)):
        yield f"{name}_cpu  {each.seconds * 1000:.2f} ms  -  ok"
        yield f"{name}_requests  {each.calls:.1f} requests  -  ok"
        yield f"{name}_reads  {each.reads:.2f} read units  -  ok"
    good = drop.writes <= 1
    yield f"cost.row_writes  {drop.writes:.2f} write units  <= 1  {'ok' if good else 'short'}"
    yield f"cost.item  {item} bytes  <= 300  {'ok' if item <= 300 else 'short'}"
    for meters, hours in SIZES:
        found = night(meters, hours, drop, look, item, prices)
        name = f"cost.{meters // 10**6}_million"
        yield f"{name}_night  {found.dollars:.2f} dollars  -  ok"
        yield f"{name}_workers  {found.intake_workers:.0f} at once for {hours} h  -  ok"
        yield f"{name}_lookers  {found.watch_workers:.0f} at once for {hours} h  -  ok"
    yield f"cost.idle  {sum(idle(prices).values()):.2f} dollars/month  -  ok"


def table(rows: list[tuple[str, ...]]) -> str:
    head, *rest = rows
    lines = [head, tuple("---" + ":" * bool(n) for n in range(len(head))), *rest]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def page(drop: Work, look: Work, item: int, prices: Prices) -> str:
    """docs/cost.md."""
    nights = [night(meters, hours, drop, look, item, prices) for meters, hours in SIZES]
    terms = list(nights[0].costs)
    millions = [f"{each.meters // 10**6} million" for each in nights]
    assumed = prices.assumed
    year_gb = [each.meters * 365 * 2 * item / 1e9 for each in nights]
    store = prices.dynamodb.gigabyte_month + prices.dynamodb.backup_gigabyte_month
    rest = idle(prices)
    return f"""# What a night costs

Written by `make cost`, from what it measured on the machine it ran on (two shared cores) and from
the list prices in [prices.toml](prices.toml) ({prices.region}, {prices.as_of}, no free tier, no
discounts). Run it again where the figures matter to you.

Many meters come as files of {assumed["file_rows"]:.0f} rows that a grid operator or a head-end drops,
one row a meter and day. Asking a grid's API meter by meter is for few, and for what is missing: its
quota (10,000 calls an hour) lets one million meters take more than four days.

## Measured, for one meter-day

{table([
    ("", "taking a row", "looking over a point"),
    ("CPU", f"{drop.seconds * 1000:.2f} ms", f"{look.seconds * 1000:.2f} ms"),
    ("requests to the tables", f"{drop.calls:.1f}", f"{look.calls:.1f}"),
    ("write units", f"{drop.writes:.2f}", f"{look.writes:.2f}"),
    ("read units", f"{drop.reads:.2f}", f"{look.reads:.2f}"),
    ("seconds of a function", f"{drop.wall(prices, INTAKE_MB):.4f}", f"{look.wall(prices, WATCH_MB):.4f}"),
])}

A stored day of 48 values is {item} bytes: one write unit. A look reads 404 days back, since a day is
compared with those most like it in a whole year.

Not measured here but assumed: {assumed["call_ms"]:.0f} ms for a request to a table from within the
region, and that a function has one whole CPU at {assumed["vcpu_megabytes"]:.0f} MB (it gets
{INTAKE_MB}). So seconds of a function = CPU / ({INTAKE_MB} / {assumed["vcpu_megabytes"]:.0f})
+ requests x {assumed["call_ms"]:.0f} ms.

## A night

{table([
    ("dollars", *millions),
    *[(term, *(f"{each.costs[term]:.2f}" for each in nights)) for term in terms],
    ("**a night**", *(f"**{each.dollars:.2f}**" for each in nights)),
    ("a meter and year", *(f"{each.dollars * 365 / each.meters:.4f}" for each in nights)),
])}

{table([
    ("time", *millions),
    ("done within", *(f"{each.hours} h" for each in nights)),
    ("functions at once, taking files", *(f"{each.intake_workers:.0f}" for each in nights)),
    ("functions at once, looking", *(f"{each.watch_workers:.0f}" for each in nights)),
    ("write units a second", *(f"{each.meters * drop.writes / each.hours / 3600:.0f}" for each in nights)),
    ("minutes with 50 taking files at once", *(f"{each.minutes_of_50:.0f}" for each in nights)),
    ("minutes with 2 looking at once", *(f"{each.minutes_of_2:.0f}" for each in nights)),
])}

50 and 2 are what `infra/handlers.yaml` allows at once (`MaximumConcurrency` of the intake and of the
collection queue). From a few hundred thousand meters on the second must be raised to the figure
above; for 35 million the first too, and the quota of functions of the account (1,000 at first) be looked at; the write units stay far below those of a new
table (40,000 a second).

The formula, for M meters: M x write units x price + M x read units x price + M x seconds x memory
x price of a GB-second + M / {assumed["file_rows"]:.0f} files x (one PUT, two GETs, four queue requests)
+ M / 25 messages of looks x (three queue requests, one start).

Kept for two years, the half-hours of {" and ".join(millions)} meters are
{" and ".join(f"{each:,.0f} GB" for each in year_gb)}, with their backup
{" and ".join(f"{each * store:,.0f} dollars a month" for each in year_gb)}.

## Idle

{table([
    ("of one deployment, nobody there", "dollars a month"),
    *[(name, f"{dollars:.2f}") for name, dollars in rest.items()],
    ("**together**", f"**{sum(rest.values()):.2f}**"),
])}

Counted in the template itself. Nothing in it is billed by the hour: no server, no gateway for a
private network, no key of one's own, no provisioned capacity. The schedules of operators that a
deployment does not serve can be taken out with their packs.
"""  # fmt: skip


def main() -> int:
    """Print the figures; with PAGE=1 write the page too. 1 when one falls short."""
    prices = msgspec.convert(tomllib.loads((ROOT / "docs/prices.toml").read_text()), Prices)
    drop, look, item = measured()
    lines = list(figures(drop, look, item, prices))
    print("\n".join(lines))
    if os.environ.get("PAGE"):
        PAGE.write_text(page(drop, look, item, prices), encoding="utf-8")
        print(f"# {PAGE.relative_to(ROOT)} is written")
    return int(any(each.endswith("short") for each in lines))


if __name__ == "__main__":
    sys.exit(main())
