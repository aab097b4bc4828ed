"""The counter: nothing without a role, two factors and a document; everything in the trail."""

from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import clerks, intake
from chalicelib.errors import Invalid
from tests.cloud import Api, TestCloud
from tests.integration.accounts.desk import appointed
from tests.integration.accounts.steps import PASSWORD, code_of, digits, link_token, signed_in

OFFICE = "/vodokanal/office"
NEW = "восемь ослов едят ржаной хлеб"
SEEN = {"document": "passport", "checked": True}


def appoint(api: Api, cloud: TestCloud, role: str = "clerk", *, factor: bool = True) -> str:
    return appointed(api, cloud, role, operator="vodokanal", factor=factor)


@pytest.fixture(scope="module")
def desk(api_url: str, cloud: TestCloud) -> Api:
    desk = Api(api_url)
    appoint(desk, cloud, "supervisor")
    return desk


def customer() -> dict[str, str]:
    """Somebody without a meter, whom only the office can register."""
    row = {
        "number": f"W-{digits(10)}",
        "name": "Смирнов Олег",
        "surname": "Смирнов",
        "place": "Кугеси",
        "account_number": digits(9),
    }
    intake.take("vodokanal", row)
    return row


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("login", "a b", "column_malformed"),
        ("name", "", "column_missing"),
        ("email", "x", "email_invalid"),
        ("role", "king", "column_malformed"),
        ("language", "nl", "column_malformed"),
    ],
)
def test_a_bad_row_appoints_nobody(cloud: TestCloud, column: str, value: str, why: str):
    row = {
        "login": "olga.p",
        "name": "Ольга",
        "email": "o@example.com",
        "role": "clerk",
        "language": "ru",
    }
    with pytest.raises(Invalid) as refused:
        clerks.take("vodokanal", row | {column: value})
    assert refused.value.fields == {column: why}


def test_the_counter_is_not_there_for_visitors_and_customers(api: Api, cloud: TestCloud):
    query = {"number": "W-1"}
    assert code_of(api.get(f"{OFFICE}/customers", params=query), 401) == "sign_in_needed"
    signed_in(api, cloud)
    assert code_of(api.get("/engie/office/customers", params=query), 404) == "not_found"


def test_a_clerk_is_no_customer(desk: Api):
    assert code_of(desk.get("/vodokanal/supply-points"), 404) == "not_found"


def test_a_clerk_with_one_factor_may_nothing(api: Api, cloud: TestCloud):
    appoint(api, cloud, factor=False)
    refused = api.get(f"{OFFICE}/customers", params={"number": "W-1"})
    assert code_of(refused, 403) == "second_factor_required"


def test_a_clerk_may_not_read_the_trail(api: Api, cloud: TestCloud):
    appoint(api, cloud)
    refused = api.get(f"{OFFICE}/trail", params={"on": "2026-11-22"})
    assert code_of(refused, 403) == "role_may_not"


def test_a_dismissed_clerk_is_out_at_once(api: Api, cloud: TestCloud):
    login = appoint(api, cloud)
    assert api.get("/vodokanal/me").status_code == 200
    row = {"login": login, "name": "Ольга", "email": "o@example.com", "role": "dismissed"}
    clerks.take("vodokanal", row)
    assert code_of(api.get("/vodokanal/me"), 401) == "sign_in_needed"
    form = {"login": login, "password": PASSWORD}
    assert code_of(api.post("/vodokanal/sessions", json=form), 403) == "account_locked"


def test_a_document_that_was_not_checked_registers_nobody(desk: Api, cloud: TestCloud):
    form = {"customer": customer()["number"], "document": "passport", "checked": False}
    refused = desk.post(f"{OFFICE}/registrations", json=form)
    assert refused.json()["fields"]["checked"]["code"] == "document_unchecked"


def test_nobody_is_registered_twice_and_no_unknown_customer(desk: Api, cloud: TestCloud):
    form = {"customer": customer()["number"]} | SEEN
    assert desk.post(f"{OFFICE}/registrations", json=form).status_code == 201
    assert code_of(desk.post(f"{OFFICE}/registrations", json=form), 409) == "already_activated"
    form["customer"] = "W-0"
    assert code_of(desk.post(f"{OFFICE}/registrations", json=form), 404) == "customer_unknown"


def first_sign_in(api: Api, sheet: dict[str, str]) -> Api:
    visitor = api.another()
    form = {"login": sheet["login"], "password": sheet["password"]}
    done = visitor.post("/vodokanal/sessions", json=form)
    assert done.status_code == 201 and done.json()["must_change_password"] is True
    return visitor


