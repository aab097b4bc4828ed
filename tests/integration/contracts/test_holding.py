"""Contracts and supply points: found by who may, by night work in parts, and never across time."""

from datetime import date

import pytest

from chalicelib.accounts import customers
from chalicelib.contracts import agreements, eligibility, supply, tariffs
from chalicelib.contracts.shards import shard_of, shards
from chalicelib.rules.calendar import Period
from tests.cloud import TestCloud
from tests.integration.accounts.steps import digits, home
from tests.integration.readings.steps import Place, contract, place

TODAY = date(2026, 11, 5)


def test_a_point_that_nobody_holds_is_held_by_nobody(cloud: TestCloud):
    gone = place("gas", ended_on="2026-10-01")
    assert supply.held_now(gone.key, TODAY) is None
    assert supply.held_now("engie#gas#nowhere", TODAY) is None
    assert gone.key not in set(supply.held("engie", shard_of("engie", gone.key), TODAY))


def test_without_a_grid_number_nothing_is_collected(cloud: TestCloud):
    unknown, known = place("electricity"), place("electricity", grid_id=digits(14))
    for at, found in ((unknown, False), (known, True)):
        shard = shard_of("engie", at.key)
        points = {each.point for each in supply.collectable("engie", shard, TODAY)}
        assert (at.key in points) is found


def test_night_work_meets_every_contract_once(cloud: TestCloud):
    made = [place("gas") for _ in range(6)]
    found = [
        each.contract
        for shard in shards("engie")
        for each in agreements.active("engie", shard, TODAY)
    ]
    assert all(found.count(each.contract) == 1 for each in made)


def test_a_contract_that_ended_is_met_until_it_is_settled(cloud: TestCloud):
    gone = place("gas", ended_on="2026-10-01")
    shard = shard_of("engie", gone.key)

    def met(since: date) -> bool:
        return gone.contract in {c.contract for c in agreements.active("engie", shard, since)}

    assert met(date(2026, 9, 30))
    assert not met(date(2026, 10, 1))


def test_without_a_contract_in_force_a_customer_is_not_eligible(cloud: TestCloud):
    gone, here = place("gas", ended_on="2020-01-01", started_on="2019-01-01"), place("gas")
    for at, eligible in ((gone, False), (here, True)):
        customer = customers.find("engie", at.who.number)
        assert customer is not None
        assert eligibility.has_active_contract(customer) is eligible
        assert customer.active is eligible


def test_a_change_of_tariff_leaves_the_past_its_own_terms(cloud: TestCloud):
    made = place("electricity", ended_on="2025-07-01")
    later = Place(made.who, "electricity", made.point, made.serial)
    contract(made.who, later, started_on="2025-07-01", tariff="elec-bi")
    (held,) = supply.points_of("engie", [made.who.number])
    assert [each.tariff for each in held.contracts] == ["elec-mono", "elec-bi"]
    before, after = held.contract_on(date(2025, 6, 30)), held.contract_on(date(2025, 7, 1))
    assert before is not None
    assert after is not None
    assert (before.tariff, after.tariff) == ("elec-mono", "elec-bi")
    assert held.within(Period(date(2025, 6, 1), date(2025, 8, 1))) == (
        Period(date(2025, 6, 1), date(2025, 7, 1)),
        Period(date(2025, 7, 1), date(2025, 8, 1)),
    )


@pytest.mark.parametrize("tariff", ["no-such-tariff", "gas"])
def test_a_tariff_that_the_pack_does_not_know_has_no_terms(cloud: TestCloud, tariff: str):
    made = place("gas", tariff=tariff)
    (held,) = supply.points_of("engie", [made.who.number])
    terms = tariffs.terms_of(held.contract, held.point)
    assert (terms is None) is (tariff == "no-such-tariff")


def test_the_points_own_cheap_hours_go_before_the_tariffs(cloud: TestCloud):
    made = place("electricity", tariff="elec-bi", off_peak="01:34-07:34 12:34-14:34")
    (held,) = supply.points_of("engie", [made.who.number])
    terms = tariffs.terms_of(held.contract, held.point)
    assert terms is not None
    (schedule,) = terms.hours
    assert [w.from_minute for w in schedule.hours[0].windows] == [94, 754]


def test_points_of_nobody_are_none(cloud: TestCloud):
    assert supply.points_of("engie", [home().number]) == ()
