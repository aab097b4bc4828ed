"""What a thief set up goes with the alarm; what the holder had before stays in a thief's way."""

from datetime import timedelta

import pyotp

from chalicelib import clock
from tests.api import Api
from tests.cloud import TestCloud
from tests.integration.accounts.authenticator import Authenticator
from tests.integration.accounts.steps import PASSWORD, Home, code_of, link_token, signed_in

NEW = "acht ezels eten roggebrood"


def add_totp(api: Api) -> str:
    begun = api.post("/engie/factors/totp", json={"password": PASSWORD}).json()
    code = pyotp.TOTP(begun["secret"]).at(clock.now())
    form = {"challenge": begun["challenge"], "code": code}
    assert api.post("/engie/factors/totp/confirm", json=form).status_code == 200
    return str(begun["secret"])


def add_passkey(api: Api, key: Authenticator) -> None:
    begun = api.post("/engie/passkeys/options", json={"password": PASSWORD}).json()
    form = {"challenge": begun["challenge"], "credential": key.create(begun["options"])}
    assert api.post("/engie/passkeys", json=form).status_code == 201


def sign_in_with(api: Api, key: Authenticator):
    begun = api.post("/engie/sessions/passkey/options").json()
    form = {"challenge": begun["challenge"], "credential": key.get(begun["options"])}
    return api.post("/engie/sessions/passkey", json=form)


def sound(api: Api, cloud: TestCloud, who: Home) -> None:
    form = {"token": link_token(cloud, who.email, "alarm"), "login": who.email}
    assert api.post("/engie/alarm", json=form).status_code == 204


def recover(api: Api, cloud: TestCloud, who: Home) -> None:
    assert api.post("/engie/recovery", json={"login_or_email": who.email}).status_code == 202
    token = link_token(cloud, who.email, "recover")
    form = {"token": token, "login": who.email, "password": NEW}
    assert api.post("/engie/recovery/complete", json=form).status_code == 200


def test_a_thiefs_passkey_opens_nothing_after_the_alarm(api: Api, cloud: TestCloud):
    who, key = signed_in(api, cloud), Authenticator(cloud.environment["SITE_URL"])
    add_passkey(api, key)
    sound(api.another(), cloud, who)
    recover(api.another(), cloud, who)
    assert code_of(sign_in_with(api.another(), key), 403) == "passkey_unknown"


def test_a_thiefs_second_factor_does_not_keep_the_holder_out(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    add_totp(api)
    sound(api.another(), cloud, who)
    recover(api.another(), cloud, who)
    form = {"login": who.email, "password": NEW}
    assert api.another().post("/engie/sessions", json=form).status_code == 201


def test_a_stranger_in_the_mailbox_cannot_strip_the_second_factor(api: Api, cloud: TestCloud):
    who, key = signed_in(api, cloud), Authenticator(cloud.environment["SITE_URL"])
    add_passkey(api, key)
    add_totp(api)
    with clock.shift(timedelta(minutes=20)):
        stranger = api.another()
        stranger.post("/engie/recovery", json={"login_or_email": who.email})
        sound(stranger, cloud, who)
        recover(stranger, cloud, who)
        form = {"login": who.email, "password": NEW}
        refused = stranger.post("/engie/sessions", json=form)
        assert code_of(refused, 403) == "second_factor_needed"
        assert sign_in_with(api.another(), key).status_code == 201, (
            "the holder's own key still opens"
        )


def test_the_link_of_a_notice_sounds_the_alarm_for_thirty_days_and_no_longer(
    api: Api, cloud: TestCloud
):
    who = signed_in(api, cloud)
    add_totp(api)
    form = {"token": link_token(cloud, who.email, "alarm"), "login": who.email}
    with clock.shift(timedelta(days=30, minutes=1)):
        assert code_of(api.another().post("/engie/alarm", json=form), 404) == "link_expired"
    with clock.shift(timedelta(days=29, hours=23)):
        assert api.another().post("/engie/alarm", json=form).status_code == 204
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"
