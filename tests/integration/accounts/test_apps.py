"""Apps: tokens that are replaced and never used twice, and the way back from the site."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib import clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, Home, code_of, signed_in

VERIFIER = "app-verifier-0123456789-abcdefghijklmnopqrstuvwxyz"


def s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@pytest.fixture(scope="module")
def who(api_url: str, cloud: TestCloud) -> Home:
    with Api(api_url) as api:
        return signed_in(api, cloud)


@pytest.fixture
def app(api: Api) -> Api:
    return api.another()


def tokens(app: Api, who: Home) -> dict:
    form = {"login": who.email, "password": PASSWORD, "client": "app"}
    return app.post("/engie/sessions", json=form).json()


def me(app: Api, token: str):
    return app.get("/engie/me", headers={"Authorization": f"Bearer {token}"})


def refresh(app: Api, token: str):
    return app.post("/engie/sessions/refresh", json={"refresh_token": token})


def test_a_refresh_token_opens_nothing_by_itself(app: Api, who: Home):
    assert code_of(me(app, tokens(app, who)["refresh_token"]), 401) == "sign_in_needed"


def test_an_access_token_refreshes_nothing(app: Api, who: Home):
    assert code_of(refresh(app, tokens(app, who)["token"]), 401) == "refresh_refused"


def test_an_access_token_lives_half_an_hour_and_its_refresh_token_gives_a_new_one(
    app: Api, who: Home
):
    pair = tokens(app, who)
    with clock.shift(timedelta(minutes=30)):
        assert code_of(me(app, pair["token"]), 401) == "sign_in_needed"
        new = refresh(app, pair["refresh_token"])
        assert new.status_code == 201
        assert me(app, new.json()["token"]).status_code == 200


def test_refreshing_ends_the_earlier_access_token(app: Api, who: Home):
    pair = tokens(app, who)
    assert refresh(app, pair["refresh_token"]).status_code == 201
    assert code_of(me(app, pair["token"]), 401) == "sign_in_needed"


def test_a_refresh_token_used_twice_ends_the_whole_family(app: Api, who: Home):
    pair = tokens(app, who)
    new = refresh(app, pair["refresh_token"]).json()
    assert code_of(refresh(app, pair["refresh_token"]), 401) == "refresh_refused"
    assert code_of(me(app, new["token"]), 401) == "sign_in_needed"
    assert code_of(refresh(app, new["refresh_token"]), 401) == "refresh_refused"


def test_of_five_refreshes_at_once_at_most_one_wins_and_the_family_ends(app: Api, who: Home):
    pair = tokens(app, who)
    with ThreadPoolExecutor(5) as pool:
        got = list(pool.map(lambda _: refresh(app.another(), pair["refresh_token"]), range(5)))
    assert [each.status_code for each in got].count(201) <= 1
    assert code_of(refresh(app, pair["refresh_token"]), 401) == "refresh_refused"


def test_a_refresh_token_unused_for_thirty_days_is_over(app: Api, who: Home):
    pair = tokens(app, who)
    with clock.shift(timedelta(days=30)):
        assert code_of(refresh(app, pair["refresh_token"]), 401) == "refresh_refused"


def test_an_apps_session_ends_after_ninety_days_however_often_it_is_refreshed(app: Api, who: Home):
    token = tokens(app, who)["refresh_token"]
    for days in (25, 50, 75, 89):
        with clock.shift(timedelta(days=days)):
            new = refresh(app, token)
            assert new.status_code == 201, days
            token = new.json()["refresh_token"]
    with clock.shift(timedelta(days=90, seconds=1)):
        assert code_of(refresh(app, token), 401) == "refresh_refused"


def test_signing_an_app_out_ends_its_refresh_token_too(app: Api, who: Home):
    pair = tokens(app, who)
    done = app.delete(
        "/engie/sessions/current", headers={"Authorization": f"Bearer {pair['token']}"}
    )
    assert done.status_code == 204
    assert code_of(refresh(app, pair["refresh_token"]), 401) == "refresh_refused"


def hand_over(api: Api, cloud: TestCloud, **more: str):
    signed_in(api, cloud)
    return api.post(
        "/engie/app-codes", json={"code_challenge": s256(VERIFIER), "state": "s&1"} | more
    )


def exchange(app: Api, code: str, verifier: str = VERIFIER):
    return app.post("/engie/sessions/code", json={"code": code, "code_verifier": verifier})


def test_nobody_gets_a_code_without_signing_in(app: Api):
    refused = app.post("/engie/app-codes", json={"code_challenge": s256(VERIFIER)})
    assert code_of(refused, 401) == "sign_in_needed"


@pytest.mark.parametrize("challenge", ["", "plain", "=" * 43])
def test_a_challenge_that_is_no_digest_is_refused(api: Api, cloud: TestCloud, challenge: str):
    assert code_of(hand_over(api, cloud, code_challenge=challenge), 422) == "form_invalid"


def test_an_app_without_the_verifier_gets_nothing_and_the_code_is_gone(
    api: Api, app: Api, cloud: TestCloud
):
    code = hand_over(api, cloud).json()["code"]
    assert code_of(exchange(app, code, "x" * 50), 403) == "app_code_refused"
    assert code_of(exchange(app, code), 404) == "link_expired"


def test_a_code_lives_one_minute(api: Api, app: Api, cloud: TestCloud):
    code = hand_over(api, cloud).json()["code"]
    with clock.shift(timedelta(seconds=61)):
        assert code_of(exchange(app, code), 404) == "link_expired"


def test_a_code_is_good_once(api: Api, app: Api, cloud: TestCloud):
    code = hand_over(api, cloud).json()["code"]
    with ThreadPoolExecutor(5) as pool:
        got = list(pool.map(lambda _: exchange(app.another(), code), range(5)))
    assert [each.status_code for each in got].count(201) == 1


def test_back_to_the_app_signs_it_in(api: Api, app: Api, cloud: TestCloud):
    made = hand_over(api, cloud).json()
    link = urlsplit(made["app_link"])
    assert f"{link.scheme}://{link.netloc}" == "smartapp://login"
    query = parse_qs(link.query)
    assert query["state"] == ["s&1"] and query["code"] == [made["code"]]
    pair = exchange(app, made["code"]).json()
    assert me(app, pair["token"]).json()["account"] == api.get("/engie/me").json()["account"]
