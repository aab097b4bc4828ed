"""The Tempo calendar against a portal that speaks RTE's own way, and misbehaves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.gateways.grid.rte import Rte
from chalicelib.rules.calendar import Period
from infra.local.homes.tempo import COLOURS
from infra.local.outside import rte as stand_in
from tests.grid import serving

NOW = datetime(2026, 1, 14, 11, 0, tzinfo=UTC)
TODAY = date(2026, 1, 14)
WEEK = Period(date(2026, 1, 9), date(2026, 1, 16))


@pytest.fixture(scope="module")
def served():
    found = stand_in.Rte()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def portal(served):
    found, _ = served
    found.faults = stand_in.Faults(now=NOW)
    found.calls.clear()
    return found


@pytest.fixture
def rte(served, portal):
    return Rte(f"{served[1]}/rte", "client", "secret")


def refused(rte, period=WEEK):
    with pytest.raises(GridRefused) as no:
        rte.colours(period)
    return no.value


def test_without_credentials_there_is_no_token(served, portal):
    no = refused(Rte(f"{served[1]}/rte", "", ""))
    assert (no.reason, no.code) == ("unavailable", "token_401")


def test_one_call_too_many_is_told_when_to_come_back(rte, portal):
    portal.faults.throttled = 1
    with clock.freeze(NOW):
        no = refused(rte)
    assert (no.reason, no.next_try_at) == ("quota", NOW + timedelta(seconds=900))


def test_a_portal_that_fails_is_unavailable_and_not_empty(rte, portal):
    portal.faults.failing = 1
    assert refused(rte).reason == "unavailable"
    portal.faults.cut = 1
    assert refused(rte).code == "half_an_answer"


def test_days_later_than_the_day_after_tomorrow_are_refused(rte):
    no = refused(rte, Period(TODAY, TODAY + timedelta(days=9)))
    assert (no.reason, no.code) == ("refused", "400")


def test_the_colours_come_in_order_up_to_tomorrow(rte):
    found = rte.colours(WEEK)
    assert list(found) == sorted(found)
    assert found == {on: COLOURS[on] for on in WEEK.dates()}


def test_before_twenty_to_eleven_tomorrow_is_not_known(rte, portal):
    portal.faults.now = NOW.replace(hour=8)
    assert max(rte.colours(WEEK)) == TODAY


def test_a_makeshift_colour_is_not_taken_for_the_real_one(rte, portal):
    portal.faults.fallback = [TODAY]
    assert TODAY not in rte.colours(WEEK)


def test_two_years_are_asked_for_in_parts_of_366_days_with_one_token(rte, portal):
    found = rte.colours(Period(date(2024, 1, 1), date(2026, 1, 1)))
    assert len(found) == 731
    assert portal.calls == {"token": 1, "calendar": 2}


def test_a_token_that_was_forgotten_is_asked_for_again(rte, portal):
    rte.colours(WEEK)
    portal.tokens.clear()
    assert rte.colours(WEEK)
    assert portal.calls["token"] == 2