def test_the_first_sign_in_changes_the_one_time_password_and_accepts_the_terms(
    desk: Api, cloud: TestCloud
):
    who = customer()
    found = desk.get(
        f"{OFFICE}/customers", params={"place": "кугеси", "account_number": who["account_number"]}
    ).json()["items"]
    assert [(each["number"], each["has_meter"], each["login"]) for each in found] == [
        (who["number"], False, None)
    ]
    sheet = desk.post(f"{OFFICE}/registrations", json={"customer": who["number"]} | SEEN).json()
    assert sheet["login"] == f"Кугеси#{who['account_number']}"
    visitor = first_sign_in(desk, sheet)
    assert code_of(visitor.get("/vodokanal/supply-points"), 403) == "password_change_needed"
    change = {"password": sheet["password"], "new_password": NEW}
    assert visitor.post("/vodokanal/me/password", json=change).status_code == 200
    assert code_of(visitor.get("/vodokanal/supply-points"), 403) == "terms_changed"
    version = visitor.get("/vodokanal/me").json()["terms"]["version"]
    assert visitor.post("/vodokanal/terms", json={"version": version}).status_code == 204
    assert visitor.get("/vodokanal/supply-points").status_code == 200
    old = {"login": sheet["login"], "password": sheet["password"]}
    assert code_of(desk.another().post("/vodokanal/sessions", json=old), 401) == "sign_in_wrong"


def test_a_one_time_password_dies_unused_after_two_weeks(desk: Api, cloud: TestCloud):
    sheet = desk.post(
        f"{OFFICE}/registrations", json={"customer": customer()["number"]} | SEEN
    ).json()
    form = {"login": sheet["login"], "password": sheet["password"]}
    with clock.shift(timedelta(days=14, seconds=1)):
        refused = desk.another().post("/vodokanal/sessions", json=form)
        assert code_of(refused, 403) == "password_expired"


def test_an_address_given_at_the_counter_counts_once_it_is_confirmed(desk: Api, cloud: TestCloud):
    email = f"abonent{digits(12)}@example.com"
    form = {"customer": customer()["number"], "email": email, "phone": "+7 912 345-67-89"} | SEEN
    sheet = desk.post(f"{OFFICE}/registrations", json=form).json()
    visitor = first_sign_in(desk, sheet)
    assert visitor.get("/vodokanal/me").json()["email"] is None
    confirm = {"token": link_token(cloud, email, "confirm-email"), "password": sheet["password"]}
    assert visitor.post("/vodokanal/me/email/confirm", json=confirm).status_code == 204
    me = visitor.get("/vodokanal/me").json()
    assert (me["email"], me["login"], me["phone"]) == (email, sheet["login"], "+79123456789")


def test_who_lost_every_way_in_gets_a_new_one_time_password_at_the_counter(
    desk: Api, cloud: TestCloud
):
    who = customer()
    sheet = desk.post(f"{OFFICE}/registrations", json={"customer": who["number"]} | SEEN).json()
    visitor = first_sign_in(desk, sheet)
    visitor.post(
        "/vodokanal/me/password", json={"password": sheet["password"], "new_password": NEW}
    )
    again = desk.post(f"{OFFICE}/customers/{who['number']}/password", json=SEEN)
    assert again.status_code == 201
    assert code_of(visitor.get("/vodokanal/me"), 401) == "sign_in_needed"
    first_sign_in(desk, again.json())
    without = desk.post(f"{OFFICE}/customers/{customer()['number']}/password", json=SEEN)
    assert code_of(without, 404) == "no_account_yet"


def test_support_unlocks_and_writes_the_holder_a_link(desk: Api, cloud: TestCloud):
    who, email = customer(), f"abonent{digits(12)}@example.com"
    form = {"customer": who["number"], "email": email} | SEEN
    sheet = desk.post(f"{OFFICE}/registrations", json=form).json()
    visitor = first_sign_in(desk, sheet)
    confirm = {"token": link_token(cloud, email, "confirm-email"), "password": sheet["password"]}
    visitor.post("/vodokanal/me/email/confirm", json=confirm)
    visitor.post(
        "/vodokanal/me/password", json={"password": sheet["password"], "new_password": NEW}
    )
    alarm = {"token": link_token(cloud, email, "alarm"), "login": sheet["login"]}
    assert visitor.post("/vodokanal/alarm", json=alarm).status_code == 204
    login = {"login": sheet["login"], "password": NEW}
    assert code_of(visitor.post("/vodokanal/sessions", json=login), 403) == "account_locked"
    assert desk.post(f"{OFFICE}/customers/{who['number']}/unlock", json=SEEN).status_code == 204
    assert visitor.post("/vodokanal/sessions", json=login).status_code == 201
    assert link_token(cloud, email, "recover")


def test_every_act_at_the_counter_stands_in_the_trail(desk: Api, cloud: TestCloud):
    who = customer()
    desk.get(f"{OFFICE}/customers", params={"number": who["number"]})
    desk.post(f"{OFFICE}/registrations", json={"customer": who["number"]} | SEEN)
    desk.post(f"{OFFICE}/customers/{who['number']}/password", json=SEEN)
    desk.post(f"{OFFICE}/customers/{who['number']}/unlock", json=SEEN)
    clerk = desk.get("/vodokanal/me").json()["account"]
    found, cursor = [], None
    while True:
        query = {"on": clock.now().date().isoformat()} | ({"cursor": cursor} if cursor else {})
        page = desk.get(f"{OFFICE}/trail", params=query).json()
        found += [each for each in page["items"] if each["about"] == who["number"]]
        cursor = page["next"]
        if cursor is None:
            break
    acts = [
        "unlocked_by_support",
        "one_time_password_issued",
        "registered_at_office",
        "customer_looked_up",
    ]
    assert [each["act"] for each in found] == acts
    assert {each["by"] for each in found} == {clerk}
    assert found[2]["facts"] == {"document": "passport"}
