"""Second factors: five tries, five minutes, one use, and never in a log."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest

from chalicelib import clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, Home, code_of, digits, signed_in

TOTP = "/engie/factors/totp"
SECOND = "/engie/sessions/second"


def phone() -> str:
    return f"+32470{digits(6)}"


def now(secret: str, later: timedelta = timedelta()) -> str:
    return pyotp.TOTP(secret).at(clock.now() + later)


def with_totp(api: Api, cloud: TestCloud) -> tuple[Home, str, list[str]]:
    """Somebody who set an authenticator app up: who, its key, the recovery codes."""
    who = signed_in(api, cloud)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    form = {"challenge": begun["challenge"], "code": now(begun["secret"])}
    done = api.post(f"{TOTP}/confirm", json=form)
    assert done.status_code == 200, done.text
    return who, begun["secret"], done.json()["recovery_codes"]


def with_text(api: Api, cloud: TestCloud, number: str) -> Home:
    """Somebody who set codes by text up."""
    who = signed_in(api, cloud)
    begun = api.post("/engie/factors/sms", json={"password": PASSWORD, "phone": number})
    assert begun.status_code == 202, begun.text
    form = {"challenge": begun.json()["challenge"], "code": texted(cloud, number)}
    done = api.post("/engie/factors/sms/confirm", json=form)
    assert done.status_code == 200, done.text
    return who


def texted(cloud: TestCloud, number: str) -> str:
    cloud.drain("outbox")
    return cloud.texts(to=number)[-1].text.split()[0]


def challenge(api: Api, who: Home, **more: str) -> dict[str, str]:
    refused = api.post("/engie/sessions", json={"login": who.email, "password": PASSWORD} | more)
    assert code_of(refused, 403) == "second_factor_needed"
    return refused.json()


def answer(api: Api, asked: dict[str, str], factor: str, code: str, **more: object):
    form = {"challenge": asked["challenge"], "factor": factor, "code": code} | more
    return api.post(SECOND, json=form)


def test_setting_a_factor_up_needs_the_password_again(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    refused = api.post(TOTP, json={"password": "not it"})
    assert code_of(refused, 422) == "password_wrong"


def test_an_authenticator_app_counts_only_once_it_showed_a_code(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    wrong = api.post(f"{TOTP}/confirm", json={"challenge": begun["challenge"], "code": "000000"})
    assert code_of(wrong, 422) == "code_wrong"
    login = {"login": who.email, "password": PASSWORD}
    assert api.another().post("/engie/sessions", json=login).status_code == 201


def test_a_challenge_of_somebody_else_sets_nothing_up(api: Api, cloud: TestCloud):
    other = api.another()
    signed_in(other, cloud)
    begun = other.post(TOTP, json={"password": PASSWORD}).json()
    signed_in(api, cloud)
    form = {"challenge": begun["challenge"], "code": now(begun["secret"])}
    assert code_of(api.post(f"{TOTP}/confirm", json=form), 403) == "factor_unknown"


def test_the_password_alone_opens_nothing_once_a_factor_is_set_up(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    stranger = api.another()
    asked = challenge(stranger, who)
    assert asked["factors"] == "totp"
    assert code_of(stranger.get("/engie/me"), 401) == "sign_in_needed"
    done = answer(stranger, asked, "totp", now(secret, timedelta(seconds=30)))
    assert done.status_code == 201
    assert stranger.get("/engie/me").status_code == 200


def test_a_wrong_password_is_refused_before_any_factor_is_named(api: Api, cloud: TestCloud):
    who, _, _ = with_totp(api, cloud)
    refused = api.another().post("/engie/sessions", json={"login": who.email, "password": "wrong"})
    assert code_of(refused, 401) == "sign_in_wrong"


def test_five_wrong_codes_end_a_challenge_and_the_right_one_comes_too_late(
    api: Api, cloud: TestCloud
):
    who, secret, _ = with_totp(api, cloud)
    asked = challenge(api.another(), who)
    for left in (4, 3, 2, 1, 0):
        refused = answer(api, asked, "totp", "000000")
        assert code_of(refused, 422) == "code_wrong"
        assert refused.json()["tries_left"] == left
    late = answer(api, asked, "totp", now(secret, timedelta(seconds=30)))
    assert code_of(late, 404) == "link_used_up"


def test_a_code_of_an_authenticator_app_is_good_once(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    code = now(secret, timedelta(seconds=30))
    assert answer(api.another(), challenge(api.another(), who), "totp", code).status_code == 201
    again = answer(api.another(), challenge(api.another(), who), "totp", code)
    assert code_of(again, 422) == "code_wrong"


def test_a_code_from_a_clock_a_minute_off_is_refused(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    with clock.shift(timedelta(minutes=5)):
        late = answer(
            api.another(),
            challenge(api.another(), who),
            "totp",
            now(secret, timedelta(seconds=-61)),
        )
        assert code_of(late, 422) == "code_wrong"


def test_a_code_by_text_dies_after_five_minutes(api: Api, cloud: TestCloud):
    number = phone()
    who = with_text(api, cloud, number)
    asked = challenge(api.another(), who)
    assert asked["factors"] == "sms" and asked["phone_ending"] == number[-2:]
    assert api.post(f"{SECOND}/text", json={"challenge": asked["challenge"]}).status_code == 202
    code = texted(cloud, number)
    with clock.shift(timedelta(minutes=5)):
        assert code_of(answer(api, asked, "sms", code), 422) == "code_wrong"


def test_a_code_by_text_is_good_for_its_own_challenge_once(api: Api, cloud: TestCloud):
    number = phone()
    who = with_text(api, cloud, number)
    first, other = challenge(api.another(), who), challenge(api.another(), who)
    api.post(f"{SECOND}/text", json={"challenge": first["challenge"]})
    code = texted(cloud, number)
    assert len(code) == 6 and code.isdigit()
    assert code_of(answer(api, other, "sms", code), 422) == "code_wrong"
    with ThreadPoolExecutor(5) as pool:
        tries = list(pool.map(lambda _: answer(api.another(), first, "sms", code), range(5)))
    assert [each.status_code for each in tries].count(201) == 1, "of five at once one gets in"


def test_a_second_code_makes_the_first_worthless(api: Api, cloud: TestCloud):
    number = phone()
    who = with_text(api, cloud, number)
    asked = challenge(api.another(), who)
    api.post(f"{SECOND}/text", json={"challenge": asked["challenge"]})
    first = texted(cloud, number)
    api.post(f"{SECOND}/text", json={"challenge": asked["challenge"]})
    second = texted(cloud, number)
    if first != second:
        assert code_of(answer(api, asked, "sms", first), 422) == "code_wrong"
    assert answer(api, asked, "sms", second).status_code == 201


def test_texts_of_a_sign_in_are_capped_for_a_quarter_of_an_hour(api: Api, cloud: TestCloud):
    number = phone()
    who = with_text(api, cloud, number)
    form = {"challenge": challenge(api.another(), who)["challenge"]}
    codes = [api.another().post(f"{SECOND}/text", json=form) for _ in range(4)]
    assert [each.status_code for each in codes] == [202, 202, 202, 429]
    assert code_of(codes[-1], 429) == "too_many_texts"
    with clock.shift(timedelta(minutes=15)):
        form = {"challenge": challenge(api.another(), who)["challenge"]}
        assert api.another().post(f"{SECOND}/text", json=form).status_code == 202


def test_a_stranger_who_types_a_number_in_uses_up_no_codes_of_its_holder(
    api: Api, cloud: TestCloud
):
    number = phone()
    who = with_text(api, cloud, number)
    stranger = api.another()
    signed_in(stranger, cloud)
    form = {"password": PASSWORD, "phone": number}
    for path in ("/engie/me/phone", "/engie/factors/sms") * 2:
        refused = stranger.post(path, json=form)
    assert code_of(refused, 429) == "too_many_texts", "a nuisance to one number is capped"
    asked = challenge(api.another(), who)
    assert api.post(f"{SECOND}/text", json={"challenge": asked["challenge"]}).status_code == 202
    assert answer(api.another(), asked, "sms", texted(cloud, number)).status_code == 201


def test_five_wrong_codes_end_the_setting_up_of_an_app(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    form = {"challenge": begun["challenge"]}
    for left in (4, 3, 2, 1, 0):
        refused = api.post(f"{TOTP}/confirm", json=form | {"code": "000000"})
        assert refused.json()["tries_left"] == left
    late = api.post(f"{TOTP}/confirm", json=form | {"code": now(begun["secret"])})
    assert code_of(late, 404) == "link_used_up"


def test_a_key_that_was_shown_sets_nothing_up_ten_minutes_later(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    with clock.shift(timedelta(minutes=10)):
        form = {"challenge": begun["challenge"], "code": now(begun["secret"])}
        assert code_of(api.post(f"{TOTP}/confirm", json=form), 404) == "link_expired"


def test_a_sign_in_that_waited_ten_minutes_for_its_code_is_over(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    asked = challenge(api.another(), who)
    with clock.shift(timedelta(minutes=10)):
        late = answer(api.another(), asked, "totp", now(secret))
        assert code_of(late, 404) == "link_expired"


def test_a_new_number_by_text_dies_after_five_minutes_too(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    number = phone()
    begun = api.post("/engie/me/phone", json={"password": PASSWORD, "phone": number}).json()
    code = texted(cloud, number)
    with clock.shift(timedelta(minutes=5)):
        form = {"challenge": begun["challenge"], "code": code}
        assert code_of(api.post("/engie/me/phone/confirm", json=form), 422) == "code_wrong"


def test_no_code_and_no_secret_is_ever_in_a_log_or_a_row(
    api: Api, cloud: TestCloud, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.DEBUG)
    number = phone()
    who = with_text(api, cloud, number)
    asked = challenge(api.another(), who)
    api.post(f"{SECOND}/text", json={"challenge": asked["challenge"]})
    code = texted(cloud, number)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    said = caplog.text + capsys.readouterr().out
    dynamo = cloud.client("dynamodb")
    rows = [
        str(item)
        for table in ("signups", "notifications", "accounts", "audit", "sessions")
        for page in dynamo.get_paginator("scan").paginate(TableName=f"comptoir-{table}")
        for item in page["Items"]
    ]
    for secret in (f"'{code}'", begun["secret"], asked["challenge"], PASSWORD):
        assert secret not in said
        assert not any(secret in row for row in rows)
    assert f" {code} " not in said


def test_a_recovery_code_is_good_once_and_replaces_a_lost_phone(api: Api, cloud: TestCloud):
    who, _, recovery = with_totp(api, cloud)
    assert len(recovery) == len(set(recovery)) == 10
    typed = recovery[0].upper().replace("-", " ")
    assert (
        answer(api.another(), challenge(api.another(), who), "recovery", typed).status_code == 201
    )
    again = answer(api.another(), challenge(api.another(), who), "recovery", recovery[0])
    assert code_of(again, 422) == "code_wrong"
    assert api.get("/engie/factors").json()["recovery_codes_left"] == 9


def test_new_recovery_codes_make_the_old_ones_worthless(api: Api, cloud: TestCloud):
    who, _, recovery = with_totp(api, cloud)
    fresh = api.post("/engie/factors/recovery-codes", json={"password": PASSWORD}).json()[
        "recovery_codes"
    ]
    old = answer(api.another(), challenge(api.another(), who), "recovery", recovery[0])
    assert code_of(old, 422) == "code_wrong"
    assert (
        answer(api.another(), challenge(api.another(), who), "recovery", fresh[0]).status_code
        == 201
    )


def test_a_remembered_device_is_spared_the_code_for_thirty_days_and_no_other_is(
    api: Api, cloud: TestCloud
):
    who, secret, _ = with_totp(api, cloud)
    laptop = api.another()
    code = now(secret, timedelta(seconds=30))
    assert answer(laptop, challenge(laptop, who), "totp", code, remember=True).status_code == 201
    login = {"login": who.email, "password": PASSWORD}
    assert laptop.post("/engie/sessions", json=login).status_code == 201
    challenge(api.another(), who)
    with clock.shift(timedelta(days=30, minutes=1)):
        challenge(laptop, who)


def test_forgetting_a_device_asks_it_for_the_code_again(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    laptop = api.another()
    code = now(secret, timedelta(seconds=30))
    answer(laptop, challenge(laptop, who), "totp", code, remember=True)
    trusted = [each for each in api.get("/engie/devices").json()["items"] if each["trusted_until"]]
    assert len(trusted) == 1
    assert api.delete(f"/engie/devices/{trusted[0]['device']}").status_code == 204
    challenge(laptop, who)


def test_taking_a_factor_away_needs_the_password_and_is_told(api: Api, cloud: TestCloud):
    who, _, _ = with_totp(api, cloud)
    assert code_of(api.post(f"{TOTP}/remove", json={"password": "no"}), 422) == "password_wrong"
    assert (
        code_of(api.post("/engie/factors/sms/remove", json={"password": PASSWORD}), 403)
        == "factor_unknown"
    )
    cloud.drain("outbox")
    cloud.forget_messages()
    assert api.post(f"{TOTP}/remove", json={"password": PASSWORD}).status_code == 204
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=who.email)
    assert "/alarm/#" in mail.text
    login = {"login": who.email, "password": PASSWORD}
    assert api.another().post("/engie/sessions", json=login).status_code == 201


def test_setting_a_factor_up_gives_the_session_a_new_token(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    before = dict(api.kept)
    begun = api.post(TOTP, json={"password": PASSWORD}).json()
    api.post(
        f"{TOTP}/confirm", json={"challenge": begun["challenge"], "code": now(begun["secret"])}
    )
    assert api.get("/engie/me").status_code == 200
    old = api.another()
    old.kept = before
    assert code_of(old.get("/engie/me"), 401) == "sign_in_needed"


def test_a_challenge_dies_with_a_changed_password(api: Api, cloud: TestCloud):
    who, secret, _ = with_totp(api, cloud)
    asked = challenge(api.another(), who)
    form = {"password": PASSWORD, "new_password": "acht ezels eten roggebrood"}
    assert api.post("/engie/me/password", json=form).status_code == 200
    late = answer(api.another(), asked, "totp", now(secret, timedelta(seconds=30)))
    assert code_of(late, 404) == "link_expired"


def test_with_a_second_factor_eight_characters_are_enough_for_a_password(
    api: Api, cloud: TestCloud
):
    short = "zQ7#kw2!"
    plain = api.another()
    signed_in(plain, cloud)
    refused = plain.post("/engie/me/password", json={"password": PASSWORD, "new_password": short})
    assert refused.json()["fields"]["new_password"]["code"] == "password_short"
    with_totp(api, cloud)
    done = api.post("/engie/me/password", json={"password": PASSWORD, "new_password": short})
    assert done.status_code == 200, done.text
    weak = api.post(f"{TOTP}/remove", json={"password": short})
    assert code_of(weak, 409) == "password_weak_alone", "it would be left alone"
    form = {"password": short, "new_password": "acht ezels eten roggebrood"}
    assert api.post("/engie/me/password", json=form).status_code == 200
    left = {"password": "acht ezels eten roggebrood"}
    assert api.post(f"{TOTP}/remove", json=left).status_code == 204
