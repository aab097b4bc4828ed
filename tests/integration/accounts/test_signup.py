"""Sign-up by link, with the proof behind it: refusals first, then the way in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.accounts import customers
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import (
    PASSWORD,
    activated,
    asked,
    code_of,
    completion,
    digits,
    home,
    link_token,
)

SIGNUPS = "/engie/signups"


@pytest.mark.parametrize(
    "email",
    [
        "",
        "nobody",
        "a@b",
        "a b@example.com",
        "a@exa mple.com",
        "<a@example.com>",
        "a@" + "b" * 260 + ".com",
    ],
)
def test_what_is_no_address_is_refused(api: Api, email: str):
    refused = api.post(SIGNUPS, json={"email": email})
    assert code_of(refused, 422) == "form_invalid"
    assert refused.json()["fields"]["email"]["code"] == "email_invalid"


def test_a_link_that_does_not_exist_is_refused(api: Api):
    assert code_of(api.post(f"{SIGNUPS}/look", json={"token": "A" * 43}), 404) == "link_expired"
    assert code_of(api.post(f"{SIGNUPS}/look", json={"token": "short"}), 400) == "token_malformed"


def test_a_link_of_one_operator_opens_nothing_at_another(api: Api, cloud: TestCloud):
    token = asked(api, cloud, home())
    assert code_of(api.post("/oya/signups/look", json={"token": token}), 404) == "link_expired"


def test_a_malformed_try_spends_nothing(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    for bad in (
        {"customer_number": "3000000017"},
        {"customer_number": who.number, "activation_code": "12"},
        {},
    ):
        refused = api.post(f"{SIGNUPS}/prove", json={"token": token} | bad)
        assert code_of(refused, 422) == "form_invalid"
    assert api.post(f"{SIGNUPS}/look", json={"token": token}).json()["tries_left"] == 3


def test_looking_as_a_mail_scanner_does_spends_nothing(api: Api, cloud: TestCloud):
    token = asked(api, cloud, home())
    for _ in range(20):
        found = api.post(f"{SIGNUPS}/look", json={"token": token}).json()
        api.get(f"{SIGNUPS}/look", params={"token": token})
    assert found["tries_left"] == 3
    assert found["step"] == "prove"


def test_three_wrong_tries_end_the_link_and_the_right_one_comes_too_late(
    api: Api, cloud: TestCloud
):
    who = home()
    token = asked(api, cloud, who)
    for left in (2, 1, 0):
        refused = api.post(
            f"{SIGNUPS}/prove", json={"token": token} | who.proof | {"activation_code": digits(10)}
        )
        assert code_of(refused, 422) == "proof_wrong_at_link"
        assert refused.json()["tries_left"] == left
    assert (
        code_of(api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof), 404)
        == "link_used_up"
    )


def test_ten_tries_at_once_spend_three_uses_and_not_four(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    wrong = {"token": token} | who.proof | {"activation_code": digits(10)}
    with ThreadPoolExecutor(10) as pool:
        answers = list(
            pool.map(lambda _: api.another().post(f"{SIGNUPS}/prove", json=wrong), range(10))
        )
    codes = [each.json()["code"] for each in answers]
    assert codes.count("proof_wrong_at_link") == 3
    assert set(codes) <= {"proof_wrong_at_link", "link_used_up", "proof_slowed"}


def test_a_link_lives_three_days_and_not_a_second_more(api: Api, cloud: TestCloud):
    token = asked(api, cloud, home())
    with clock.shift(timedelta(days=3, seconds=-30)):
        assert api.post(f"{SIGNUPS}/look", json={"token": token}).status_code == 200
    with clock.shift(timedelta(days=3, seconds=1)):
        assert code_of(api.post(f"{SIGNUPS}/look", json={"token": token}), 404) == "link_expired"


def test_an_unknown_customer_and_a_wrong_code_answer_alike(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    wrong = api.post(
        f"{SIGNUPS}/prove", json={"token": token} | who.proof | {"activation_code": digits(10)}
    )
    unknown = api.post(
        f"{SIGNUPS}/prove", json={"token": token} | who.proof | {"customer_number": digits(10, "2")}
    )
    aside = ("request_id", "tries_left", "detail")
    one, other = (
        {k: v for k, v in each.json().items() if k not in aside} for each in (wrong, unknown)
    )
    assert one == other


def test_the_last_step_needs_the_ticket_of_a_proof(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    for ticket in ("", "A" * 43):
        refused = api.post(f"{SIGNUPS}/complete", json=completion(who, token, ticket))
        assert code_of(refused, 403) == "ticket_wrong"


def test_terms_that_are_not_in_force_cannot_be_accepted(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    ticket = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()["ticket"]
    refused = api.post(
        f"{SIGNUPS}/complete", json=completion(who, token, ticket, terms_version="1999-01-01")
    )
    assert code_of(refused, 409) == "terms_version_old"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "password_short"),
        ("aaaaaaaaaaaaaaaa", "password_guessable"),
        ("password1234", "password_leaked"),
        ("amina peeters", "password_guessable"),
        ("x" * 300, "password_long"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    api: Api, cloud: TestCloud, password: str, why: str
):
    who = home()
    token = asked(api, cloud, who)
    ticket = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()["ticket"]
    refused = api.post(
        f"{SIGNUPS}/complete", json=completion(who, token, ticket, password=password)
    )
    assert code_of(refused, 422) == "password_weak"
    assert refused.json()["fields"]["password"]["code"] == why


@pytest.mark.parametrize(
    "login", ["x", "with space", "someone.else@example.com", "a/b", "a#b", "x" * 65]
)
def test_a_login_that_cannot_be_one_is_refused(api: Api, cloud: TestCloud, login: str):
    who = home()
    token = asked(api, cloud, who)
    ticket = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()["ticket"]
    refused = api.post(f"{SIGNUPS}/complete", json=completion(who, token, ticket, login=login))
    assert refused.json()["fields"]["login"]["code"] == "login_invalid"


def test_a_taken_login_is_refused_and_another_can_be_chosen_with_the_same_ticket(
    api: Api, cloud: TestCloud
):
    taken = f"Login{digits(10)}"
    activated(api, cloud, home(), login=taken)
    who = home()
    token = asked(api, cloud, who)
    ticket = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()["ticket"]
    refused = api.post(
        f"{SIGNUPS}/complete", json=completion(who, token, ticket, login=taken.upper())
    )
    assert code_of(refused, 409) == "login_taken"
    done = api.post(f"{SIGNUPS}/complete", json=completion(who, token, ticket, login=taken + "b"))
    assert done.status_code == 201


def test_an_activated_customer_is_told_to_sign_in(api: Api, cloud: TestCloud):
    who = home()
    activated(api, cloud, who)
    another = home()
    token = asked(api, cloud, another)
    refused = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof)
    assert code_of(refused, 409) == "already_activated"


def test_pending_sign_ups_reserve_nothing_and_only_one_of_two_wins(api: Api, cloud: TestCloud):
    who = home()
    rows = []
    for _ in range(8):
        who.email = f"rival{digits(12)}@example.com"
        token = asked(api.another(), cloud, who)
        ticket = (
            api.another()
            .post(f"{SIGNUPS}/prove", json={"token": token} | who.proof)
            .json()["ticket"]
        )
        rows.append(completion(who, token, ticket, login=f"rival-{who.number}"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda row: api.another().post(f"{SIGNUPS}/complete", json=row), rows)
        )
    assert sorted(each.status_code for each in answers) == [201] + [409] * 7


def test_the_same_last_step_twice_makes_one_account(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    ticket = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()["ticket"]
    form = completion(who, token, ticket)
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: api.another().post(f"{SIGNUPS}/complete", json=form), range(4))
        )
    assert [each.status_code for each in answers].count(201) == 1
    assert all(each.status_code in (201, 404, 409) for each in answers), [
        each.text for each in answers
    ]


def test_a_known_address_gets_the_same_answer_and_a_mail_without_a_link(api: Api, cloud: TestCloud):
    who = home()
    login = activated(api, cloud, who)
    cloud.forget_messages()
    known = api.post(SIGNUPS, json={"email": who.email, "language": "fr"})
    unknown = api.post(SIGNUPS, json={"email": f"new{digits(12)}@example.com", "language": "fr"})
    assert known.status_code == unknown.status_code == 202
    assert known.json().keys() == unknown.json().keys()
    cloud.drain("outbox")
    (mail,) = cloud.mails(to=who.email)
    assert login in mail.text
    assert "#" not in mail.text


def test_a_link_sent_again_ends_the_earlier_one(api: Api, cloud: TestCloud):
    who = home()
    first = asked(api, cloud, who)
    assert api.post(f"{SIGNUPS}/again", json={"email": who.email}).status_code == 202
    second = link_token(cloud, who.email)
    assert second != first
    assert code_of(api.post(f"{SIGNUPS}/look", json={"token": first}), 404) == "link_expired"
    assert api.post(f"{SIGNUPS}/look", json={"token": second}).json()["tries_left"] == 3


def test_the_sixth_mail_to_one_address_within_an_hour_is_refused(api: Api):
    email = f"often{digits(12)}@example.com"
    for _ in range(5):
        assert api.another().post(SIGNUPS, json={"email": email}).status_code == 202
    refused = api.another().post(SIGNUPS, json={"email": email})
    assert code_of(refused, 429) == "too_many_mails"
    assert 0 < int(refused.headers["Retry-After"]) <= 3600


def test_only_who_began_a_sign_up_can_correct_its_address(api: Api, cloud: TestCloud):
    wrong, right = f"typo{digits(12)}@example.com", f"right{digits(12)}@example.com"
    handle = api.post(SIGNUPS, json={"email": wrong}).json()["signup"]
    old = link_token(cloud, wrong)
    forged = {"email": wrong, "signup": "A" * 43, "new_email": right}
    assert code_of(api.post(f"{SIGNUPS}/correct", json=forged), 404) == "link_expired"
    done = api.post(f"{SIGNUPS}/correct", json=forged | {"signup": handle})
    assert done.status_code == 202, done.text
    assert code_of(api.post(f"{SIGNUPS}/look", json={"token": old}), 404) == "link_expired"
    token = link_token(cloud, right)
    assert api.post(f"{SIGNUPS}/look", json={"token": token}).json()["email"] == right


def test_the_sixth_try_at_a_customer_within_a_minute_waits_for_the_next(api: Api, cloud: TestCloud):
    victim = home()
    with clock.freeze(datetime(2027, 3, 1, 12, 0, tzinfo=UTC)):
        for _ in range(2):
            token = asked(api, cloud, home())
            for _ in range(3):
                wrong = {"token": token} | victim.proof | {"activation_code": digits(10)}
                last = api.post(f"{SIGNUPS}/prove", json=wrong)
        assert code_of(last, 429) == "proof_slowed"
        assert int(last.headers["Retry-After"]) <= 60


def test_a_customer_is_warned_by_mail_when_tries_at_their_number_run_out(
    api: Api, cloud: TestCloud
):
    victim = home(email=f"victim{digits(12)}@example.com")
    known = customers.find("engie", victim.number)
    assert known is not None and known.email is not None
    noon = datetime(2027, 3, 2, 12, 0, tzinfo=UTC)
    for minute in range(4):
        with clock.freeze(noon + timedelta(minutes=2 * minute)):
            token = asked(api, cloud, home())
            for _ in range(3):
                wrong = {"token": token} | victim.proof | {"activation_code": digits(10)}
                last = api.post(f"{SIGNUPS}/prove", json=wrong)
    assert code_of(last, 429) == "proof_locked"
    cloud.drain("outbox")
    assert len(cloud.mails(to=known.email)) == 1
    with clock.freeze(noon + timedelta(hours=1)):
        token = asked(api, cloud, victim)
        done = api.post(f"{SIGNUPS}/prove", json={"token": token} | victim.proof)
        assert done.status_code == 200, "a stranger's tries do not lock the customer out for long"


def test_a_whole_sign_up_leads_to_an_account_and_its_customer_is_marked(api: Api, cloud: TestCloud):
    who = home()
    masked = who.email = f"x7k2{digits(12)}@privaterelay.appleid.com"
    token = asked(api, cloud, who)
    mail = cloud.mails(to=masked)[-1]
    assert mail.subject == "Activer votre Espace Client"
    assert (
        "Continuer mon activation" in mail.text and "3 fois" in mail.text and "3 jours" in mail.text
    )
    proven = api.post(f"{SIGNUPS}/prove", json={"token": token} | who.proof).json()
    assert proven["suggested_login"] == masked
    done = api.post(
        f"{SIGNUPS}/complete",
        json=completion(who, token, proven["ticket"], login=f"amina{who.number}"),
    )
    assert done.status_code == 201
    assert done.json() == {"login": f"amina{who.number}"}
    customer = customers.find("engie", who.number)
    assert customer is not None and customer.login == f"amina{who.number}" and customer.account
    for login in (f"AMINA{who.number}", masked.upper()):
        signed_in = api.another().post(
            "/engie/sessions", json={"login": login, "password": PASSWORD}
        )
        assert signed_in.status_code == 201, signed_in.text


def test_numbers_may_be_typed_as_invoices_print_them(api: Api, cloud: TestCloud):
    who = home()
    token = asked(api, cloud, who)
    spaced = {
        "customer_number": f" {who.number[:4]} {who.number[4:7]}.{who.number[7:]} ",
        "activation_code": f"{who.code[:5]} {who.code[5:]}",
    }
    assert api.post(f"{SIGNUPS}/prove", json={"token": token} | spaced).status_code == 200
