"""The ADICT adapter against a gas distributor that speaks NDJSON, and misbehaves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.gateways.grid.adict import Adict, documents, truth
from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.rules.calendar import Period
from infra.local.homes import gas as homes
from infra.local.homes import home_of
from infra.local.outside import gas as stand_in
from tests.grid import serving

PCE = "25081000990110"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WEEK = Period(date(2026, 11, 14), date(2026, 11, 21))
YEAR = Period(date(2025, 11, 21), date(2026, 11, 21))


@pytest.fixture(scope="module")
def served():
    found = stand_in.Gas()
    with serving(stand_in.application(found)) as address:
        yield found, address


@pytest.fixture
def gas(served):
    found, _ = served
    found.faults = stand_in.Faults(now=NOW)
    found.calls.clear()
    return found


@pytest.fixture
def adict(served, gas):
    address = served[1]
    return Adict(f"{address}/gas/adict/v2", f"{address}/gas/token", "client", "secret")


def refused(adict, period=WEEK):
    with pytest.raises(GridRefused) as no:
        adict.daily(PCE, period)
    return no.value


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1000000", "moved_out"),
        ("1000001", "consent_gone"),
        ("1000014", "consent_gone"),
        ("1000010", "recording_off"),
        ("1000008", "no_data"),
        ("2000100", "unavailable"),
    ],
)
def test_an_error_that_comes_with_200_is_still_a_refusal(adict, gas, code, reason):
    gas.faults.codes = {PCE: code}
    assert (refused(adict).reason, refused(adict).code) == (reason, code)


def test_days_that_are_not_out_yet_are_no_data(adict, gas):
    gas.faults.delay_days = 3
    young = Period(date(2026, 11, 20), date(2026, 11, 22))
    assert refused(adict, young).reason == "no_data"


def test_a_quota_a_stumble_and_half_an_answer_are_told_apart(adict, gas):
    adict.daily(PCE, WEEK)
    gas.faults.throttled, gas.faults.wait_seconds = 1, 90
    with clock.freeze(NOW):
        no = refused(adict)
    assert (no.reason, no.next_try_at) == ("quota", NOW + timedelta(seconds=90))
    gas.faults.failing = 1
    assert refused(adict).reason == "unavailable"
    gas.faults.cut = 1
    assert (refused(adict).reason, len(adict.daily(PCE, WEEK))) == ("unavailable", 7)


def test_a_wrong_client_is_unavailable(served, gas):
    address = served[1]
    adict = Adict(f"{address}/gas/adict/v2", f"{address}/gas/token", "", "")
    assert refused(adict).code == "token_401"


def test_gas_has_no_half_hours(adict):
    with pytest.raises(GridRefused):
        adict.load_curve(PCE, WEEK)


def test_a_day_is_finer_than_the_whole_cubic_metres_beside_it(adict):
    found = adict.daily(PCE, WEEK)
    assert sorted(found) == list(WEEK.dates())
    for on, day in found.items():
        assert abs(day.amount - homes.day_dm3(home_of(PCE), on)) <= 10


def test_a_year_comes_in_one_call(adict, gas):
    assert len(adict.daily(PCE, YEAR)) == 365
    assert gas.calls["daily"] == 1


@pytest.mark.parametrize("kind", ["duplicated", "shuffled"])
def test_lines_twice_or_in_no_order_change_nothing(adict, gas, kind):
    right = adict.daily(PCE, WEEK)
    setattr(gas.faults, kind, True)
    assert adict.daily(PCE, WEEK) == right


def test_days_of_the_present_month_are_provisional(adict):
    found = adict.daily(PCE, Period(date(2026, 10, 30), date(2026, 11, 3)))
    assert [day.settled for _, day in sorted(found.items())] == [True, True, False, False]


def test_a_missing_day_is_left_out(adict, gas):
    gas.faults.missing = {PCE: [date(2026, 11, 16)]}
    assert date(2026, 11, 16) not in adict.daily(PCE, WEEK)


@pytest.mark.parametrize(
    ("state", "reason"),
    [("Révoquée", "consent_gone"), ("A valider", "consent_gone"), ("", "unknown_point")],
)
def test_a_point_without_an_active_right_is_refused(adict, gas, state, reason):
    gas.faults.rights = {PCE: state}
    with pytest.raises(GridRefused) as no:
        adict.check(PCE)
    assert no.value.reason == reason


def test_a_right_that_does_not_cover_days_is_refused(adict, gas):
    adict.check(PCE)
    gas.faults.informative = False
    with pytest.raises(GridRefused) as no:
        adict.check(PCE)
    assert no.value.reason == "recording_off"


def test_booleans_are_words_and_lines_are_documents():
    assert (truth("Vrai"), truth("Faux"), truth(True), truth(None)) == (True, False, True, False)
    assert documents(b'{"a": 1}\n\n{"b": 2}\n') == [{"a": 1}, {"b": 2}]
    with pytest.raises(GridRefused):
        documents(b'{"a": 1}\n{"b"')
