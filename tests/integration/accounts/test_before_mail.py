"""Operators that ask for the proof before they send the mail: wrong proofs get no mail."""

from datetime import timedelta

import pytest

from chalicelib import clock, operators
from chalicelib.accounts import customers, intake
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import PASSWORD, code_of, digits, link_token

HOME = {"street": "Rue 1", "postcode": "1000", "kind": "household"}


def water_home(*serials: str) -> dict[str, str]:
    """A customer whose account number is unique within a place only; its parts of proof."""
    account = digits(9)
    row = {
        "number": f"W-{digits(10)}",
        "name": "Иванова Анна",
        "surname": "Иванова",
        "place": "Чебоксары",
        "account_number": account,
    }
    intake.take("vodokanal", HOME | row | {"meter_serials": " ".join(serials)})
    return {"place": "Чебоксары", "account_number": account, "surname": "Иванова"} | (
        {"meter_serial": serials[0]} if serials else {}
    )


def contract_home(operator: str, number: str, contract: str, email: str = "") -> dict[str, str]:
    intake.take(
        operator,
        HOME
        | {
            "number": number,
            "name": "Louise Fabre",
            "place": "Carmaux",
            "contract_numbers": contract,
            "email": email,
        },
    )
    return {"customer_number": number, "contract_number": contract}


def address() -> str:
    return f"abonent{digits(12)}@example.com"


def sign_up(api: Api, operator: str, proof: dict[str, str], email: str | None = None, **more: str):
    form = {"email": email or address(), "proof": proof, "password": PASSWORD} | more
    return api.post(f"/{operator}/signups", json=form)


def complete(api: Api, operator: str, token: str, password: str = PASSWORD):
    form = {
        "token": token,
        "password": password,
        "terms_version": operators.find(operator).terms.version,
    }
    return api.post(f"/{operator}/signups/complete", json=form)


def test_parts_that_are_missing_or_malformed_are_named(api: Api, cloud: TestCloud):
    refused = sign_up(api, "vodokanal", {"place": "Чебоксары", "account_number": "abc"})
    assert code_of(refused, 422) == "form_invalid"
    assert {name: each["code"] for name, each in refused.json()["fields"].items()} == {
        "account_number": "proof_malformed",
        "surname": "proof_missing",
        "meter_serial": "proof_missing",
    }


@pytest.mark.parametrize("part", ["place", "account_number", "surname", "meter_serial"])
def test_every_part_must_be_right_and_no_mail_goes_out_before(
    api: Api, cloud: TestCloud, part: str
):
    proof = water_home(f"18-{digits(6)}")
    other = {
        "place": "Кугеси",
        "account_number": digits(9),
        "surname": "Петрова",
        "meter_serial": "18-000000",
    }
    email = address()
    refused = sign_up(api, "vodokanal", proof | {part: other[part]}, email)
    assert code_of(refused, 422) == "proof_wrong"
    cloud.drain("outbox")
    assert cloud.mails(to=email) == []


def test_a_customer_without_a_meter_registers_only_at_the_office(api: Api, cloud: TestCloud):
    refused = sign_up(api, "vodokanal", water_home() | {"meter_serial": "18-000000"})
    assert code_of(refused, 422) == "proof_wrong"


def test_a_weak_password_is_refused_before_the_mail(api: Api, cloud: TestCloud):
    refused = sign_up(api, "vodokanal", water_home("18-1"), password="12345678")
    assert code_of(refused, 422) == "password_weak"


def test_the_link_alone_opens_nothing_and_a_wrong_password_spends_a_try(api: Api, cloud: TestCloud):
    email = address()
    assert sign_up(api, "vodokanal", water_home(f"18-{digits(6)}"), email).status_code == 202
    token = link_token(cloud, email)
    assert api.post("/vodokanal/signups/look", json={"token": token}).json()["step"] == "confirm"
    for left in (2, 1, 0):
        refused = complete(api, "vodokanal", token, "what a scanner types")
        assert code_of(refused, 422) == "password_wrong_at_link"
        assert refused.json()["tries_left"] == left
    assert code_of(complete(api, "vodokanal", token), 404) == "link_used_up"


