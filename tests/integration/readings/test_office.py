"""Readings at the counter: a clerk with two factors, in the trail; nobody else."""

from datetime import UTC, date, datetime

import pytest

from chalicelib import audit, clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.desk import appointed
from tests.integration.accounts.steps import code_of, digits
from tests.integration.readings.steps import Place, at_home, form, monthly, place


def url(at: Place) -> str:
    return f"/engie/office/supply-points/{at.short}/readings"


@pytest.fixture
def desk(api: Api, cloud: TestCloud) -> Api:
    """A clerk's desk, signed in with two factors."""
    appointed(api, cloud)
    return api


def test_visitors_and_customers_find_no_counter(api: Api, cloud: TestCloud):
    made = place("gas")
    assert code_of(api.post(url(made), json=form(5)), 401) == "sign_in_needed"
    mine = at_home(api, cloud, "gas")
    assert code_of(api.post(url(mine), json=form(5)), 404) == "not_found"


def test_a_point_that_nobody_holds_is_not_found(desk: Api):
    gone = place("gas", ended_on="2026-10-01")
    never = Place(gone.who, "gas", digits(18, "5414"), "M1")
    for at in (gone, never):
        assert code_of(desk.post(url(at), json=form(5)), 404) == "supply_point_unknown"


def test_a_clerk_writes_a_reading_down_that_makes_sense(desk: Api):
    made = place("gas")
    monthly(made, 100)
    assert code_of(desk.post(url(made), json=form(4399)), 422) == "reading_lower"
    assert code_of(desk.post(url(made), json=form(9000)), 409) == "reading_unusual"
    taken = desk.post(url(made), json=form(4410))
    assert taken.status_code == 201, taken.text
    # At a stopped clock the acts of many tests fall on one moment.
    acts = audit.acts_of("engie", date(2026, 11, 5), limit=1000)
    seen = {(each.act, each.about, each.facts.get("point")) for each in acts}
    assert ("reading_taken", made.who.number, made.short) in seen


def test_what_a_customer_brought_of_a_communicating_meter_is_written_down(desk: Api):
    made = place("electricity", communicating="true")
    assert desk.post(url(made), json=form(120)).status_code == 201


def test_a_clerk_writes_down_after_the_window_too(api: Api, cloud: TestCloud, desk: Api):
    made = place("gas")
    with clock.freeze(datetime(2026, 11, 29, 8, tzinfo=UTC)):
        expired = desk.post(url(made), json=form(5))
        assert expired.status_code == 401
    assert desk.post(url(made), json=form(5, on="2026-10-30")).status_code == 201


def test_a_clerk_sees_what_a_customer_holds_and_was_read_there(desk: Api):
    made, other = place("gas"), place("gas")
    monthly(made, 100)
    points = desk.get(f"/engie/office/customers/{made.who.number}/supply-points").json()["items"]
    assert [each["point"] for each in points] == [made.short]
    line = f"/engie/office/customers/{made.who.number}/supply-points"
    assert desk.get(f"{line}/{made.short}/readings").json()["items"]
    assert code_of(desk.get(f"{line}/{other.short}/readings"), 404) == "supply_point_unknown"
    nobody = desk.get("/engie/office/customers/2999999999/supply-points")
    assert code_of(nobody, 404) == "customer_unknown"
