"""Nights on which the gas distributor misbehaves: each day is kept whole, once, or waits."""

from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.metering import collection, curve_table, gaps, pacing, totals
from chalicelib.metering.messages import FetchMessage, Window
from chalicelib.rules.calendar import Period
from tests.integration.midnight.steps import TODAY, YESTERDAY, night
from tests.integration.midnight.test_days import (
    DAY,
    GAS,
    change,
    days,
    distributor,
    gas,
    gas_point,
    near,
)

__all__ = ["distributor", "gas"]
NIGHT = Period(YESTERDAY, TODAY)


def agreed():
    """A gas point whose holder agreed to days; its key and the distributor's number."""
    key, pce, customer = gas_point()
    change(key, customer, "granted")
    change(key, customer, "activated", until_on=TODAY + 900 * DAY)
    return key, pce


def revision(key):
    kept = curve_table.get_day(totals.key(key), YESTERDAY.isoformat())
    return kept.revision if kept else 0


@pytest.mark.parametrize("kind", ["failing", "cut"])
def test_a_distributor_that_stumbles_is_asked_again_within_the_night(cloud, gas, kind):
    points = [agreed() for _ in range(4)]
    setattr(gas.faults, kind, 2)
    night(cloud, operator=GAS)
    for key, pce in points:
        assert near(key, pce, YESTERDAY)
        assert revision(key) == 1
        assert gaps.of_point(key, NIGHT) == ()


@pytest.mark.parametrize("kind", ["failing", "cut"])
def test_a_distributor_that_is_down_all_night_fills_the_ledger_and_loses_nothing(cloud, gas, kind):
    key, pce = agreed()
    setattr(gas.faults, kind, 10**6)
    night(cloud, operator=GAS)
    (gap,) = gaps.of_point(key, NIGHT)
    assert (gap.reason, days(key)) == ("unavailable", {})
    setattr(gas.faults, kind, 0)
    with clock.freeze(gap.next_try_at):
        night(cloud, "catch_up", operator=GAS)
    assert near(key, pce, YESTERDAY)
    assert gaps.of_point(key, NIGHT) == ()


def test_a_short_throttle_is_waited_out(cloud, gas, monkeypatch):
    waited = []
    monkeypatch.setattr(pacing, "_sleep", waited.append)
    key, pce = agreed()
    gas.faults.throttled, gas.faults.wait_seconds = 1, 3
    night(cloud, operator=GAS)
    assert near(key, pce, YESTERDAY)
    assert waited == [3]


def test_a_long_throttle_sends_the_rest_back_to_the_queue_until_it_is_over(cloud, gas):
    key, pce = agreed()
    gas.faults.throttled, gas.faults.wait_seconds = 1, 600
    night(cloud, operator=GAS)
    assert days(key) == {}
    waiting = [each for each in cloud.waiting("collection") if pce in str(each)]
    assert len(waiting) == 1
    collection.do(FetchMessage(GAS, "gas", (Window(key, pce, YESTERDAY, TODAY),), 0, "daily"))
    assert near(key, pce, YESTERDAY)


def test_nothing_is_lost_and_nothing_is_twice_when_all_goes_wrong_at_once(cloud, gas, monkeypatch):
    monkeypatch.setattr(pacing, "_sleep", lambda seconds: None)
    points = [agreed() for _ in range(6)]
    gas.faults.throttled, gas.faults.wait_seconds = 2, 1
    gas.faults.failing, gas.faults.cut = 1, 1
    gas.faults.duplicated = gas.faults.shuffled = True
    late = points[0][0]
    gas.faults.missing = {points[0][1]: [YESTERDAY]}
    night(cloud, operator=GAS)
    night(cloud, operator=GAS)
    (gap,) = gaps.of_point(late, NIGHT)
    assert gap.reason == "not_published"
    gas.faults.missing = {}
    with clock.freeze(gap.next_try_at):
        night(cloud, "catch_up", operator=GAS)
    for key, pce in points:
        assert near(key, pce, YESTERDAY)
        assert revision(key) == 1
        assert gaps.of_point(key, NIGHT) == ()


def test_a_late_week_comes_in_one_catch_up_each_day_once(cloud, gas):
    key, pce = agreed()
    week = [TODAY - timedelta(days=n) for n in range(3, 0, -1)]
    gas.faults.missing = {pce: week}
    for on in week:
        night(cloud, operator=GAS, on=on.isoformat())
    found = gaps.of_point(key, Period(week[0], TODAY))
    assert [gap.on for gap in found] == week
    gas.faults.missing, gas.faults.shuffled, gas.faults.duplicated = {}, True, True
    with clock.freeze(max(gap.next_try_at for gap in found)):
        night(cloud, "catch_up", operator=GAS)
    assert sorted(days(key, week[0])) == week
    assert all(near(key, pce, on) for on in week)
    assert gaps.of_point(key, Period(week[0], TODAY)) == ()
