"""Getting back in, and the alarm that locks: told to the holder, and to nobody else."""

from datetime import timedelta

from chalicelib import clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import (
    PASSWORD,
    activated,
    code_of,
    digits,
    home,
    link_token,
    signed_in,
)

NEW = "acht ezels eten roggebrood"


def ask(api: Api, name: str):
    return api.post("/engie/recovery", json={"login_or_email": name})


def complete(api: Api, token: str, login: str, password: str = NEW):
    return api.post(
        "/engie/recovery/complete", json={"token": token, "login": login, "password": password}
    )


def test_asking_for_an_unknown_account_answers_the_same_and_sends_nothing(
    api: Api, cloud: TestCloud
):
    who = home()
    activated(api, cloud, who)
    cloud.forget_messages()
    known, unknown = ask(api, who.email), ask(api, f"x{digits(12)}@example.com")
    assert known.status_code == unknown.status_code == 202
    assert known.content == unknown.content
    cloud.drain("outbox")
    assert [mail.to for mail in cloud.mails()] == [who.email]


def test_the_fourth_mail_within_an_hour_is_refused_for_known_and_unknown_alike(
    api: Api, cloud: TestCloud
):
    who = home()
    activated(api, cloud, who)
    for name in (who.email, f"x{digits(12)}"):
        for _ in range(3):
            assert ask(api, name).status_code == 202
        assert code_of(ask(api, name), 429) == "too_many_mails"


def test_a_scanner_that_submits_the_form_without_the_login_changes_nothing(
    api: Api, cloud: TestCloud
):
    who = home()
    activated(api, cloud, who)
    ask(api, who.email)
    token = link_token(cloud, who.email, "recover")
    for left in (2, 1, 0):
        refused = complete(api, token, "somebody")
        assert code_of(refused, 422) == "login_wrong_at_link"
        assert refused.json()["tries_left"] == left
    assert code_of(complete(api, token, who.email), 404) == "link_used_up"
    assert (
        api.post("/engie/sessions", json={"login": who.email, "password": PASSWORD}).status_code
        == 201
    )


def test_a_recovery_link_lives_one_hour(api: Api, cloud: TestCloud):
    who = home()
    activated(api, cloud, who)
    ask(api, who.email)
    token = link_token(cloud, who.email, "recover")
    with clock.shift(timedelta(hours=1)):
        assert code_of(complete(api, token, who.email), 404) == "link_expired"


def test_a_weak_password_spends_no_try(api: Api, cloud: TestCloud):
    who = home()
    activated(api, cloud, who)
    ask(api, who.email)
    token = link_token(cloud, who.email, "recover")
    for _ in range(5):
        assert code_of(complete(api, token, who.email, "short"), 422) == "password_weak"
    assert complete(api, token, who.email).status_code == 200


def test_a_new_password_ends_every_session_and_every_other_link(api: Api, cloud: TestCloud):
    who = home()
    signed_in(api, cloud, who, login=f"amina-{who.number}")
    ask(api.another(), f"amina-{who.number}")
    first = link_token(cloud, who.email, "recover")
    ask(api.another(), who.email)
    mail = cloud.mails(to=who.email)[-1]
    assert f"amina-{who.number}" in mail.text, "the forgotten login stands in the mail"
    second = link_token(cloud, who.email, "recover")
    assert complete(api.another(), second, who.email).status_code == 200
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"
    assert code_of(complete(api.another(), first, who.email, NEW + "!"), 404) == "link_expired"
    assert code_of(complete(api.another(), second, who.email, NEW + "!"), 404) == "link_expired"
    login = {"login": who.email, "password": PASSWORD}
    assert code_of(api.post("/engie/sessions", json=login), 401) == "sign_in_wrong"
    assert api.post("/engie/sessions", json=login | {"password": NEW}).status_code == 201
    cloud.drain("outbox")
    assert "mot de passe a été changé" in cloud.mails(to=who.email)[-1].subject


def test_this_was_not_me_locks_at_once_and_recovery_unlocks(api: Api, cloud: TestCloud):
    who = home()
    signed_in(api, cloud, who)
    ask(api.another(), who.email)
    token = link_token(cloud, who.email, "alarm")
    refused = api.another().post("/engie/alarm", json={"token": token, "login": "somebody"})
    assert code_of(refused, 422) == "login_wrong_at_link"
    assert api.get("/engie/me").status_code == 200
    done = api.another().post("/engie/alarm", json={"token": token, "login": who.email})
    assert done.status_code == 204
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"
    login = {"login": who.email, "password": PASSWORD}
    assert (
        code_of(api.post("/engie/sessions", json=login | {"password": "wrong"}), 401)
        == "sign_in_wrong"
    )
    assert code_of(api.post("/engie/sessions", json=login), 403) == "account_locked"
    ask(api.another(), who.email)
    assert complete(api, link_token(cloud, who.email, "recover"), who.email).status_code == 200
    assert api.post("/engie/sessions", json=login | {"password": NEW}).status_code == 201
