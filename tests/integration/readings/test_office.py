"""Readings at the counter: a clerk with two factors, in the trail; nobody else."""

from datetime import UTC, date, datetime

import pyotp
import pytest

from chalicelib import audit, clock
from chalicelib.accounts import clerks
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, code_of, digits, link_token
from tests.integration.readings.steps import Place, at_home, form, monthly, place


def url(at: Place) -> str:
    return f"/engie/office/supply-points/{at.short}/readings"


@pytest.fixture
def desk(api: Api, cloud: TestCloud) -> Api:
    """A clerk's desk, signed in with two factors."""
    login, email = f"clerk{digits(8)}", f"clerk{digits(12)}@example.com"
    clerks.take("engie", {"login": login, "name": "Olga", "email": email, "role": "clerk"})
    form = {"token": link_token(cloud, email, "recover"), "login": login, "password": PASSWORD}
    assert api.post("/engie/recovery/complete", json=form).status_code == 200
    assert api.post("/engie/sessions", json={"login": login, "password": PASSWORD}).is_success
    begun = api.post("/engie/factors/totp", json={"password": PASSWORD}).json()
    code = pyotp.TOTP(begun["secret"]).at(clock.now())
    form = {"challenge": begun["challenge"], "code": code}
    assert api.post("/engie/factors/totp/confirm", json=form).status_code == 200
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
    assert ("reading_taken", made.short) in {(each.act, each.about) for each in acts}


def test_what_a_customer_brought_of_a_communicating_meter_is_written_down(desk: Api):
    made = place("electricity", communicating="true")
    assert desk.post(url(made), json=form(120)).status_code == 201


def test_a_clerk_writes_down_after_the_window_too(api: Api, cloud: TestCloud, desk: Api):
    made = place("gas")
    with clock.freeze(datetime(2026, 11, 29, 8, tzinfo=UTC)):
        expired = desk.post(url(made), json=form(5))
        assert expired.status_code == 401
    assert desk.post(url(made), json=form(5, on="2026-10-30")).status_code == 201
