"""The network's lists against our books: every difference is found in one run, none is invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock, ledger, storage
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
