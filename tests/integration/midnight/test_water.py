"""Water from radio meters: a consent, its past, the nights, and days that come late or in parts."""

from datetime import datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import intake as accounts_intake
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts_intake
from chalicelib.contracts.shards import shard_of
from chalicelib.metering import consenting, curves, gaps
from chalicelib.metering.messages import ConsentMessage
from chalicelib.rules.calendar import Period, day_start
from infra.local.homes import home_of
from infra.local.homes import water as homes
from infra.local.outside import water as stand_in
from tests.cloud import environment
from tests.grid import serving
from tests.integration.accounts.steps import digits
from tests.integration.midnight.steps import MORNING, TODAY, YESTERDAY, night

DAY = timedelta(days=1)
OPERATOR, ZONE = "gaz-et-eaux", "Europe/Paris"


@pytest.fixture(scope="module")
def utility():
    found = stand_in.Water()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def water(utility, grid):
    """The head-end's stand-in, well-behaved, at nine in the morning."""
    found, address = utility
    found.faults = stand_in.Faults(now=MORNING)
    found.calls.clear()
    with environment({"WATER_API_BASE": f"{address}/water/api/v1"}), clock.freeze(MORNING):
        yield found


def water_point(since=TODAY - 40 * DAY):
    """A supply point with a radio meter: its key, the meter's number, its holder."""
    number, name, radio = digits(7, "4"), digits(11, "E"), digits(16, "70")
    accounts_intake.take(
        OPERATOR, {"number": number, "name": "Ana Roux", "account_number": digits(8)}
    )
    contracts_intake.take(
        OPERATOR,
        {
            "contract": digits(8, "W"),
            "customer": number,
            "energy": "water",
            "point": name,
            "grid_id": radio,
            "started_on": since.isoformat(),
            "tariff": "eau",
        },
    )
    return f"{OPERATOR}#water#{name}", radio, number


def change(key, customer, purpose, step, **more):
    shard = shard_of(OPERATOR, key)
    record.change(
        key, purpose, step, Word("acc"), customer=customer, shard=shard, today=TODAY, **more
    )


def agreed(**more):
    key, radio, customer = water_point(**more)
    for purpose in ("recording", "half_hourly"):
        change(key, customer, purpose, "granted")
        change(key, customer, purpose, "activated", until_on=TODAY + 900 * DAY)
    return key, radio, customer


def kept(key, on=YESTERDAY):
    return list(curves.days(key, Period(on, on + DAY)))


def drawn(radio, on=YESTERDAY):
    return sum(homes.hours(home_of(radio), on, (), ZONE))


def test_the_water_of_who_did_not_agree_is_not_asked_for(cloud, water):
    key, _, _ = water_point()
    night(cloud, operator=OPERATOR)
    assert kept(key) == []
    assert water.calls["measurements"] == 0


def test_a_meter_that_is_silent_turns_the_switch_off(cloud, water):
    key, radio, customer = water_point()
    water.faults.states = {radio: "silent"}
    change(key, customer, "half_hourly", "granted")
    consenting.process(ConsentMessage(OPERATOR, key, "half_hourly", customer))
    switch = record.standing(key).of("half_hourly", customer, TODAY)
    assert (switch.state, switch.reason) == ("off", "unknown_point")


def test_a_consent_opens_the_past_in_calls_of_a_month(cloud, water):
    key, radio, customer = water_point(since=TODAY - 70 * DAY)
    for purpose in ("recording", "half_hourly"):
        change(key, customer, purpose, "granted")
        consenting.process(ConsentMessage(OPERATOR, key, purpose, customer))
    cloud.drain("collection")
    found = list(curves.days(key, Period(TODAY - 80 * DAY, TODAY)))
    assert len(found) == 70
    assert all(day.total == drawn(radio, day.on) and not day.missing for day in found)
    assert water.calls["measurements"] == 3


def test_an_hour_that_was_lost_waits_in_the_ledger_and_is_mended_once(cloud, water):
    key, radio, _ = agreed()
    noon = day_start(YESTERDAY, ZONE) + timedelta(hours=12)
    water.faults.lost = {radio: [noon]}
    night(cloud, operator=OPERATOR)
    (gap,) = gaps.of_point(key, Period(YESTERDAY, TODAY))
    assert gap.reason == "incomplete"
    assert kept(key)[0].missing == 4
    water.faults.lost = {}
    with clock.freeze(gap.next_try_at):
        night(cloud, "catch_up", operator=OPERATOR)
    (day,) = kept(key)
    assert (day.total, day.missing, day.revision) == (drawn(radio), 0, 2)
    assert gaps.of_point(key, Period(YESTERDAY, TODAY)) == ()


def test_nothing_is_lost_and_nothing_is_twice_when_all_goes_wrong_at_once(cloud, water):
    homes_of = [agreed() for _ in range(6)]
    water.faults.throttled, water.faults.wait_seconds = 2, 1
    water.faults.failing, water.faults.cut, water.faults.dropped = 1, 1, 1
    water.faults.duplicated = water.faults.shuffled = True
    water.faults.missing = {homes_of[0][1]: [YESTERDAY]}
    night(cloud, operator=OPERATOR)
    night(cloud, operator=OPERATOR)
    late = homes_of[0][0]
    (gap,) = gaps.of_point(late, Period(YESTERDAY, TODAY))
    assert gap.reason in ("not_published", "incomplete")
    water.faults.missing = {}
    with clock.freeze(gap.next_try_at):
        night(cloud, "catch_up", operator=OPERATOR)
    for key, radio, _ in homes_of:
        (day,) = kept(key)
        assert (day.total, day.missing) == (drawn(radio), 0)
        assert day.revision == 1 or key == late
        assert gaps.of_point(key, Period(YESTERDAY, TODAY)) == ()


@pytest.mark.parametrize("on", ["2026-03-29", "2025-10-26"])
def test_the_two_days_on_which_the_clock_changes_are_whole(cloud, water, on):
    key, radio, _ = agreed(since=datetime.fromisoformat("2025-01-01").date())
    night(cloud, operator=OPERATOR, on=on)
    day_on = datetime.fromisoformat(on).date()
    (day,) = kept(key, day_on)
    assert len(day.values) == (46 if day_on.month == 3 else 50)
    assert (day.total, day.missing) == (drawn(radio, day_on), 0)