def test_after_one_hour_everything_is_annulled_and_one_may_start_again(api: Api, cloud: TestCloud):
    proof, email = water_home(f"18-{digits(6)}"), address()
    assert sign_up(api, "vodokanal", proof, email).status_code == 202
    token = link_token(cloud, email)
    with clock.shift(timedelta(hours=1)):
        assert code_of(complete(api, "vodokanal", token), 404) == "link_expired"
        cloud.forget_messages()
        assert api.post("/vodokanal/signups/again", json={"email": email}).status_code == 202
        cloud.drain("outbox")
        assert "#" not in cloud.mails(to=email)[-1].text, "nothing is left to send again"
        assert sign_up(api, "vodokanal", proof, email).status_code == 202
        assert complete(api, "vodokanal", link_token(cloud, email)).status_code == 201


def test_sending_again_keeps_what_was_proven_and_the_password(api: Api, cloud: TestCloud):
    email = address()
    sign_up(api, "vodokanal", water_home(f"18-{digits(6)}"), email)
    first = link_token(cloud, email)
    assert api.post("/vodokanal/signups/again", json={"email": email}).status_code == 202
    second = link_token(cloud, email)
    assert code_of(complete(api, "vodokanal", first), 404) == "link_expired"
    assert complete(api, "vodokanal", second).status_code == 201


def test_a_stranger_at_a_mistyped_address_gets_nothing_and_it_can_be_corrected(
    api: Api, cloud: TestCloud
):
    typo, right = address(), address()
    handle = sign_up(api, "vodokanal", water_home(f"18-{digits(6)}"), typo).json()["signup"]
    stolen = link_token(cloud, typo)
    form = {"email": typo, "signup": handle, "new_email": right}
    assert api.post("/vodokanal/signups/correct", json=form).status_code == 202
    assert code_of(complete(api, "vodokanal", stolen), 404) == "link_expired"
    assert complete(api, "vodokanal", link_token(cloud, right)).status_code == 201


def test_any_one_of_several_meters_proves_and_place_and_number_sign_in(api: Api, cloud: TestCloud):
    serials = [f"18-{digits(6)}", f"{digits(8)}", f"А{digits(7)}"]
    proof, email = water_home(*serials), address()
    typed = proof | {
        "meter_serial": serials[2].lower(),
        "surname": "ИВАНОВА ",
        "place": " чебоксары",
    }
    assert sign_up(api, "vodokanal", typed, email, phone="8 912 345-67-89").status_code == 202
    mail = cloud.drain("outbox") and cloud.mails(to=email)[-1]
    assert "1 часа" in mail.text and "3 раза" in mail.text
    done = complete(api, "vodokanal", link_token(cloud, email))
    assert done.json() == {"login": f"Чебоксары#{proof['account_number']}"}
    login = {"place": "Чебоксары", "login": proof["account_number"], "password": PASSWORD}
    for form in (
        login,
        login | {"place": "чебоксары"},
        {"login": f"Чебоксары#{proof['account_number']}", "password": PASSWORD},
    ):
        assert api.post("/vodokanal/sessions", json=form).status_code == 201
    assert (
        code_of(api.post("/vodokanal/sessions", json=login | {"place": "Кугеси"}), 401)
        == "sign_in_wrong"
    )
    assert api.get("/vodokanal/me").json()["phone"] == "+79123456789"


