"""The head-end adapter against radio meters' indexes as SenML, and all that goes wrong with them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.gateways.grid.headend import Headend, indexes
from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.curve import MISSING
from infra.local.homes import home_of
from infra.local.homes import water as homes
from infra.local.outside import water as stand_in
from tests.grid import serving

METER = "70B3D5E75E0042AA"
ZONE = "Europe/Paris"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
YESTERDAY = date(2026, 11, 21)
WEEK = Period(date(2026, 11, 15), date(2026, 11, 22))


@pytest.fixture(scope="module")
def served():
    found = stand_in.Water()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def water(served):
    found, _ = served
    found.faults = stand_in.Faults(now=NOW)
    found.calls.clear()
    return found


@pytest.fixture
def headend(served, water):
    return Headend(f"{served[1]}/water/api/v1", "client", "secret", ZONE)


def drawn(on, zone=ZONE):
    return homes.hours(home_of(METER), on, (), zone)


def by_hour(day):
    return [a + b for a, b in zip(day.values[::2], day.values[1::2], strict=True)]


def refused(headend, period=WEEK):
    with pytest.raises(GridRefused) as no:
        headend.load_curve(METER, period)
    return no.value


def test_a_meter_that_nobody_knows_is_refused(headend, water):
    water.faults.states = {METER: "unknown"}
    assert refused(headend).reason == "unknown_point"
    with pytest.raises(GridRefused) as no:
        headend.check(METER)
    assert no.value.reason == "unknown_point"


@pytest.mark.parametrize("state", ["silent", "decommissioned"])
def test_a_meter_that_sends_no_more_cannot_be_agreed_to(headend, water, state):
    headend.check(METER)
    water.faults.states = {METER: state}
    with pytest.raises(GridRefused) as no:
        headend.check(METER)
    assert (no.value.reason, no.value.code) == ("unknown_point", state)


def test_a_wrong_client_is_unavailable(served, water):
    stranger = Headend(f"{served[1]}/water/api/v1", "client", "", ZONE)
    assert refused(stranger).code == "token_401"


def test_what_is_no_longer_kept_is_too_old(headend):
    assert refused(headend, Period(date(2024, 2, 1), date(2024, 2, 8))).reason == "too_old"


def test_a_meter_that_sent_nothing_has_no_data(headend, water):
    water.faults.missing = {METER: []}
    assert refused(headend).reason == "no_data"


def test_a_quota_says_when_to_come_again(headend, water):
    headend.check(METER)
    water.faults.throttled, water.faults.wait_seconds = 1, 90
    with clock.freeze(NOW):
        no = refused(headend)
    assert (no.reason, no.next_try_at) == ("quota", NOW + timedelta(seconds=90))


@pytest.mark.parametrize("fault", ["failing", "cut", "dropped"])
def test_a_stumble_or_half_an_answer_gives_nothing_and_the_next_call_all(headend, water, fault):
    headend.check(METER)
    setattr(water.faults, fault, 1)
    assert refused(headend).reason == "unavailable"
    assert sorted(headend.load_curve(METER, WEEK)) == list(WEEK.dates())


def test_a_broken_second_page_spoils_the_whole_answer(headend, water):
    assert len(headend.load_curve(METER, WEEK)) == 7
    water.faults.page = 100
    assert len(headend.load_curve(METER, WEEK)) == 7
    assert water.calls["measurements"] == 3
    answers = iter((0, 1))
    real = headend._wire.call

    def call(method, path, headers, body=None):
        water.faults.cut = 1 if "after=" in path and next(answers, 0) == 0 else 0
        return real(method, path, headers, body)

    headend._wire.call = call
    assert refused(headend).reason == "unavailable"


def test_pages_without_end_are_given_up(headend, water, monkeypatch):
    monkeypatch.setattr("chalicelib.gateways.grid.headend.MOST_PAGES", 2)
    water.faults.page = 10
    assert refused(headend).code == "pages_without_end"


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2025, 10, 26), date(2026, 11, 3)])
@pytest.mark.parametrize("step", [15, 30, 60])
def test_hours_are_the_differences_of_the_dial_on_days_of_46_48_and_50_half_hours(
    headend, water, on, step
):
    water.faults.steps = {METER: step}
    (day,) = headend.load_curve(METER, Period(on, on + DAY)).values()
    assert len(day.values) == slots(on, ZONE)
    assert day.step == step
    assert sum(day.values) == sum(drawn(on))
    if step == 60:
        assert by_hour(day) == drawn(on)


def test_the_days_of_another_zone_are_its_own(served, water):
    moscow = Headend(f"{served[1]}/water/api/v1", "client", "secret", "Europe/Moscow")
    found = moscow.daily(METER, WEEK)
    paris = Headend(f"{served[1]}/water/api/v1", "client", "secret", ZONE).daily(METER, WEEK)
    assert sorted(found) == sorted(paris) == list(WEEK.dates())
    assert found != paris


@pytest.mark.parametrize("fault", ["duplicated", "shuffled"])
def test_records_twice_or_in_no_order_change_nothing(headend, water, fault):
    right = headend.load_curve(METER, WEEK)
    setattr(water.faults, fault, True)
    assert headend.load_curve(METER, WEEK) == right


def test_a_clock_that_is_off_by_two_minutes_changes_nothing(headend, water):
    right = headend.load_curve(METER, WEEK)
    water.faults.jitter_seconds = 120
    assert headend.load_curve(METER, WEEK) == right


def test_a_lost_index_hides_two_hours_and_not_the_day(headend, water):
    lost = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    water.faults.lost = {METER: [lost]}
    period = Period(YESTERDAY, YESTERDAY + DAY)
    day = headend.load_curve(METER, period)[YESTERDAY]
    assert [place for place, value in enumerate(day.values) if value == MISSING] == [22, 23, 24, 25]
    assert headend.daily(METER, period)[YESTERDAY].amount == sum(drawn(YESTERDAY))


def test_a_day_that_has_not_arrived_whole_is_not_a_daily_value(headend, water):
    water.faults.late_hours = 14
    assert YESTERDAY not in headend.daily(METER, WEEK)
    assert MISSING in headend.load_curve(METER, WEEK)[YESTERDAY].values


def test_a_dial_that_runs_back_makes_no_use():
    body = (
        b'[{"bn":"urn:dev:mac:1:","bt":1763679600,"bu":"m3","n":"volume","v":10.5},'
        b'{"n":"volume","t":3600,"v":10.499},{"n":"battery","u":"%EL","v":90},'
        b'{"n":"volume","u":"l","t":7200,"v":10512}]'
    )
    found = list(indexes(body))
    assert [dm3 for _, dm3 in found] == [10_500, 10_499, 10_512]
    assert found[1][0] - found[0][0] == timedelta(hours=1)
