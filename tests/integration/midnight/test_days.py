"""Daily values: of gas, which is measured no finer, and of customers who agreed to no finer."""

from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import intake as accounts_intake
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts_intake
from chalicelib.contracts.shards import shard_of
from chalicelib.gateways.grid import DayTotal
from chalicelib.metering import collection, consenting, gaps, totals
from chalicelib.metering.messages import ConsentMessage
from chalicelib.rules.calendar import Period
from chalicelib.storage import new_id
from infra.local.homes import electricity, home_of
from infra.local.homes import gas as homes
from infra.local.outside import gas as stand_in
from tests.cloud import environment
from tests.grid import serving
from tests.integration.accounts.steps import digits
from tests.integration.midnight.steps import (
    MORNING,
    TODAY,
    YESTERDAY,
    ZONE,
    agree,
    night,
    point,
    state,
    stored,
)

DAY = timedelta(days=1)
GAS = "gaz-et-eaux"


@pytest.fixture(scope="module")
def distributor():
    found = stand_in.Gas()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def gas(distributor, grid):
    """The gas distributor's stand-in, well-behaved, beside the grid operator's."""
    found, address = distributor
    found.faults = stand_in.Faults(now=MORNING)
    found.calls.clear()
    where = {"GAS_API_BASE": f"{address}/gas/adict/v2", "GAS_TOKEN_URL": f"{address}/gas/token"}
    with environment(where), clock.freeze(MORNING):
        yield found


def gas_point(since=TODAY - 40 * DAY):
    """A gas supply point; its key, the distributor's number, its holder."""
    number, pce = digits(7, "4"), digits(14, "25")
    accounts_intake.take(GAS, {"number": number, "name": "Ana Roux", "account_number": digits(8)})
    contracts_intake.take(
        GAS,
        {
            "contract": digits(8, "G"),
            "customer": number,
            "energy": "gas",
            "point": pce,
            "grid_id": pce,
            "started_on": since.isoformat(),
            "tariff": "gaz",
        },
    )
    return f"{GAS}#gas#{pce}", pce, number


def change(key, customer, step, **more):
    return record.change(
        key,
        "daily",
        step,
        Word("acc"),
        customer=customer,
        shard=shard_of(GAS, key),
        today=TODAY,
        **more,
    )


def days(key, from_on=YESTERDAY, until_on=TODAY):
    return {day.on: day for day in totals.days(key, Period(from_on, until_on))}


def near(key, pce, on):
    return abs(days(key, on, on + DAY)[on].amount - homes.day_dm3(home_of(pce), on)) <= 10


def test_the_gas_of_who_did_not_agree_is_not_asked_for(cloud, gas):
    key, _, _ = gas_point()
    night(cloud, operator=GAS)
    assert days(key) == {}
    assert gas.calls["daily"] == 0


def test_a_consent_to_days_opens_the_past_and_the_nights_that_follow(cloud, gas):
    key, pce, customer = gas_point()
    change(key, customer, "granted")
    consenting.process(ConsentMessage(GAS, key, "daily", customer))
    cloud.drain("collection")
    assert record.standing(key).active("daily", customer, TODAY)
    found = days(key, TODAY - 60 * DAY)
    assert len(found) == 40
    assert all(near(key, pce, on) for on in found)
    assert gas.calls["daily"] == 1
    night(cloud, operator=GAS)
    assert gas.calls["daily"] == 2
    assert near(key, pce, YESTERDAY)


def test_a_right_that_the_distributor_does_not_know_turns_the_switch_off(cloud, gas):
    key, pce, customer = gas_point()
    gas.faults.rights = {pce: "Révoquée"}
    change(key, customer, "granted")
    consenting.process(ConsentMessage(GAS, key, "daily", customer))
    switch = record.standing(key).of("daily", customer, TODAY)
    assert (switch.state, switch.reason) == ("off", "consent_gone")


def test_a_day_that_the_distributor_has_late_waits_in_the_ledger(cloud, gas):
    key, pce, customer = gas_point()
    change(key, customer, "granted")
    change(key, customer, "activated", until_on=TODAY + 900 * DAY)
    gas.faults.delay_days = 2
    night(cloud, operator=GAS)
    (gap,) = gaps.of_point(key, Period(YESTERDAY, TODAY))
    assert (gap.reason, days(key)) == ("not_published", {})
    gas.faults.delay_days = 1
    with clock.freeze(gap.next_try_at):
        night(cloud, "catch_up", operator=GAS)
    assert near(key, pce, YESTERDAY)
    assert gaps.of_point(key, Period(YESTERDAY, TODAY)) == ()


def test_a_provisional_day_is_settled_later_and_never_the_other_way(cloud):
    key = f"anop#gas#{new_id('p')}"
    for amount, settled, outcome in (
        (700, False, "new"),
        (700, False, "same"),
        (712, True, "corrected"),
        (650, False, "same"),
    ):
        assert totals.store(key, DayTotal(YESTERDAY, amount, settled)).outcome == outcome
    (kept,) = totals.days(key, Period(YESTERDAY, TODAY))
    assert (kept.amount, kept.settled) == (712, True)


def test_who_agreed_to_days_of_electricity_gives_no_half_hours(cloud, grid):
    one = point()
    agree(one, "daily")
    night(cloud)
    assert stored(one) is None
    (kept,) = totals.days(one.key, Period(YESTERDAY, TODAY))
    assert kept.amount == electricity.day_wh(home_of(one.grid_id), YESTERDAY, ZONE)
    assert (grid.calls["daily"], grid.calls["load_curve"]) == (1, 0)
    assert state(one, "half_hourly") == "off"


def test_one_shard_is_planned_in_messages_of_one_fineness(cloud, grid):
    shard = "engie#05"
    for purposes in (("daily",), ("recording", "half_hourly")):
        for _ in range(12):
            agree(point(shard=shard), *purposes)
    shards = collection.ShardMessage("collect", "engie", "electricity", shard, YESTERDAY)
    made = list(collection._fetches(shards))
    assert sorted((each.fineness, len(each.windows)) for each in made) == [
        ("daily", 2),
        ("daily", 10),
        ("half_hourly", 2),
        ("half_hourly", 10),
    ]
