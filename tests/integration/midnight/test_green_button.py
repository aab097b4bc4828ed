"""Green Button files as input: ours come back as they went, a distributor's are laid on local days."""

import json
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.gateways import rows
from chalicelib.gateways.rows import Fault
from chalicelib.metering import curves, dropping, gaps, totals
from chalicelib.metering.green_button import ESTIMATED, Feed, Interval, document
from chalicelib.rules.calendar import Period, day_minutes, day_start, slot_starts
from chalicelib.rules.curve import MISSING
from tests.integration.midnight.steps import MORNING, TODAY, YESTERDAY, ZONE, agree, point, stored

DAY = timedelta(days=1)
OCTOBER, MARCH = "2025-10-26", "2026-03-29"


@pytest.fixture(autouse=True)
def frozen(cloud):
    with clock.freeze(MORNING):
        yield


def feed(at, intervals, step=1800, energy="electricity"):
    made = Feed(
        origin="https://distributor.example",
        point=at.number,
        title="Home",
        energy=energy,
        currency="EUR",
        zone=ZONE,
        step_seconds=step,
        made_at=MORNING,
    )
    return document(made, intervals)


def half_hours(at, on, lost=()):
    starts = slot_starts(on, ZONE)
    return [
        Interval(start, 1800, wh, ESTIMATED if place in lost else 0)
        for place, (start, wh) in enumerate(zip(starts, at.drawn(on), strict=True))
    ]


def read(text):
    return [row for _, row in rows.read([text.encode()], "xml")]


def take(text):
    for row in read(text):
        dropping.take_curve("engie", row)


def test_a_file_with_a_document_type_or_cut_short_is_refused(cloud, grid):
    text = feed(point(), [])
    evil = text.replace("<feed", '<!DOCTYPE x [<!ENTITY a "b">]><feed', 1)
    assert read(evil) == [Fault("row_malformed")]
    assert read(text[: len(text) // 2]) == [Fault("row_malformed")]


def test_what_nobody_agreed_to_is_not_kept(cloud, grid):
    mine = point()
    with pytest.raises(NotAllowed):
        take(feed(mine, half_hours(mine, YESTERDAY)))
    agree(mine, "daily")
    with pytest.raises(NotAllowed):
        take(feed(mine, half_hours(mine, YESTERDAY)))
    assert stored(mine) is None


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"unit": ""}, "unit"),
        ({"unit": "m3"}, "unit"),
        ({"direction": "fed_in"}, "direction"),
        ({"intervals": ""}, "intervals"),
        ({"intervals": "soon:1800:5"}, "intervals"),
        ({"intervals": "1763679600:1800:-5"}, "intervals"),
        ({"intervals": "1763679600:1801:5"}, "intervals"),
        ({"intervals": "1763679600:7200:5"}, "intervals"),
        ({"intervals": "1763683200:86400:5"}, "intervals"),
        ({"intervals": "4763679600:1800:5"}, "intervals"),
        ({"energy": ""}, "energy"),
    ],
)
def test_a_block_that_makes_no_sense_is_refused_whole(cloud, grid, change, column):
    mine = point()
    agree(mine)
    (row,) = read(feed(mine, half_hours(mine, YESTERDAY)))
    with pytest.raises(Invalid) as wrong:
        dropping.take_curve("engie", row | change)
    assert column in wrong.value.fields
    assert stored(mine) is None


def test_a_week_is_kept_once_however_often_it_comes(cloud, grid):
    mine = point()
    agree(mine)
    week = Period(TODAY - 7 * DAY, TODAY)
    text = feed(mine, [each for on in week.dates() for each in half_hours(mine, on)])
    for _ in range(2):
        take(text)
    found = list(curves.days(mine.key, week))
    assert [list(day.values) for day in found] == [mine.drawn(on) for on in week.dates()]
    assert {day.revision for day in found} == {1}


@pytest.mark.parametrize(("on", "slots"), [(OCTOBER, 50), (MARCH, 46)])
def test_the_days_on_which_the_clock_changes_are_whole(cloud, grid, on, slots):
    from datetime import date

    day = date.fromisoformat(on)
    mine = point(since=day - DAY)
    agree(mine)
    take(feed(mine, half_hours(mine, day)))
    values = stored(mine, day)
    assert values == mine.drawn(day)
    assert len(values) == slots


def test_what_the_file_calls_estimated_was_not_measured(cloud, grid):
    mine = point()
    agree(mine)
    take(feed(mine, half_hours(mine, YESTERDAY, lost=(3, 4))))
    values = stored(mine)
    assert [place for place, value in enumerate(values) if value == MISSING] == [3, 4]


def test_whole_days_are_daily_values(cloud, grid):
    mine = point()
    agree(mine, "daily")
    seconds = day_minutes(YESTERDAY, ZONE) * 60
    whole = Interval(day_start(YESTERDAY, ZONE), seconds, 12_345)
    take(feed(mine, [whole], step=86400))
    assert [day.amount for day in totals.days(mine.key, Period(YESTERDAY, TODAY))] == [12_345]


def test_a_dropped_file_closes_the_gap_it_fills(cloud, grid):
    mine = point()
    agree(mine)
    from chalicelib.contracts.shards import shard_of

    shard = shard_of("engie", mine.key)
    gaps.miss(mine.key, YESTERDAY, "no_data", shard=shard, grid_id=mine.grid_id, zone=ZONE)
    name = f"curves-{mine.number}.xml"
    text = feed(mine, half_hours(mine, YESTERDAY))
    own = text.replace(mine.number, f"e-{mine.number}")  # as our own export names the point
    cloud.drop(f"engie/{name}", own)
    cloud.drain("intake")
    bucket = cloud.environment["INBOX_BUCKET"]
    stored_report = cloud.client("s3").get_object(Bucket=bucket, Key=f"engie/reports/{name}.json")
    report = json.loads(stored_report["Body"].read())
    assert (report["taken"], report["refused"]) == (1, 0), report
    assert stored(mine) == mine.drawn(YESTERDAY)
    assert gaps.of_point(mine.key, Period(YESTERDAY, TODAY)) == ()