def test_the_same_account_number_in_two_places_is_two_customers(api: Api, cloud: TestCloud):
    account = digits(9)
    for place, serial in (("Чебоксары", "A-111"), ("Кугеси", "B-222")):
        row = {
            "number": f"W-{digits(10)}",
            "name": place,
            "surname": "Иванова",
            "place": place,
            "account_number": account,
            "meter_serials": serial,
        }
        intake.take("vodokanal", HOME | row)
    proof = {"account_number": account, "surname": "Иванова"}
    assert (
        sign_up(
            api, "vodokanal", proof | {"place": "Чебоксары", "meter_serial": "B-222"}
        ).status_code
        == 422
    )
    for place, serial in (("Чебоксары", "A-111"), ("Кугеси", "B-222")):
        email = address()
        assert (
            sign_up(
                api, "vodokanal", proof | {"place": place, "meter_serial": serial}, email
            ).status_code
            == 202
        )
        assert complete(api, "vodokanal", link_token(cloud, email)).status_code == 201
        login = {"place": place, "login": account, "password": PASSWORD}
        other = api.another()
        assert other.post("/vodokanal/sessions", json=login).status_code == 201
        assert [each["name"] for each in other.get("/vodokanal/me").json()["customers"]] == [place]


def test_customer_and_contract_number_prove_and_the_address_signs_in(api: Api, cloud: TestCloud):
    proof, email = contract_home("oya", digits(8), f"CT{digits(6)}"), address()
    wrong = sign_up(api, "oya", proof | {"contract_number": f"CT{digits(6)}"}, email)
    assert code_of(wrong, 422) == "proof_wrong"
    assert (
        sign_up(
            api, "oya", proof | {"contract_number": proof["contract_number"].lower()}, email
        ).status_code
        == 202
    )
    assert complete(api, "oya", link_token(cloud, email)).json() == {"login": email}
    assert api.post("/oya/sessions", json={"login": email, "password": PASSWORD}).status_code == 201
    again = sign_up(api.another(), "oya", proof)
    assert code_of(again, 409) == "already_activated"


def test_without_its_optional_part_a_number_proves_only_from_the_address_on_file(
    api: Api, cloud: TestCloud
):
    known = address()
    proof = contract_home("gaz-et-eaux", digits(7), f"GE{digits(6)}", known)
    number = {"customer_number": proof["customer_number"]}
    assert code_of(sign_up(api, "gaz-et-eaux", number), 422) == "proof_wrong"
    assert sign_up(api, "gaz-et-eaux", number, known.upper()).status_code == 202
    assert sign_up(api, "gaz-et-eaux", proof).status_code == 202


def test_without_a_password_before_the_mail_the_numbers_are_asked_again_behind_it(
    api: Api, cloud: TestCloud
):
    proof, email = contract_home("oya", digits(8), f"CT{digits(6)}"), address()
    other = contract_home("oya", digits(8), f"CT{digits(6)}")
    assert api.post("/oya/signups", json={"email": email, "proof": proof}).status_code == 202
    token = link_token(cloud, email)
    assert api.post("/oya/signups/look", json={"token": token}).json()["step"] == "prove"
    assert code_of(complete(api, "oya", token), 403) == "ticket_wrong"
    foreign = api.post("/oya/signups/prove", json={"token": token} | other)
    assert code_of(foreign, 422) == "proof_wrong_at_link", (
        "the link is for the customer proven first"
    )
    ticket = api.post("/oya/signups/prove", json={"token": token} | proof).json()["ticket"]
    form = {
        "token": token,
        "ticket": ticket,
        "password": PASSWORD,
        "terms_version": operators.find("oya").terms.version,
    }
    assert api.post("/oya/signups/complete", json=form).json() == {"login": email}


def test_a_second_company_comes_under_the_same_login(api: Api, cloud: TestCloud):
    first, email = contract_home("oya", digits(8), f"EN{digits(6)}"), address()
    second = contract_home("oya", digits(8), f"SI{digits(6)}")
    sign_up(api, "oya", first, email)
    complete(api, "oya", link_token(cloud, email))
    api.post("/oya/sessions", json={"login": email, "password": PASSWORD})
    assert api.post("/oya/me/customers", json=second).status_code == 201
    assert len(api.get("/oya/me").json()["customers"]) == 2
    found = customers.find("oya", second["customer_number"])
    assert found is not None and found.login == email
