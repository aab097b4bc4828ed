"""The network's lists against our books: every difference is found in one run, none is invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, ledger, storage
from chalicelib.gateways import cards
from chalicelib.payments import reconciliation, store, webhooks
from chalicelib.payments.payment import state_of as state_of_payment
from tests.cloud import Api, TestCloud
from tests.integration.payments.steps import (
    DISPUTED,
    GOOD,
    POOR,
    Browser,
    event,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    until,
)


@pytest.fixture(autouse=True)
def settled(api: Api, cloud: TestCloud, holder: Browser):
    """Whatever other tests left undelivered or half done is out of the way."""
    holder.deliver()
    STOOD.update(each.about for each in reconciliation.run(yesterday()).differences)


STOOD: set[str] = set()
"""What tests of other rooms put into the books without the network, which no run can repair."""


def yesterday() -> datetime:
    return clock.now() - timedelta(days=1)


def found() -> list[tuple[str, bool]]:
    """The differences of a run, those of the network's own events in one."""
    report = reconciliation.run(yesterday())
    fresh = (each for each in report.differences if each.about not in STOOD)
    return sorted({(each.kind, each.repaired) for each in fresh})


def test_where_nothing_was_missed_nothing_is_found(api: Api, cloud: TestCloud, holder: Browser):
    begun = press(api, invoiced(payer(api, cloud))).json()
    holder.confirm(begun, POOR)
    holder.confirm(begun, GOOD)
    until(lambda: state_of(api, begun["payment"]), "paid")
    holder.deliver()
    assert found() == []


def test_events_that_never_came_are_found_and_applied_in_one_run(
    api: Api, cloud: TestCloud, holder: Browser
):
    who = payer(api, cloud)
    holder.control(drop=1)
    begun = [press(api, invoiced(who, cents)).json() for cents in (1000, 2000, 3000)]
    for each in begun:
        holder.confirm(each, DISPUTED if each["amount_cents"] == 3000 else GOOD)
    assert ledger.standing(key_of(who)).balance_cents == 6000
    assert found() == [("event_missed", True)]
    assert ledger.standing(key_of(who)).balance_cents == 3000
    assert [state_of(api, each["payment"]) for each in begun] == ["paid", "paid", "rejected"]
    assert found() == []


def test_what_no_event_tells_any_more_is_learned_from_the_payments_themselves(
    api: Api, cloud: TestCloud, holder: Browser, monkeypatch
):
    who = payer(api, cloud)
    holder.control(drop=1)
    begun = press(api, invoiced(who)).json()
    holder.confirm(begun, DISPUTED)
    monkeypatch.setattr("chalicelib.gateways.cards.events", lambda since: iter(()))
    assert found() == [("dispute_missed", True), ("settlement_missed", True)]
    assert ledger.standing(key_of(who)).balance_cents == 8420
    assert found() == []
    monkeypatch.undo()
    assert found() == [("event_missed", True)]  # the same facts, now by their events
    assert ledger.standing(key_of(who)).balance_cents == 8420


def test_an_entry_that_is_missing_in_the_books_is_booked(
    api: Api, cloud: TestCloud, holder: Browser, monkeypatch
):
    who = payer(api, cloud)
    begun = press(api, invoiced(who)).json()
    payment = store.find(begun["payment"])
    assert payment is not None
    holder.control(drop=1)
    holder.confirm(begun)
    told = event("payment_intent.succeeded", {})
    fact = {"at": datetime.now(UTC).isoformat(), "rank": 0, "cents": 8420}
    storage.transact([store.advance(payment, payment.told({"settled": fact}))])
    assert told and ledger.standing(key_of(who)).balance_cents == 8420
    assert ("entry_missing", True) in found()
    assert ledger.standing(key_of(who)).balance_cents == 0


def test_money_in_our_books_that_the_network_does_not_know_is_an_alarm(
    api: Api, cloud: TestCloud, holder: Browser, caplog
):
    begun = press(api, invoiced(payer(api, cloud))).json()
    payment = store.find(begun["payment"])
    assert payment is not None
    fact = {"at": datetime.now(UTC).isoformat(), "rank": 0, "cents": 8420}
    webhooks.learn(payment, {"settled": fact})
    assert ("settlement_invented", False) in found()
    assert state_of_payment(store.find(begun["payment"])) == ("paid", None)
    # It stays an alarm until somebody looks; here it is paid after all.
    holder.confirm(begun)
    holder.deliver()
    assert ("settlement_invented", False) not in found()


