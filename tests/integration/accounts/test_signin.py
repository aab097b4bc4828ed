"""Sign-in and sessions: the same refusal for all, short lives, and an end that is one at once."""

from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import account as accounts
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import (
    PASSWORD,
    Home,
    activated,
    code_of,
    digits,
    home,
    signed_in,
)

SESSIONS = "/engie/sessions"


@pytest.fixture(scope="module")
def who(api_url: str, cloud: TestCloud) -> Home:
    with Api(api_url) as api:
        made = home()
        activated(api, cloud, made)
        return made


def sign_in(api: Api, who: Home, password: str = PASSWORD, **more: str):
    return api.post(SESSIONS, json={"login": who.email, "password": password} | more)


def test_nobody_sees_anything_without_a_session(api: Api):
    refused = api.get("/engie/me", headers={"Accept-Language": "ru"})
    assert code_of(refused, 401) == "sign_in_needed"
    assert (
        api.get("/vodokanal/me", headers={"Accept-Language": "ru"})
        .json()["detail"]
        .startswith("Для доступа в личный кабинет необходима авторизация")
    )


@pytest.mark.parametrize("token", [".", "x", "A" * 43, "é" * 43, "A" * 4000])
def test_a_token_of_nobodys_is_refused(api: Api, token: str):
    refused = api.get("/engie/me", headers={"Authorization": f"Bearer {token}".encode()})
    assert code_of(refused, 401) == "sign_in_needed"


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(api: Api, who: Home):
    wrong = sign_in(api, who, "not the password")
    unknown = api.post(SESSIONS, json={"login": f"x{digits(12)}", "password": PASSWORD})
    assert code_of(wrong, 401) == code_of(unknown, 401) == "sign_in_wrong"
    bodies = [
        {k: v for k, v in each.json().items() if k != "request_id"} for each in (wrong, unknown)
    ]
    assert bodies[0] == bodies[1]


def test_an_account_of_one_operator_is_unknown_to_another(api: Api, who: Home):
    refused = api.post("/oya/sessions", json={"login": who.email, "password": PASSWORD})
    assert code_of(refused, 401) == "sign_in_wrong"


def test_a_session_of_one_operator_opens_nothing_at_another(api: Api, who: Home):
    token = sign_in(api, who, client="app").json()["token"]
    refused = api.get("/oya/me", headers={"Authorization": f"Bearer {token}"})
    assert code_of(refused, 401) == "sign_in_needed"


def test_a_change_with_the_cookie_alone_is_refused_as_forged(api: Api, who: Home):
    assert sign_in(api, who).status_code == 201
    refused = api.post("/engie/terms", json={"version": "x"}, headers={"X-Comptoir": ""})
    assert code_of(refused, 403) == "not_from_our_pages"


def test_the_eleventh_try_from_one_address_waits_a_quarter_of_an_hour_at_most(api: Api, who: Home):
    for _ in range(10):
        assert code_of(sign_in(api, who, "wrong"), 401) == "sign_in_wrong"
    refused = sign_in(api, who)
    assert code_of(refused, 429) == "sign_in_locked"
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert sign_in(api.another(), who).status_code == 201, "the holder elsewhere is not locked out"
    with clock.shift(timedelta(minutes=15)):
        assert sign_in(api, who).status_code == 201


def test_a_right_password_sets_the_count_back(api: Api, who: Home):
    for _ in range(3):
        for _ in range(6):
            sign_in(api, who, "wrong")
        assert sign_in(api, who).status_code == 201


def test_an_unused_session_of_the_site_ends_after_half_an_hour(api: Api, who: Home):
    sign_in(api, who)
    with clock.shift(timedelta(minutes=29)):
        assert api.get("/engie/me").status_code == 200
    with clock.shift(timedelta(minutes=58)):
        assert api.get("/engie/me").status_code == 200
    with clock.shift(timedelta(minutes=89)):
        assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"


def test_a_session_of_the_site_ends_after_twelve_hours_however_much_it_is_used(api: Api, who: Home):
    sign_in(api, who)
    for quarter in range(1, 48):
        with clock.shift(timedelta(minutes=15 * quarter)):
            assert api.get("/engie/me").status_code == 200, quarter
    with clock.shift(timedelta(hours=12, seconds=1)):
        assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"


def test_the_cookie_is_bound_to_the_host_and_closed_to_scripts(api: Api, who: Home):
    line = sign_in(api, who).headers["set-cookie"]
    assert line.startswith("__Host-engie=")
    for part in ("Path=/", "HttpOnly", "Secure", "SameSite=Strict"):
        assert part in line
    assert "Domain" not in line


def test_the_site_never_gets_its_token_in_a_body_and_an_app_never_a_cookie(api: Api, who: Home):
    assert "token" not in sign_in(api, who).json()
    app = sign_in(api.another(), who, client="app")
    assert app.json()["token"] and "set-cookie" not in app.headers


def test_signing_out_ends_the_session_at_once(api: Api, who: Home):
    sign_in(api, who)
    kept = dict(api.kept)
    gone = api.delete(f"{SESSIONS}/current")
    assert gone.status_code == 204 and "Max-Age=0" in gone.headers["set-cookie"]
    api.kept = kept
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"


def test_me_says_who_is_signed_in(api: Api, cloud: TestCloud):
    mine = signed_in(api, cloud)
    me = api.get("/engie/me").json()
    assert me["email"] == me["login"] == mine.email
    assert me["customers"] == [{"number": mine.number, "name": "Amina Peeters"}]
    assert me["terms"]["due"] is False and me["terms"]["accepted_version"] == me["terms"]["version"]
    assert me["eligible"] is False, "no contract has come in for this customer"


def test_without_a_contract_past_bills_stay_and_the_operator_can_be_asked_why(
    api: Api, cloud: TestCloud
):
    signed_in(api, cloud)
    assert api.get("/engie/me").json()["eligible"] is False
    assert api.get("/engie/invoices").status_code == 200
    asked = api.post("/engie/tickets", json={"about": "contract", "message": "Pourquoi ?"})
    assert asked.status_code == 201, asked.text


def test_terms_that_changed_are_asked_again_once_on_every_device(api: Api, cloud: TestCloud):
    mine = signed_in(api, cloud)
    phone = api.another()
    assert sign_in(phone, mine).status_code == 201
    account = api.get("/engie/me").json()["account"]
    accounts.change(account, terms_version="2020-01-01")
    from chalicelib.accounts import sessions

    sessions.change(account, terms_version="2020-01-01")
    assert code_of(api.get("/engie/supply-points"), 403) == "terms_changed"
    me = api.get("/engie/me").json()["terms"]
    assert me["due"] is True
    assert (
        code_of(api.post("/engie/terms", json={"version": "2020-01-01"}), 409)
        == "terms_version_old"
    )
    assert api.post("/engie/terms", json={"version": me["version"]}).status_code == 204
    assert api.get("/engie/supply-points").status_code == 200
    assert phone.get("/engie/supply-points").status_code == 200
    assert api.get("/engie/me").json()["terms"]["accepted_at"] > me["accepted_at"]


def test_passwords_may_hold_any_characters_and_any_keyboard_may_type_them(
    api: Api, cloud: TestCloud
):
    mine = home()
    activated(api, cloud, mine, password="Ångström ‘ĳs’ 🦔 und ﬁne")
    other_keyboard = "A\u030angstro\u0308m ‘ijs’ 🦔 und fine"
    assert sign_in(api, mine, other_keyboard).status_code == 201
