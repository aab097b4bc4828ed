"""Sessions, devices and changes: seen by the holder, ended by the holder, told to the holder."""

from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import account as accounts
from chalicelib.accounts import devices
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import (
    PASSWORD,
    Home,
    activated,
    code_of,
    digits,
    home,
    link_token,
    signed_in,
)

NEW = "acht ezels eten roggebrood"


def again(api: Api, who: Home, password: str = PASSWORD) -> Api:
    """The same person on another device, elsewhere."""
    other = api.another()
    done = other.post("/engie/sessions", json={"login": who.email, "password": password})
    assert done.status_code == 201, done.text
    return other


def mails(cloud: TestCloud, to: str) -> list[str]:
    cloud.drain("outbox")
    return [mail.subject for mail in cloud.mails(to=to)]


def test_somebody_elses_session_cannot_be_ended(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    other = api.another()
    signed_in(other, cloud)
    (theirs,) = other.get("/engie/sessions").json()["items"]
    assert code_of(api.delete(f"/engie/sessions/{theirs['session']}"), 404) == "not_found"
    assert other.get("/engie/me").status_code == 200


def test_sessions_are_listed_with_device_and_place_and_ended_one_by_one(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    phone = api.another()
    headers = {
        "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1",
        "CloudFront-Viewer-City": "Li%C3%A8ge",
        "CloudFront-Viewer-Country": "BE",
    }
    phone.post("/engie/sessions", json={"login": who.email, "password": PASSWORD}, headers=headers)
    items = api.get("/engie/sessions").json()["items"]
    page = api.get("/engie/safety").json()
    assert page["sessions"] == items and len(page["devices"]) == 2
    assert page["factors"]["factors"] == page["passkeys"] == []
    assert [each["current"] for each in items].count(True) == 1
    (theirs,) = [each for each in items if not each["current"]]
    assert (theirs["device"], theirs["town"], theirs["country"]) == (
        "Safari, iPhone",
        "Liège",
        "BE",
    )
    (mine,) = [each for each in items if each["current"]]
    assert (mine["town"], mine["country"]) == ("", ""), "no CloudFront stood before this one"
    assert api.delete(f"/engie/sessions/{theirs['session']}").status_code == 204
    assert code_of(phone.get("/engie/me"), 401) == "sign_in_needed"
    assert api.get("/engie/me").status_code == 200


def test_signing_out_everywhere_else_leaves_only_this_session(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    others = [again(api, who) for _ in range(2)]
    assert api.delete("/engie/sessions").status_code == 204
    assert [each.get("/engie/me").status_code for each in others] == [401, 401]
    assert len(api.get("/engie/sessions").json()["items"]) == 1


def test_the_first_sign_in_is_no_news_and_a_new_device_is(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    assert "Nouvelle connexion à votre Espace Client" not in mails(cloud, who.email)
    cloud.forget_messages()
    api.post("/engie/sessions", json={"login": who.email, "password": PASSWORD})
    assert mails(cloud, who.email) == []
    again(api, who)
    assert mails(cloud, who.email) == ["Nouvelle connexion à votre Espace Client"]


def test_the_same_device_from_a_new_network_is_news_once(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    cloud.drain("outbox")
    cloud.forget_messages()
    login = {"login": who.email, "password": PASSWORD}
    for address in ("203.0.113.7", "203.0.113.99", "203.0.113.7"):
        api.post("/engie/sessions", json=login, headers={"X-Forwarded-For": address})
    assert mails(cloud, who.email) == ["Nouvelle connexion à votre Espace Client"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("?", "unknown"),
    ],
)
def test_a_network_is_the_part_of_an_address_that_stays(address: str, network: str):
    assert devices.network(address) == network


def test_strangers_cannot_lock_the_holder_out_on_a_known_device(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    wrong = {"login": who.email, "password": "wrong"}
    for _ in range(51):
        refused = api.another().post("/engie/sessions", json=wrong)
    assert code_of(refused, 429) == "sign_in_locked"
    right = {"login": who.email, "password": PASSWORD}
    assert code_of(api.another().post("/engie/sessions", json=right), 429) == "sign_in_locked"
    assert api.post("/engie/sessions", json=right).status_code == 201
    with clock.shift(timedelta(minutes=15)):
        assert api.another().post("/engie/sessions", json=right).status_code == 201


def test_a_new_password_opens_on_a_new_device_whatever_strangers_try_meanwhile(
    api: Api, cloud: TestCloud
):
    who = signed_in(api, cloud)
    wrong = {"login": who.email, "password": "wrong"}
    for _ in range(51):
        refused = api.another().post("/engie/sessions", json=wrong)
    assert code_of(refused, 429) == "sign_in_locked"
    laptop = api.another()
    assert laptop.post("/engie/recovery", json={"login_or_email": who.email}).status_code == 202
    form = {"token": link_token(cloud, who.email, "recover"), "login": who.email, "password": NEW}
    assert laptop.post("/engie/recovery/complete", json=form).status_code == 200
    done = laptop.post("/engie/sessions", json={"login": who.email, "password": NEW})
    assert done.status_code == 201, done.text


def test_a_password_changes_only_for_who_knows_it_and_to_a_strong_one(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    path = "/engie/me/password"
    assert (
        code_of(api.post(path, json={"password": "no", "new_password": NEW}), 422)
        == "password_wrong"
    )
    for new, why in (
        ("short", "password_short"),
        (PASSWORD, "password_same"),
        ("engie engie engie", "password_guessable"),
    ):
        refused = api.post(path, json={"password": PASSWORD, "new_password": new})
        assert refused.json()["fields"]["new_password"]["code"] == why


def test_a_changed_password_ends_other_sessions_and_gives_this_one_a_new_token(
    api: Api, cloud: TestCloud
):
    who = signed_in(api, cloud)
    other, before = again(api, who), dict(api.kept)
    done = api.post("/engie/me/password", json={"password": PASSWORD, "new_password": NEW})
    assert done.status_code == 200 and "token" not in done.json()
    assert api.get("/engie/me").status_code == 200
    assert code_of(other.get("/engie/me"), 401) == "sign_in_needed"
    old = api.another()
    old.kept = before
    assert code_of(old.get("/engie/me"), 401) == "sign_in_needed"
    again(api, who, NEW)
    assert "Votre mot de passe a été changé" in mails(cloud, who.email)


def change_email(api: Api, cloud: TestCloud, address: str) -> str:
    done = api.post("/engie/me/email", json={"email": address, "password": PASSWORD})
    assert done.status_code == 202, done.text
    return link_token(cloud, address, "confirm-email")


def confirm(api: Api, token: str, password: str = PASSWORD):
    return api.post("/engie/me/email/confirm", json={"token": token, "password": password})


def test_a_new_address_counts_only_once_it_is_confirmed_with_the_password(
    api: Api, cloud: TestCloud
):
    who = signed_in(api, cloud)
    new = f"new{digits(12)}@example.com"
    token = change_email(api, cloud, new)
    assert api.get("/engie/me").json()["email"] == who.email
    assert code_of(confirm(api.another(), token, "scanner"), 422) == "password_wrong_at_link"
    with clock.shift(timedelta(hours=24)):
        assert code_of(confirm(api.another(), token), 404) == "link_expired"
    assert confirm(api.another(), token).status_code == 204
    me = api.get("/engie/me").json()
    assert me["email"] == me["login"] == new
    assert (
        code_of(
            api.another().post("/engie/sessions", json={"login": who.email, "password": PASSWORD}),
            401,
        )
        == "sign_in_wrong"
    )
    who.email = new
    again(api, who)


def test_an_address_that_is_taken_is_never_said_to_be(api: Api, cloud: TestCloud):
    taken = home()
    activated(api.another(), cloud, taken)
    signed_in(api, cloud)
    cloud.drain("outbox")
    cloud.forget_messages()
    done = api.post("/engie/me/email", json={"email": taken.email, "password": PASSWORD})
    assert done.status_code == 202
    assert mails(cloud, taken.email) == ["Vous avez déjà un Espace Client"]


def test_the_old_address_can_undo_a_change_that_a_thief_made(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    old, thief = who.email, f"thief{digits(12)}@example.com"
    assert confirm(api, change_email(api, cloud, thief)).status_code == 204
    token = link_token(cloud, old, "alarm")
    done = api.another().post("/engie/alarm", json={"token": token, "login": old})
    assert done.status_code == 204, done.text
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"
    api.another().post("/engie/recovery", json={"login_or_email": old})
    form = {"token": link_token(cloud, old, "recover"), "login": old, "password": NEW}
    assert api.another().post("/engie/recovery/complete", json=form).status_code == 200
    again(api, who, NEW)
    stranger = {"login": thief, "password": NEW}
    assert code_of(api.another().post("/engie/sessions", json=stranger), 401) == "sign_in_wrong"


def test_who_has_a_telephone_only_is_told_by_text_and_can_sound_the_alarm(
    api: Api, cloud: TestCloud
):
    who, number = signed_in(api, cloud), f"+32470{digits(6)}"
    accounts.change(api.get("/engie/me").json()["account"], email=None, phone=number)
    again(api, who)
    cloud.drain("outbox")
    text = cloud.texts(to=number)[-1].text
    assert "Nouvelle connexion" in text and "/alarm/#" in text
    token = text.split("/alarm/#")[1].split()[0]
    form = {"token": token, "login": who.email}
    assert api.another().post("/engie/alarm", json=form).status_code == 204
    assert code_of(api.get("/engie/me"), 401) == "sign_in_needed"


@pytest.mark.parametrize("number", ["", "12", "not a number", "+32 2", "+999 123456789"])
def test_what_is_no_phone_number_is_refused(api: Api, cloud: TestCloud, number: str):
    signed_in(api, cloud)
    refused = api.post("/engie/me/phone", json={"phone": number, "password": PASSWORD})
    assert refused.json()["fields"]["phone"]["code"] == "phone_invalid"


def test_a_phone_number_counts_once_its_code_was_typed(api: Api, cloud: TestCloud):
    who = signed_in(api, cloud)
    local = f"0470 {digits(6)}"
    number = f"+32470{local.split()[1]}"
    asked = api.post("/engie/me/phone", json={"phone": local, "password": PASSWORD}).json()
    assert api.get("/engie/me").json()["phone"] is None
    cloud.drain("outbox")
    code = cloud.texts(to=number)[-1].text.split()[0]
    wrong = api.post("/engie/me/phone/confirm", json={"challenge": asked["challenge"], "code": "x"})
    assert code_of(wrong, 422) == "code_wrong"
    form = {"challenge": asked["challenge"], "code": code}
    assert api.post("/engie/me/phone/confirm", json=form).status_code == 204
    assert api.get("/engie/me").json()["phone"] == number
    assert "Votre numéro de téléphone a été changé" in mails(cloud, who.email)
    assert api.get("/engie/factors").json()["factors"] == [], "a number alone is no second factor"


def test_a_language_that_the_operator_does_not_speak_is_refused(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    assert code_of(api.put("/engie/me/language", json={"language": "ru"}), 422) == "form_invalid"
    assert api.put("/engie/me/language", json={"language": "nl"}).status_code == 204
    assert api.get("/engie/me").json()["language"] == "nl"


def test_a_second_customer_under_one_login_is_proven_as_the_first_was(api: Api, cloud: TestCloud):
    signed_in(api, cloud)
    second = home(name="Chalet Peeters")
    wrong = api.post("/engie/me/customers", json=second.proof | {"activation_code": digits(10)})
    assert code_of(wrong, 422) == "proof_wrong"
    done = api.post("/engie/me/customers", json=second.proof)
    assert done.status_code == 201
    numbers = [each["number"] for each in api.get("/engie/me").json()["customers"]]
    assert numbers[1] == second.number and len(numbers) == 2
    other = api.another()
    signed_in(other, cloud)
    assert code_of(other.post("/engie/me/customers", json=second.proof), 409) == "already_activated"
