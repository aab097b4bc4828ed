"""Refunds: by a supervisor, of what is still there, told to the customer when they are made."""

import random

import pytest

from chalicelib import ledger
from chalicelib.payments import reconciliation
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

FAILS = "4000000000005126"


@pytest.fixture
def desk(api: Api, cloud: TestCloud) -> Api:
    """A supervisor at the counter."""
    return clerk(api, cloud, "supervisor")


def pay(
    api: Api, cloud: TestCloud, holder: Browser, card: str = "4242424242424242"
) -> tuple[Home, str, str]:
    who = payer(api, cloud)
    number = invoiced(who)
    begun = press(api, number).json()
    holder.confirm(begun, card)
    until(lambda: state_of(api, begun["payment"]), "paid")
    return who, number, begun["payment"]


def give_back(desk: Api, payment: str, cents: int, key: str | None = None):
    headers = {"Idempotency-Key": key or f"refund-{random.random()}"}
    form = {"amount_cents": cents}
    return desk.post(f"/engie/office/payments/{payment}/refunds", json=form, headers=headers)


def test_nothing_more_goes_back_than_came(api: Api, cloud: TestCloud, holder: Browser, desk: Api):
    _, _, payment = pay(api, cloud, holder)
    assert code_of(give_back(desk, payment, 8421), 422) == "amount_wrong"
    assert code_of(give_back(desk, "pay_nobody", 1), 404) == "payment_unknown"
    begun = press(api, invoiced(payer(api, cloud))).json()
    assert code_of(give_back(desk, begun["payment"], 1), 409) == "refund_impossible"


def test_a_refund_without_a_key_is_refused(api: Api, cloud: TestCloud, holder: Browser, desk: Api):
    _, _, payment = pay(api, cloud, holder)
    refused = desk.post(f"/engie/office/payments/{payment}/refunds", json={"amount_cents": 1})
    assert code_of(refused, 422) == "idempotency_key_missing"


def test_a_refund_is_made_once_booked_and_told(
    api: Api, cloud: TestCloud, holder: Browser, desk: Api
):
    who, _number, payment = pay(api, cloud, holder)
    first = give_back(desk, payment, 420, "refund-once-please")
    again = give_back(desk, payment, 420, "refund-once-please")
    assert (first.status_code, first.json()) == (202, again.json())
    until(lambda: ledger.standing(key_of(who)).balance_cents, 420)
    assert state_of(api, payment) == "paid"
    until(lambda: _told(cloud, who, "4,20"), 1)
    rest = give_back(desk, payment, 8000)
    assert rest.status_code == 202
    until(lambda: state_of(api, payment), "refunded")
    assert code_of(give_back(desk, payment, 1), 409) == "refund_impossible"
    assert ledger.standing(key_of(who)).balance_cents == 8420


def _told(cloud: TestCloud, who: Home, amount: str) -> int:
    cloud.drain("outbox")
    return len(
        [mail for mail in cloud.mails(to=who.email) if f"remboursons {amount}" in mail.subject]
    )


def test_a_refund_that_comes_back_is_with_us_again(
    api: Api, cloud: TestCloud, holder: Browser, desk: Api
):
    who, _number, payment = pay(api, cloud, holder, FAILS)
    holder.control(debit_seconds=1)
    give_back(desk, payment, 8420)
    until(lambda: "refund_failed" in {each.kind for each in ledger.entries(key_of(who))}, True)
    assert ledger.standing(key_of(who)).balance_cents == 0
    assert state_of(api, payment) == "paid"


def test_a_refund_whose_event_was_lost_is_found(
    api: Api, cloud: TestCloud, holder: Browser, desk: Api
):
    _who, _, payment = pay(api, cloud, holder)
    holder.control(drop=1)
    give_back(desk, payment, 8420)
    assert state_of(api, payment) == "paid"
    reconciliation.run()
    assert state_of(api, payment) == "refunded"


def test_refunds_are_on_the_trail(api: Api, cloud: TestCloud, holder: Browser, desk: Api):
    _, _, payment = pay(api, cloud, holder)
    give_back(desk, payment, 100)
    from chalicelib import clock

    trail = desk.get(
        "/engie/office/trail", params={"on": clock.today("Europe/Brussels").isoformat()}
    )
    acts = [each for each in trail.json()["items"] if each["act"] == "payment_refunded"]
    assert acts and acts[-1]["facts"]["payment"]
