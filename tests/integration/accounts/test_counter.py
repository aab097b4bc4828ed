"""The counter: customers are found by what a clerk hears, and supervisors say who works there."""

import pytest

from chalicelib import audit
from chalicelib.accounts import intake
from tests.cloud import Api, TestCloud
from tests.integration.accounts.desk import appointed, at_desk, chosen
from tests.integration.accounts.steps import code_of, digits, home, signed_in

OFFICE = "/engie/office"


@pytest.fixture(scope="module")
def desk(api_url: str, cloud: TestCloud) -> Api:
    """A supervisor's desk."""
    return at_desk(Api(api_url), cloud)


def named(surname: str) -> str:
    """A customer of this surname; the number."""
    return home(name=f"Amina {surname}", surname=surname).number


def found(desk: Api, text: str, **more: str) -> list[str]:
    answer = desk.get(f"{OFFICE}/customers", params={"text": text, **more})
    assert answer.status_code == 200, answer.text
    return [each["number"] for each in answer.json()["items"]]


def test_nobody_is_found_by_one_letter_or_by_nothing(desk: Api):
    assert found(desk, "p") == found(desk, "") == found(desk, "zzzz-nobody") == []


def test_a_customer_of_another_operator_is_not_found(desk: Api):
    number, surname = f"W-{digits(10)}", f"Żyła{digits(6)}"
    row = {"number": number, "name": surname, "surname": surname, "place": "Кугеси"}
    intake.take("vodokanal", row | {"account_number": digits(9)})
    assert found(desk, number) == found(desk, surname) == []
    assert code_of(desk.get(f"{OFFICE}/customers/{number}"), 404) == "customer_unknown"


def test_a_customer_is_found_by_the_beginning_of_the_surname_in_any_case(desk: Api):
    surname = f"Vermeulen{digits(8)}"
    first, second = named(surname), named(surname.upper())
    assert sorted(found(desk, surname[:15].lower())) == sorted([first, second])


def test_a_customer_whose_name_changed_is_found_by_the_new_one_only(desk: Api):
    before, after = f"Janssens{digits(8)}", f"Peeters{digits(8)}"
    number = named(before)
    intake.take("engie", {"number": number, "name": f"Amina {after}", "surname": after})
    intake.take("engie", {"number": number, "name": "A. P."})
    assert (found(desk, before), found(desk, after)) == ([], [number])


def test_a_customer_is_found_by_number_and_by_the_address_they_sign_in_with(
    api: Api, cloud: TestCloud, desk: Api
):
    who = signed_in(api, cloud)
    assert found(desk, f" {who.number} ") == found(desk, who.email.upper()) == [who.number]


def test_the_card_says_how_a_customer_signs_in_and_holds_no_secret(
    api: Api, cloud: TestCloud, desk: Api
):
    stranger = desk.get(f"{OFFICE}/customers/{home().number}").json()
    assert stranger["account"] is None
    who = signed_in(api, cloud)
    card = desk.get(f"{OFFICE}/customers/{who.number}")
    account = card.json()["account"]
    assert (account["login"], account["email"]) == (who.email, who.email)
    assert (account["locked"], account["factors"]) == (False, [])
    assert account["seen_at"] is not None
    assert who.code not in card.text and "argon2" not in card.text


def test_the_trail_of_a_customer_names_who_did_what(api: Api, cloud: TestCloud, desk: Api):
    who = signed_in(api, cloud)
    desk.get(f"{OFFICE}/customers/{who.number}")
    items = desk.get(f"{OFFICE}/customers/{who.number}/trail").json()["items"]
    acts = {each["act"]: each["by_name"] for each in items}
    login = desk.get("/engie/me").json()["login"]
    assert (acts["customer_looked_up"], acts["signed_in"]) == (login, who.email)
    nobody = desk.get(f"{OFFICE}/customers/2999999999/trail")
    assert code_of(nobody, 404) == "customer_unknown"


