"""Midnight: yesterday's curves come from the grid, once, whole, or the ledger says why not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib import clock
from chalicelib.metering import collection, gaps
from chalicelib.metering.messages import FetchMessage, Window
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from infra.local.outside.grid.values import Curve
from tests.integration.midnight.steps import (
    MORNING,
    OPERATOR,
    TODAY,
    YESTERDAY,
    agree,
    night,
    point,
    revision,
    state,
    stored,
)

DAY = timedelta(days=1)
MEASURED = Path(__file__).parents[4] / "shared" / "data" / "powercons-180-days.tsv"


def gap(at, on=YESTERDAY):
    found = gaps.of_point(at.key, Period(on, on + DAY))
    return found[0] if found else None


def test_nobody_who_did_not_agree_is_collected(cloud, grid):
    silent, recorded, daily, moved = point(), point(), point(), point(grid_id="")
    agree(recorded, "recording")
    agree(daily, "daily")
    agree(moved)
    night(cloud)
    assert [stored(at) for at in (silent, recorded, daily, moved)] == [None] * 4
    assert grid.calls["load_curve"] == 0


def test_a_consent_of_the_one_who_left_is_not_that_of_the_next(cloud, grid):
    first = point()
    agree(first)
    from tests.integration.accounts.steps import home

    heir = home()
    from chalicelib.contracts import intake

    intake.take(
        OPERATOR,
        {
            "contract": f"H{heir.number}",
            "customer": heir.number,
            "energy": "electricity",
            "point": first.number,
            "grid_id": first.grid_id,
            "started_on": (TODAY - 5 * DAY).isoformat(),
            "tariff": "elec-bi",
        },
    )
    night(cloud)
    assert stored(first) is None


def test_yesterday_is_kept_for_everyone_who_agreed(cloud, grid):
    homes = [point() for _ in range(23)]
    for each in homes:
        agree(each)
    night(cloud)
    for each in homes:
        assert stored(each) == each.drawn(YESTERDAY)
        assert gap(each) is None


def test_a_night_that_comes_twice_changes_nothing(cloud, grid):
    one = point()
    agree(one)
    night(cloud)
    night(cloud)
    cloud.handle("midnight", {"operator": OPERATOR, "task": "collect"})
    cloud.handle("midnight", {"operator": OPERATOR, "task": "collect"})
    cloud.drain("collection")
    assert stored(one) == one.drawn(YESTERDAY)
    assert revision(one) == 1


def test_an_operator_that_collects_nothing_has_a_quiet_night(cloud, grid):
    night(cloud, operator="vodokanal")
    assert sum(grid.calls.values()) == 0


def test_a_missing_day_waits_in_the_ledger_and_is_fetched_later(cloud, grid):
    one, other = point(), point()
    agree(one)
    agree(other)
    grid.faults.missing = {one.grid_id: [YESTERDAY]}
    night(cloud)
    assert stored(one) is None
    assert stored(other) == other.drawn(YESTERDAY)
    why = gap(one)
    assert (why.reason, why.tries) == ("not_published", 1)
    assert (
        why.next_try_at
        == datetime.combine(TODAY, gaps.CATCH_UPS[1]).replace(tzinfo=why.next_try_at.tzinfo)
        or why.next_try_at > MORNING
    )

    night(cloud, "catch_up")
    assert stored(one) is None
    with clock.freeze(why.next_try_at):
        grid.faults.missing = {}
        night(cloud, "catch_up")
    assert stored(one) == one.drawn(YESTERDAY)
    assert gap(one) is None


def test_a_day_that_never_comes_is_asked_for_again_for_a_month_and_then_left(cloud, grid):
    one = point()
    agree(one)
    grid.faults.missing = {one.grid_id: []}
    night(cloud)
    moments = []
    while (why := gap(one)).next_try_at is not None:
        moments.append(why.next_try_at)
        with clock.freeze(why.next_try_at):
            grid.faults.now = why.next_try_at
            night(cloud, "catch_up", on=YESTERDAY.isoformat())
        assert len(moments) < 20
    days = [(moment.date() - YESTERDAY).days for moment in moments]
    assert days[:-1] == [1, 2, 2, 3, 7]
    assert 28 < days[-1] < 34
    assert gap(one).reason == "no_data"


def test_half_an_answer_is_kept_as_far_as_it_goes_and_completed_later(cloud, grid):
    one = point()
    agree(one)
    grid.faults.half = [one.grid_id]
    night(cloud)
    assert stored(one) == one.drawn(YESTERDAY)[:24] + [MISSING] * 24
    assert gap(one).reason == "incomplete"
    grid.faults.half = []
    with clock.freeze(gap(one).next_try_at):
        night(cloud, "catch_up")
    assert stored(one) == one.drawn(YESTERDAY)
    assert gap(one) is None
    assert revision(one) == 2


def test_a_later_answer_never_takes_away_what_was_known(cloud, grid):
    one = point()
    agree(one)
    night(cloud)
    grid.faults.half = [one.grid_id]
    night(cloud)
    assert stored(one) == one.drawn(YESTERDAY)
    assert gap(one) is None


def test_a_correction_replaces_what_was_there(cloud, grid):
    one = point()
    agree(one)
    night(cloud)
    grid.values.fed[one.grid_id, YESTERDAY] = Curve(30, (200,) * 48)
    night(cloud)
    assert stored(one) == [100] * 48
    assert revision(one) == 2


@pytest.mark.parametrize("kind", ["duplicated", "shuffled"])
def test_rows_twice_or_in_no_order_change_nothing(cloud, grid, kind):
    one = point()
    agree(one)
    setattr(grid.faults, kind, ["*"])
    night(cloud)
    assert stored(one) == one.drawn(YESTERDAY)


@pytest.mark.parametrize("kind", ["failing", "cut", "dropped"])
def test_a_grid_that_stumbles_is_asked_again_within_the_night(cloud, grid, kind):
    homes = [point() for _ in range(4)]
    for each in homes:
        agree(each)
    setattr(grid.faults, kind, 3)
    night(cloud)
    for each in homes:
        assert stored(each) == each.drawn(YESTERDAY)


def test_a_grid_that_is_down_all_night_fills_the_ledger_and_loses_nothing(cloud, grid):
    one = point()
    agree(one)
    grid.faults.failing = 10**6
    night(cloud)
    assert stored(one) is None
    assert gap(one).reason == "unavailable"
    grid.faults.failing = 0
    with clock.freeze(gap(one).next_try_at):
        night(cloud, "catch_up")
    assert stored(one) == one.drawn(YESTERDAY)
    assert gap(one) is None


def test_a_short_throttle_is_waited_out(cloud, grid, monkeypatch):
    from chalicelib.metering import pacing

    waited = []
    monkeypatch.setattr(pacing, "_sleep", waited.append)
    one = point()
    agree(one)
    grid.faults.throttled, grid.faults.wait_seconds = 1, 3
    night(cloud)
    assert stored(one) == one.drawn(YESTERDAY)
    assert waited == [3]


def test_a_long_throttle_sends_the_rest_back_to_the_queue_until_it_is_over(cloud, grid):
    one = point()
    agree(one)
    grid.faults.throttled, grid.faults.wait_seconds = 1, 600
    night(cloud)
    assert stored(one) is None
    waiting = [each for each in cloud.waiting("collection") if "fetch" in str(each)]
    assert len(waiting) == 1
    windows = (Window(one.key, one.grid_id, YESTERDAY, TODAY),)
    collection.do(FetchMessage(OPERATOR, "electricity", windows))
    assert stored(one) == one.drawn(YESTERDAY)


@pytest.mark.parametrize(
    ("consent", "reason", "purpose"),
    [
        ("gone", "consent_gone", "half_hourly"),
        ("moved", "moved_out", "half_hourly"),
        ("refused", "recording_off", "recording"),
    ],
)
def test_a_consent_that_the_grid_no_longer_knows_ends_here_too(
    cloud, grid, consent, reason, purpose
):
    one = point()
    agree(one)
    grid.faults.consents = {one.grid_id: consent}
    night(cloud)
    assert (gap(one).reason, gap(one).next_try_at) == (reason, None)
    assert state(one, purpose) == "off"
    before = sum(grid.calls.values())
    night(cloud)
    assert sum(grid.calls.values()) == before


def test_a_message_that_comes_after_the_consent_was_withdrawn_fetches_nothing(cloud, grid):
    one = point()
    windows = (Window(one.key, one.grid_id, YESTERDAY, TODAY, "gap"),)
    collection.do(FetchMessage(OPERATOR, "electricity", windows))
    assert stored(one) is None
    assert sum(grid.calls.values()) == 0


def test_before_eight_ten_empty_answers_spare_the_others_the_call(cloud, grid):
    homes = [point(shard=f"{OPERATOR}#03") for _ in range(24)]
    for each in homes:
        agree(each)
    midnight = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC) - timedelta(hours=1)
    grid.faults.late, grid.faults.now = True, midnight
    with clock.freeze(midnight):
        night(cloud)
    assert grid.calls["404"] == 10
    grid.faults.now = MORNING
    with clock.freeze(MORNING - timedelta(minutes=30)):
        night(cloud, "catch_up")
    for each in homes:
        assert stored(each) == each.drawn(YESTERDAY)
    assert all(gap(each) is None for each in homes)


def test_a_day_that_was_lost_on_its_way_is_found_by_the_sweep(cloud, grid):
    one = point()
    with clock.freeze(MORNING - timedelta(days=10)):
        agree(one)
    night(cloud, "sweep")
    for passed in range(1, 8):
        assert stored(one, TODAY - passed * DAY) == one.drawn(TODAY - passed * DAY)
    calls = grid.calls["load_curve"]
    night(cloud, "sweep")
    assert grid.calls["load_curve"] == calls


def test_days_with_46_and_50_half_hours_are_kept_whole(cloud, grid):
    one = point(since=date(TODAY.year - 2, TODAY.month, 1))
    agree(one)
    odd = [on for year in (TODAY.year - 1, TODAY.year) for on in changes(year) if on < TODAY]
    for on in odd:
        windows = (Window(one.key, one.grid_id, on, on + DAY),)
        collection.do(FetchMessage(OPERATOR, "electricity", windows))
        assert stored(one, on) == one.drawn(on)
    assert {len(one.drawn(on)) for on in odd} == {46, 50}


def changes(year):
    for month in (3, 10):
        last = date(year, month, 31)
        yield last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.skipif(
    not MEASURED.is_file(), reason="the measured curves are not part of this repository"
)
def test_measured_curves_of_a_real_home_are_kept_to_the_watt_hour(cloud, grid):
    lines = MEASURED.read_text().splitlines()[:7]
    one = point()
    agree(one)
    week = [TODAY - passed * DAY for passed in range(1, 8)]
    fed = {}
    for on, line in zip(week, lines, strict=True):
        watts = [round(float(kw) * 1000) for kw in line.split("\t")[1:]]
        fed[on] = watts
        grid.values.fed[one.grid_id, on] = Curve(10, tuple(watts))
    windows = (Window(one.key, one.grid_id, week[-1], TODAY),)
    collection.do(FetchMessage(OPERATOR, "electricity", windows))
    for on in week:
        kept = stored(one, on)
        if len(kept) == 48:
            assert abs(sum(kept) - sum(fed[on]) / 6) < 1
