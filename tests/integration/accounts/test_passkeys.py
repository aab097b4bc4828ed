"""Passkeys: what is not this very key, this very site and this very moment is refused."""

from datetime import timedelta

import pytest

from chalicelib import clock
from tests.cloud import Api, TestCloud
from tests.integration.accounts.authenticator import Authenticator
from tests.integration.accounts.steps import PASSWORD, code_of, signed_in

KEYS = "/engie/passkeys"
SIGN_IN = "/engie/sessions/passkey"


@pytest.fixture
def key(cloud: TestCloud) -> Authenticator:
    return Authenticator(cloud.environment["SITE_URL"])


def add(api: Api, key: Authenticator):
    begun = api.post(f"{KEYS}/options", json={"password": PASSWORD}).json()
    form = {
        "challenge": begun["challenge"],
        "credential": key.create(begun["options"]),
        "name": "Phone",
    }
    return api.post(KEYS, json=form)


def sign_in(api: Api, key: Authenticator, **more: str):
    begun = api.post(f"{SIGN_IN}/options").json()
    form = {"challenge": begun["challenge"], "credential": key.get(begun["options"])}
    return api.post(SIGN_IN, json=form | more)


def test_a_passkey_cannot_be_added_without_the_password(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    assert code_of(api.post(f"{KEYS}/options", json={"password": "no"}), 422) == "password_wrong"


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x"},
        {"id": "eA", "rawId": "eA", "type": "public-key", "response": {}},
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "attestationObject": "oA",
                "userHandle": "eA",
                "signature": "eA",
                "authenticatorData": "eA",
            },
        },
    ],
)
def test_what_is_no_passkey_is_refused(api: Api, cloud: TestCloud, credential: dict):
    signed_in(api, cloud)
    begun = api.post(f"{KEYS}/options", json={"password": PASSWORD}).json()
    refused = api.post(KEYS, json={"challenge": begun["challenge"], "credential": credential})
    assert code_of(refused, 422) == "passkey_refused"
    asked = api.post(f"{SIGN_IN}/options").json()
    refused = api.post(SIGN_IN, json={"challenge": asked["challenge"], "credential": credential})
    assert code_of(refused, 403) == "passkey_unknown"


def test_a_key_made_on_another_site_is_refused(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    assert code_of(add(api, Authenticator("https://evil.example")), 422) == "passkey_refused"


def test_a_key_that_did_not_check_its_user_is_refused(
    api: Api, cloud: TestCloud, key: Authenticator
):
    signed_in(api, cloud)
    key.verified = False
    assert code_of(add(api, key), 422) == "passkey_refused"


def test_an_answer_phished_on_another_site_opens_nothing(
    api: Api, cloud: TestCloud, key: Authenticator
):
    signed_in(api, cloud)
    assert add(api, key).status_code == 201
    key.origin = "https://evil.example"
    assert code_of(sign_in(api.another(), key), 403) == "passkey_unknown"


def test_an_answer_is_good_once(api: Api, cloud: TestCloud, key: Authenticator):
    signed_in(api, cloud)
    add(api, key)
    begun = api.post(f"{SIGN_IN}/options").json()
    form = {"challenge": begun["challenge"], "credential": key.get(begun["options"])}
    assert api.another().post(SIGN_IN, json=form).status_code == 201
    assert code_of(api.another().post(SIGN_IN, json=form), 404) == "link_expired"
    fresh = api.post(f"{SIGN_IN}/options").json()["challenge"]
    refused = api.another().post(SIGN_IN, json=form | {"challenge": fresh})
    assert code_of(refused, 403) == "passkey_unknown"


def test_a_question_to_a_key_is_over_after_five_minutes(
    api: Api, cloud: TestCloud, key: Authenticator
):
    signed_in(api, cloud)
    begun = api.post(f"{KEYS}/options", json={"password": PASSWORD}).json()
    late = {"challenge": begun["challenge"], "credential": key.create(begun["options"])}
    assert add(api, key).status_code == 201
    asked = api.post(f"{SIGN_IN}/options").json()
    form = {"challenge": asked["challenge"], "credential": key.get(asked["options"])}
    with clock.shift(timedelta(minutes=5)):
        assert code_of(api.post(KEYS, json=late), 404) == "link_expired"
        assert code_of(api.another().post(SIGN_IN, json=form), 404) == "link_expired"


def test_a_copied_key_whose_count_stands_still_is_refused(
    api: Api, cloud: TestCloud, key: Authenticator
):
    signed_in(api, cloud)
    add(api, key)
    assert sign_in(api.another(), key).status_code == 201
    key.count = 0
    assert code_of(sign_in(api.another(), key), 403) == "passkey_unknown"


def test_a_passkey_of_one_operator_opens_nothing_at_another(
    api: Api, cloud: TestCloud, key: Authenticator
):
    signed_in(api, cloud)
    add(api, key)
    begun = api.post("/oya/sessions/passkey/options").json()
    form = {"challenge": begun["challenge"], "credential": key.get(begun["options"])}
    assert code_of(api.another().post("/oya/sessions/passkey", json=form), 403) == "passkey_unknown"


def test_a_passkey_signs_in_alone_and_counts_as_two_factors(
    api: Api, cloud: TestCloud, key: Authenticator
):
    who = signed_in(api, cloud)
    made = add(api, key)
    assert made.status_code == 201 and made.json()["name"] == "Phone"
    cloud.drain("outbox")
    assert any("clé d’accès" in mail.subject for mail in cloud.mails(to=who.email))
    phone = api.another()
    assert sign_in(phone, key).status_code == 201
    assert phone.get("/engie/me").json()["email"] == who.email
    app = sign_in(api.another(), key, client="app").json()
    assert app["token"] and app["refresh_token"]


def test_a_passkey_that_was_removed_opens_nothing(api: Api, cloud: TestCloud, key: Authenticator):
    signed_in(api, cloud)
    made = add(api, key).json()
    assert len(api.get(KEYS).json()["items"]) == 1
    path = f"{KEYS}/{made['passkey']}/remove"
    assert code_of(api.post(path, json={"password": "no"}), 422) == "password_wrong"
    assert api.post(path, json={"password": PASSWORD}).status_code == 204
    assert code_of(sign_in(api.another(), key), 403) == "passkey_unknown"