def test_the_desk_says_what_each_role_may_even_before_a_second_factor(
    api: Api, cloud: TestCloud, desk: Api
):
    supervisor = desk.get(f"{OFFICE}/desk").json()
    assert supervisor["second_factor"] is True
    appointed(api, cloud, factor=False)
    clerk = api.get(f"{OFFICE}/desk").json()
    assert (clerk["role"], clerk["second_factor"]) == ("clerk", False)
    assert set(clerk["may"]) < set(supervisor["may"])
    assert code_of(api.get(f"{OFFICE}/customers", params={"text": "x"}), 403) == (
        "second_factor_required"
    )


@pytest.mark.parametrize("act", ["list", "invite", "change", "invite_again"])
def test_only_a_supervisor_manages_clerks(api: Api, cloud: TestCloud, act: str):
    appointed(api, cloud)
    mine = api.get("/engie/me").json()["account"]
    calls = {
        "list": lambda: api.get(f"{OFFICE}/clerks"),
        "invite": lambda: api.post(f"{OFFICE}/clerks", json=form()),
        "change": lambda: api.put(f"{OFFICE}/clerks/{mine}", json={"role": "supervisor"}),
        "invite_again": lambda: api.post(f"{OFFICE}/clerks/{mine}/invitation"),
    }
    assert code_of(calls[act](), 403) == "role_may_not"


def form(**more: str) -> dict[str, str]:
    base = {
        "login": f"jan{digits(8)}",
        "name": "Jan Claes",
        "email": f"jan{digits(10)}@example.com",
        "role": "clerk",
        "language": "nl",
    }
    return base | more


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("login", "a b", "login_invalid"),
        ("login", "jan@example.com", "login_invalid"),
        ("name", "  ", "name_missing"),
        ("email", "x", "email_invalid"),
    ],
)
def test_a_clerk_who_could_not_sign_in_is_not_invited(desk: Api, field, value, why):
    refused = desk.post(f"{OFFICE}/clerks", json=form(**{field: value}))
    assert refused.status_code == 422
    assert refused.json()["fields"][field]["code"] == why


def test_a_login_that_somebody_holds_invites_nobody(desk: Api):
    wanted = form()
    assert desk.post(f"{OFFICE}/clerks", json=wanted).status_code == 201
    assert code_of(desk.post(f"{OFFICE}/clerks", json=wanted), 409) == "login_taken"


def test_a_supervisor_does_not_change_their_own_role_nor_a_customers(
    api: Api, cloud: TestCloud, desk: Api
):
    mine = desk.get("/engie/me").json()["account"]
    dismissed = desk.put(f"{OFFICE}/clerks/{mine}", json={"role": "dismissed"})
    assert code_of(dismissed, 409) == "clerk_self"
    signed_in(api, cloud)
    customer = api.get("/engie/me").json()["account"]
    made = desk.put(f"{OFFICE}/clerks/{customer}", json={"role": "supervisor"})
    assert code_of(made, 404) == "clerk_unknown"


def test_an_invited_clerk_works_until_dismissed_and_again_when_taken_back(
    api: Api, cloud: TestCloud, desk: Api
):
    wanted = form()
    clerk = desk.post(f"{OFFICE}/clerks", json=wanted).json()
    url = f"{OFFICE}/clerks/{clerk['account']}"
    assert desk.post(f"{url}/invitation").status_code == 204
    chosen(api, cloud, "engie", wanted["login"], wanted["email"])
    assert api.get(f"{OFFICE}/desk").json()["name"] == "Jan Claes"
    gone = desk.put(url, json={"role": "dismissed"}).json()
    assert gone["dismissed"] is True
    assert code_of(api.get(f"{OFFICE}/desk"), 401) == "sign_in_needed"
    assert code_of(desk.post(f"{url}/invitation"), 409) == "clerk_dismissed"
    back = desk.put(url, json={"role": "supervisor"}).json()
    assert (back["dismissed"], back["role"]) == (False, "supervisor")
    listed = {each["login"]: each for each in desk.get(f"{OFFICE}/clerks").json()["items"]}
    assert listed[wanted["login"]]["role"] == "supervisor"
    acts = [each.act for each in audit.acts_about("engie", [clerk["account"]])]
    assert {"clerk_appointed", "clerk_invited", "clerk_dismissed", "clerk_changed"} <= set(acts)