def test_a_payment_that_the_network_never_made_is_an_alarm(
    api: Api, cloud: TestCloud, holder: Browser
):
    begun = press(api, invoiced(payer(api, cloud))).json()
    payment = store.find(begun["payment"])
    assert payment is not None
    ghost = replace(payment, payment=f"{payment.payment}x", intent="pi_never_made")
    storage.transact([store.create(ghost)])
    fact = {"at": datetime.now(UTC).isoformat(), "rank": 0, "cents": 8420}
    webhooks.learn(ghost, {"settled": fact})
    report = reconciliation.run(yesterday())
    (mine,) = [each for each in report.differences if each.about == ghost.payment]
    assert (mine.kind, mine.repaired) == ("settlement_invented", False)


def test_another_amount_at_the_network_is_an_alarm(api: Api, cloud: TestCloud, holder: Browser):
    begun = press(api, invoiced(payer(api, cloud))).json()
    payment = store.find(begun["payment"])
    assert payment is not None
    holder.control(drop=1)
    holder.confirm(begun)
    fact = {"at": datetime.now(UTC).isoformat(), "rank": 0, "cents": 8000}
    webhooks.learn(payment, {"settled": fact})
    assert ("amount_differs", False) in found()


def paid_unheard(api: Api, cloud: TestCloud, holder: Browser) -> str:
    """A payment that the network has and of which no event reached us."""
    begun = press(api, invoiced(payer(api, cloud))).json()
    holder.control(drop=1)
    holder.confirm(begun)
    holder.control(drop=0)
    return str(begun["payment"])


def paid_whole(api: Api, cloud: TestCloud, holder: Browser) -> str:
    """A payment that both sides know."""
    begun = press(api, invoiced(payer(api, cloud))).json()
    holder.confirm(begun)
    until(lambda: state_of(api, begun["payment"]), "paid")
    return str(begun["payment"])


def believed(payment: str, cents: int = 8420) -> str:
    """A payment whose money is in our books, whatever the network says."""
    found = store.find(payment)
    assert found is not None
    fact = {"at": datetime.now(UTC).isoformat(), "rank": 0, "cents": cents}
    webhooks.learn(found, {"settled": fact})
    return payment


def test_one_run_finds_every_kind_of_difference_and_invents_none(
    api: Api, cloud: TestCloud, holder: Browser, monkeypatch
):
    fine = paid_whole(api, cloud, holder)
    missing_with_us = paid_unheard(api, cloud, holder)
    another_amount = believed(paid_unheard(api, cloud, holder), 8000)
    another_state = believed(press(api, invoiced(payer(api, cloud))).json()["payment"])

    known = store.find(another_state)
    assert known is not None
    missing_there = f"{another_state}z"
    ghost = replace(known, payment=missing_there, intent="pi_nobody_made", facts={}, version=0)
    storage.transact([store.create(ghost)])
    believed(missing_there)

    refund = paid_whole(api, cloud, holder)
    intent = getattr(store.find(refund), "intent", "")
    holder.control(drop=1)
    cards.refund(intent=intent, amount_cents=420, key=f"key-{refund}")
    holder.control(drop=0)

    another_currency = paid_unheard(api, cloud, holder)
    holder.deliver()
    in_currency(cloud, another_currency, "USD")
    monkeypatch.setattr("chalicelib.gateways.cards.events", lambda since: iter(()))
    try:
        first, second = (reconciliation.run(yesterday()).differences for _ in range(2))
    finally:
        in_currency(cloud, another_currency, "EUR")
    ours = {
        fine, missing_with_us, another_amount, another_state, missing_there, refund,
        another_currency,
    }  # fmt: skip
    alarms = {
        (another_amount, "amount_differs", False),
        (another_state, "settlement_invented", False),
        (missing_there, "settlement_invented", False),
        (another_currency, "currency_differs", False),
    }
    repairs = {(missing_with_us, "settlement_missed", True), (refund, "refund_missed", True)}
    assert told_of(first, ours) == alarms | repairs
    assert told_of(second, ours) == alarms, "repaired once; an alarm stays until somebody looks"


def told_of(
    differences: tuple[reconciliation.Difference, ...], ours: set[str]
) -> set[tuple[str, str, bool]]:
    """What was found about these payments."""
    return {(each.about, each.kind, each.repaired) for each in differences if each.about in ours}


def in_currency(cloud: TestCloud, payment: str, currency: str) -> None:
    """Make a payment of ours one in another currency, as a slip of a hand in the tables would."""
    cloud.client("dynamodb").update_item(
        TableName="comptoir-payments",
        Key={"payment": {"S": payment}},
        UpdateExpression="SET currency = :currency",
        ExpressionAttributeValues={":currency": {"S": currency}},
    )
