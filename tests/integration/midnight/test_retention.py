"""The retention clock: half-hours go at 24 months, days at 36, and all at once on a withdrawal."""

from datetime import UTC, datetime, time, timedelta

import pytest

from chalicelib import clock
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts.shards import shard_of
from chalicelib.gateways.grid import DayCurve, DayTotal
from chalicelib.metering import curve_table, curves, erasing, totals
from chalicelib.metering.messages import EraseMessage
from chalicelib.rules.calendar import Period, months_after
from tests.integration.accounts.steps import signed_in
from tests.integration.midnight.steps import OPERATOR, TODAY, YESTERDAY, agree, point, state

DAY = timedelta(days=1)


@pytest.fixture
def mine(cloud, grid):
    """A home whose holder agreed to half-hours and days, with a week of each kept."""
    made = point(since=TODAY - 60 * DAY)
    agree(made, "recording", "half_hourly", "daily")
    for on in week().dates():
        curves.store(made.key, DayCurve(on, [100] * 48, 30))
        totals.store(made.key, DayTotal(on, 4800))
    return made


def week():
    return Period(TODAY - 7 * DAY, TODAY)


def kept(at):
    """How many half-hourly and daily values can be read."""
    return len(list(curves.days(at.key, week()))), len(list(totals.days(at.key, week())))


def withdraw(at, purpose):
    record.change(
        at.key,
        purpose,
        "withdrawn",
        Word("acc_test"),
        customer=at.customer,
        shard=shard_of(OPERATOR, at.key),
        today=TODAY,
    )


def erase(at, purpose):
    return erasing.erase(EraseMessage(OPERATOR, at.key, purpose, at.customer))


def later(months, days=0):
    """The clock so many months and days after the newest value."""
    on = months_after(YESTERDAY, months) + timedelta(days=days)
    return clock.freeze(datetime.combine(on, time(9), tzinfo=UTC))


def test_half_hours_cannot_be_read_after_24_months_nor_days_after_36(mine):
    assert kept(mine) == (7, 7)
    with later(24, days=-1):
        assert kept(mine) == (2, 7)
    with later(24, days=1):
        assert kept(mine) == (0, 7)
        assert curves.packed(mine.key, week()) == {}
    with later(36):
        assert kept(mine) == (0, 1)
    with later(36, days=1):
        assert kept(mine) == (0, 0)


@pytest.mark.parametrize(("kind", "months"), [("half_hourly", 24), ("daily", 36)])
def test_the_database_is_told_to_forget_each_value_two_days_after_its_time(mine, kind, months):
    key = curves.key(mine.key) if kind == "half_hourly" else totals.key(mine.key)
    stored = curve_table.get_day(key, YESTERDAY.isoformat())
    assert stored is not None
    ends = months_after(YESTERDAY, months) + 2 * DAY
    assert datetime.fromtimestamp(stored.expires_at, UTC).date() == ends


def test_the_retention_clock_cannot_be_put_back_by_a_correction(mine):
    before = curve_table.get_day(curves.key(mine.key), YESTERDAY.isoformat())
    with later(12):
        curves.store(mine.key, DayCurve(YESTERDAY, [101] * 48, 30))
    after = curve_table.get_day(curves.key(mine.key), YESTERDAY.isoformat())
    assert before is not None
    assert after is not None
    assert (after.revision, after.expires_at) == (2, before.expires_at)


def test_nothing_is_erased_while_the_consent_stands(mine):
    assert erase(mine, "half_hourly") == 0
    assert erase(mine, "daily") == 0
    assert kept(mine) == (7, 7)


def test_half_hours_that_are_taken_back_are_erased_and_the_agreed_days_stay(mine):
    withdraw(mine, "half_hourly")
    assert erase(mine, "half_hourly") == 7
    assert kept(mine) == (0, 7)
    assert erase(mine, "half_hourly") == 0


def test_daily_sums_outlive_the_half_hours_only_where_days_are_agreed_to(cloud, grid):
    both, finest = point(), point()
    agree(both, "recording", "half_hourly", "daily")
    agree(finest, "recording", "half_hourly")
    for each in (both, finest):
        curves.store(each.key, DayCurve(YESTERDAY, [100] * 48, 30))
        withdraw(each, "half_hourly")
        erase(each, "half_hourly")
    assert [day.amount for day in totals.days(both.key, week())] == [4800]
    assert kept(finest) == (0, 0)


def test_days_that_are_taken_back_are_erased(mine):
    withdraw(mine, "daily")
    assert erase(mine, "daily") == 7
    assert kept(mine) == (7, 0)


def test_the_days_of_another_holder_are_not_mine_to_erase(mine):
    before = TODAY - 100 * DAY
    curves.store(mine.key, DayCurve(before, [5] * 48, 30))
    withdraw(mine, "half_hourly")
    erase(mine, "half_hourly")
    assert [day.on for day in curves.days(mine.key, Period(before, TODAY))] == [before]


def test_a_switch_turned_off_is_off_at_once_and_its_values_go_a_quarter_of_an_hour_later(
    api, cloud, grid
):
    made = point(signed_in(api, cloud))
    agree(made, "recording", "half_hourly")
    curves.store(made.key, DayCurve(YESTERDAY, [100] * 48, 30))
    path = f"/engie/supply-points/{made.short}/consents/half_hourly"
    assert api.put(path, json={"granted": False}).json()["state"] == "off"
    cloud.drain("collection")
    assert state(made) == "off"
    assert kept(made)[0] == 1
    assert erase(made, "half_hourly") == 1
    proof = [each["step"] for each in record.history(made.key) if each["purpose"] == "half_hourly"]
    assert proof == ["granted", "activated", "withdrawn"]
