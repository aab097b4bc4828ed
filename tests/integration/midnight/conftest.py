"""A grid operator of the tests' own, a clock that stands, and no waiting between calls."""

import pytest

from chalicelib import clock
from chalicelib.consents.table import ConsentRow
from chalicelib.metering import fetching, pacing
from chalicelib.metering.curve_table import PaceRow
from infra.local.outside import grid as stand_in
from tests.cloud import environment
from tests.grid import running
from tests.integration.midnight.steps import MORNING, ZONE


@pytest.fixture(scope="module")
def served():
    grid = stand_in.Grid(ZONE)
    with running(grid) as base:
        yield grid, base


@pytest.fixture(autouse=True)
def nobody_agreed(cloud):
    """Tests count calls and days: nobody whom another test made, in any room, is collected."""
    for row in ConsentRow.scan():
        row.delete()
    for row in PaceRow.scan():
        if row.bucket.startswith("grid#"):
            row.delete()
    for queue in ("COLLECTION", "OUTBOX", "INTAKE"):
        cloud.client("sqs").purge_queue(QueueUrl=cloud.environment[f"QUEUE_URL_{queue}"])


@pytest.fixture
def grid(cloud, served, monkeypatch):
    """The grid operator's stand-in, well-behaved, at nine in the morning."""
    found, base = served
    found.reset()
    found.faults.now = MORNING
    found.faults.calls_per_second = 10**6
    monkeypatch.setattr(pacing, "interval_ms", lambda per_second, per_hour: 0)
    monkeypatch.setattr(fetching, "RETRY_SECONDS", 0)
    with environment({"GRID_API_BASE": base}), clock.freeze(MORNING):
        yield found
