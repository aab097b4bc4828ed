"""Cards that a customer keeps: for the next payment, or to pay by themselves when invoices fall due."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib import clock, ledger
from chalicelib.payments import debiting
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of
from tests.integration.payments.steps import (
    ASKS,
    GOOD,
    POOR,
    Browser,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)
from tests.integration.payments.test_direct_debit import agree, mails

DUE = date(2026, 12, 15)


def keep(api: Api, holder: Browser, number: str = GOOD) -> dict[str, Any]:
    """Keep a card; it as the API lists it."""
    begun = api.post("/engie/cards", json={}).json()
    before = len(kept(api))
    secret = begun["client_secret"]
    id = secret.partition("_secret_")[0]
    card = {"number": number, "exp_month": "12", "exp_year": "2034", "cvc": "123"}
    form = {f"payment_method_data[card][{name}]": value for name, value in card.items()} | {
        "key": begun["publishable_key"],
        "client_secret": secret,
        "payment_method_data[type]": "card",
    }
    holder.line.post(f"/stripe/v1/setup_intents/{id}/confirm", data=form)
    form = {"client_secret": secret, "outcome": "passed"}
    holder.line.post(f"/cards/challenge/{id}", data=form)
    until(lambda: len(kept(api)), before + 1)
    return kept(api)[0]


def kept(api: Api) -> list[dict[str, Any]]:
    return list(api.get("/engie/cards").json()["items"])


def by_itself(api: Api, card: dict[str, Any], automatic: bool = True) -> Any:
    return api.put(f"/engie/cards/{card['card']}", json={"automatic": automatic})


def state(who: Home, number: str) -> str:
    return ledger.standing(key_of(who)).invoices[number].state


@pytest.fixture
def who(api: Api, cloud: TestCloud, holder: Browser) -> Home:
    """A customer who is signed in."""
    return payer(api, cloud)


def test_a_card_that_was_not_confirmed_is_not_kept(api: Api, who: Home):
    begun = api.post("/engie/cards", json={}).json()
    assert "à tout moment" in begun["wording"]
    assert kept(api) == []


def test_somebody_elses_card_answers_as_if_it_did_not_exist(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    card = keep(api, holder)
    other = api.another()
    payer(other, cloud)
    assert kept(other) == []
    assert code_of(by_itself(other, card), 404) == "card_unknown"
    assert code_of(other.delete(f"/engie/cards/{card['card']}"), 404) == "card_unknown"
    foreign = other.delete(f"/engie/mandates/{card['card']}")
    assert code_of(foreign, 404) == "mandate_unknown"


def test_two_ways_never_draw_the_same_invoice(api: Api, holder: Browser, who: Home):
    card = keep(api, holder)
    agree(api, holder)
    assert code_of(by_itself(api, card), 409) == "debit_in_force"


def test_a_mandate_takes_over_from_a_card_that_paid_by_itself(api: Api, holder: Browser, who: Home):
    assert by_itself(api, keep(api, holder)).json()["automatic"]
    agree(api, holder)
    assert [each["automatic"] for each in kept(api)] == [False]


def test_a_kept_card_shows_its_end_and_nothing_more(api: Api, holder: Browser, who: Home):
    card = keep(api, holder)
    assert (card["brand"], card["last4"], card["expires"]) == ("visa", "4242", "2034-12")
    assert not card["automatic"] and GOOD not in str(card)


def test_the_page_of_means_has_all_in_one_answer(api: Api, holder: Browser, who: Home):
    card = keep(api, holder)
    shown = api.get("/engie/means").json()
    assert shown["cards"]["items"] == [card] and shown["mandates"]["offered"]
    assert shown["debits"]["items"] == [] and shown["payouts"]["credit_cents"] == 0
    foreign = api.get("/engie/means", params={"customer": "2999999999"})
    assert code_of(foreign, 404) == "customer_unknown"


def test_one_press_pays_with_a_kept_card(api: Api, holder: Browser, who: Home):
    card = keep(api, holder)
    begun = press(api, invoiced(who)).json()
    form = {
        "key": begun["publishable_key"],
        "client_secret": begun["client_secret"],
        "payment_method": card["payment_method"],
    }
    id = begun["client_secret"].partition("_secret_")[0]
    assert holder.line.post(f"/stripe/v1/payment_intents/{id}/confirm", data=form).is_success
    until(lambda: state_of(api, begun["payment"]), "paid")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_card_of_a_payment_is_kept_only_when_its_holder_asks(
    api: Api, holder: Browser, who: Home, wanted: bool
):
    begun = press(api, invoiced(who)).json()
    path = f"/engie/payments/{begun['payment']}/card"
    assert api.put(path, json={"keep": True}).status_code == 204
    assert api.put(path, json={"keep": wanted}).status_code == 204
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    assert [each["last4"] for each in kept(api)] == (["4242"] if wanted else [])
    assert code_of(api.put(path, json={"keep": True}), 409) == "payment_in_progress"


def test_a_kept_card_pays_by_itself_when_an_invoice_falls_due(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    by_itself(api, keep(api, holder))
    number = invoiced(who, due=DUE)
    (coming,) = api.get("/engie/debits").json()["items"]
    assert (coming["on"], coming["announced_at"], coming["means"]) == (str(DUE), None, "card")
    debiting.run("engie", DUE - timedelta(days=20))
    (text,) = mails(cloud, who, "par carte")
    assert "Visa •••• 4242" in text and "84,20" in text
    (coming,) = api.get("/engie/debits").json()["items"]
    assert coming["announced_at"] and coming["amount_cents"] == 8420
    debiting.run("engie", DUE)
    until(lambda: state(who, number), "paid")
    assert api.get("/engie/debits").json()["items"] == []


def test_a_bank_that_wants_its_customer_leads_them_back(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    by_itself(api, keep(api, holder, ASKS))
    number = invoiced(who, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE)
    until(lambda: state(who, number), "rejected")
    (text,) = mails(cloud, who, "Confirmez votre paiement")
    assert "vous-même" in text and f"/pay/?invoice={number}" in text
    debiting.run("engie", clock.now().date() + timedelta(days=30))
    assert len(mails(cloud, who, "par carte")) == 1
    begun = press(api, number).json()
    holder.confirm(begun, ASKS)
    holder.answer_bank(begun)
    until(lambda: state(who, number), "paid")


def test_a_card_that_can_no_longer_pay_is_said_and_another_takes_its_place(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    poor = keep(api, holder, "4000000000000341")
    by_itself(api, poor)
    number = invoiced(who, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE)
    until(lambda: state(who, number), "rejected")
    assert len(mails(cloud, who, "n’a pas abouti")) == 1
    begun = press(api, number).json()
    assert "error" in holder.confirm(begun, POOR)
    holder.confirm(begun)
    until(lambda: state(who, number), "paid")


def test_a_removed_card_is_gone_here_and_at_the_network(api: Api, holder: Browser, who: Home):
    card = keep(api, holder)
    by_itself(api, card)
    assert api.delete(f"/engie/cards/{card['card']}").status_code == 204
    assert kept(api) == []
    number = invoiced(who, due=DUE)
    debiting.run("engie", DUE - timedelta(days=20))
    debiting.run("engie", DUE)
    assert state(who, number) in ("due", "overdue")
    begun = press(api, number).json()
    id = begun["client_secret"].partition("_secret_")[0]
    form = {
        "key": begun["publishable_key"],
        "client_secret": begun["client_secret"],
        "payment_method": card["payment_method"],
    }
    refused = holder.line.post(f"/stripe/v1/payment_intents/{id}/confirm", data=form)
    assert refused.status_code == 400
