"""A credit asked back: to its card, else by bank, and never twice."""

from datetime import UTC, datetime

import pytest

from chalicelib import ledger
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of
from tests.integration.payments.steps import (
    Browser,
    clerk,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)
from tests.integration.payments.test_direct_debit import mails

IBAN = "BE68 5390 0754 7034"


@pytest.fixture
def who(api: Api, cloud: TestCloud) -> Home:
    """A customer who is signed in."""
    return payer(api, cloud)


def credited(who: Home, number: str, cents: int) -> None:
    note = ledger.credit_note(
        key_of(who), f"C-{number}", corrects=number, net_cents=cents, vat_cents=0,
        currency="EUR", issued_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    ledger.post([note])


def in_cash(api: Api, cloud: TestCloud, who: Home, cents: int) -> Api:
    desk = clerk(api, cloud, "supervisor")
    path = f"/engie/office/customers/{who.number}/payments"
    form = {"amount_cents": cents, "means": "cash"}
    assert desk.post(path, json=form, headers={"Idempotency-Key": "cash-key"}).status_code == 201
    return desk


def test_who_has_no_credit_gets_nothing_back(api: Api, who: Home):
    invoiced(who)
    assert code_of(api.post("/engie/payouts", json={"iban": IBAN}), 409) == "no_credit"
    foreign = api.post("/engie/payouts", json={"iban": IBAN, "customer": "2999999999"})
    assert code_of(foreign, 404) == "customer_unknown"


def test_an_iban_that_cannot_be_one_is_refused(api: Api, cloud: TestCloud, who: Home):
    in_cash(api, cloud, who, 2500)
    for iban in ("", "BE68 5390 0754 7035", "X"):
        assert code_of(api.post("/engie/payouts", json={"iban": iban}), 422) == "iban_wrong"


def test_a_credit_goes_back_to_the_card_it_came_from_once(
    api: Api, cloud: TestCloud, holder: Browser, who: Home
):
    number = invoiced(who)
    begun = press(api, number).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    credited(who, number, 2000)
    assert api.get("/engie/payouts").json()["credit_cents"] == 2000
    holder.control(paused=True)
    assert api.post("/engie/payouts", json={}).json()["state"] == "sent"
    assert code_of(api.post("/engie/payouts", json={}), 409) == "payout_asked"
    holder.control(paused=None)
    holder.deliver()
    until(lambda: ledger.standing(key_of(who)).credit_cents, 0)
    assert ledger.standing(key_of(who)).invoices[number].open_cents == 0
    assert code_of(api.post("/engie/payouts", json={}), 409) == "no_credit"
    (refund,) = holder.list("refunds", charge=str(holder.list("refunds")[0]["charge"]))
    assert refund["amount"] == 2000


def test_a_credit_that_came_in_cash_is_transferred_by_a_clerk(
    api: Api, cloud: TestCloud, who: Home
):
    desk = in_cash(api, cloud, who, 2500)
    asked = api.post("/engie/payouts", json={"iban": IBAN}).json()
    assert (asked["state"], asked["account_last4"]) == ("asked", "7034")
    assert code_of(api.post("/engie/payouts", json={"iban": IBAN}), 409) == "payout_asked"
    waiting = desk.get("/engie/office/payouts").json()["items"]
    (mine,) = [each for each in waiting if each["payout"] == asked["payout"]]
    assert mine["iban"] == "BE68539007547034" and mine["amount_cents"] == 2500
    path = f"/engie/office/customers/{who.number}/payouts/{asked['payout']}/done"
    assert desk.post(path).json()["state"] == "paid"
    assert code_of(desk.post(path), 409) == "payout_done"
    assert ledger.standing(key_of(who)).balance_cents == 0
    assert len(mails(cloud, who, "remboursés")) == 1
    statement = api.get("/engie/statement").json()["items"]
    assert "Remboursement par virement" in [each["label"] for each in statement]
