"""Events of the card network: bad ones are refused, each good one counts once, in any order."""

import itertools
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib import clock, ledger, storage
from chalicelib.payments import store, webhooks
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import Home, code_of
from tests.integration.payments.steps import (
    Browser,
    event,
    invoiced,
    key_of,
    payer,
    press,
    state_of,
    webhook,
)


@pytest.fixture
def paying(api: Api, cloud: TestCloud, holder: Browser) -> tuple[Home, str, dict]:
    """A customer, their invoice, and a payment of it that was begun."""
    who = payer(api, cloud)
    number = invoiced(who)
    return who, number, press(api, number).json()


def intent_of(begun: dict, **more) -> dict:
    """The intent of a payment as events show it."""
    return {
        "id": begun["client_secret"].partition("_secret_")[0],
        "object": "payment_intent",
        "amount": begun["amount_cents"],
        "amount_received": begun["amount_cents"],
        "currency": begun["currency"].lower(),
        "latest_charge": "ch_1",
        "metadata": {"comptoir_payment": begun["payment"]},
    } | more


def thing_of(begun: dict, kind: str, id: str, **more) -> dict:
    """A refund or dispute of a payment as events show it."""
    return {
        "id": id,
        "object": kind,
        "amount": begun["amount_cents"],
        "currency": "eur",
        "created": int(time.time()) - 60,
        "payment_intent": begun["client_secret"].partition("_secret_")[0],
        "metadata": {},
        "reason": None,
    } | more


def test_an_event_with_a_wrong_signature_is_refused(api: Api, paying):
    _, _, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))
    assert code_of(webhook(api, told, secret="whsec_guess"), 400) == "webhook_signature_wrong"
    assert state_of(api, begun["payment"]) == "requires_action"


@pytest.mark.parametrize("header", ["", "t=1", "v1=abc", "t=x,v1=abc", "t=²,v1=a", "nonsense"])
def test_an_unsigned_event_is_refused(api: Api, holder: Browser, header: str):
    headers = {"Stripe-Signature": header.encode(), "Content-Type": "application/json"}
    refused = api.post("/webhooks/stripe", content=b"{}", headers=headers)
    assert code_of(refused, 400) == "webhook_unsigned"


def test_an_event_whose_body_was_changed_is_refused(api: Api, paying):
    from infra.local.outside.cards.delivery import sign
    from tests.cloud import WEBHOOK_SECRET

    _, _, begun = paying
    body = json.dumps(event("payment_intent.succeeded", intent_of(begun))).encode()
    headers = {
        "Stripe-Signature": sign(body, WEBHOOK_SECRET, int(time.time())),
        "Content-Type": "application/json",
    }
    changed = body.replace(b"8420", b"9999")
    refused = api.post("/webhooks/stripe", content=changed, headers=headers)
    assert code_of(refused, 400) == "webhook_signature_wrong"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_an_event_signed_too_long_ago_or_in_the_future_is_refused(api: Api, paying, seconds: int):
    _, _, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))
    refused = webhook(api, told, at=int(time.time()) + seconds)
    assert code_of(refused, 400) == "webhook_too_old"


def test_what_is_signed_but_no_event_is_refused(api: Api, holder: Browser):
    assert code_of(webhook(api, {"hello": "you"}), 400) == "body_malformed"
    assert code_of(webhook(api, {"id": "evt_1", "type": "x", "created": 1, "data": {}}), 400) == (
        "body_malformed"
    )


def test_during_a_change_of_secrets_both_are_taken(api: Api, cloud: TestCloud, paying):
    from chalicelib.gateways import cards, secrets
    from tests.cloud import STRIPE_KEY, STRIPE_PUBLISHABLE_KEY, WEBHOOK_SECRET

    _, _, begun = paying
    keys = {"api_key": STRIPE_KEY, "publishable_key": STRIPE_PUBLISHABLE_KEY}
    cloud.secret("stripe", **keys, webhook_secrets=["whsec_new", WEBHOOK_SECRET])
    secrets.forget()
    try:
        body = json.dumps(event("payment_intent.succeeded", intent_of(begun))).encode()
        from infra.local.outside.cards.delivery import sign

        for secret in ("whsec_new", WEBHOOK_SECRET):
            assert cards.verify(body, sign(body, secret, int(time.time()))).event
    finally:
        cloud.secret("stripe", **keys, webhook_secrets=[WEBHOOK_SECRET])
        secrets.forget()


def test_another_currency_is_kept_and_changes_nothing(api: Api, paying):
    who, _, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun, currency="usd"))
    assert webhook(api, told).status_code == 200
    assert state_of(api, begun["payment"]) == "requires_action"
    assert ledger.standing(key_of(who)).balance_cents == 8420


def test_another_amount_is_booked_as_it_arrived(api: Api, paying):
    who, number, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun, amount_received=8000))
    assert webhook(api, told).status_code == 200
    assert ledger.standing(key_of(who)).invoices[number].open_cents == 420


def test_an_unknown_kind_is_kept_and_taken(api: Api, holder: Browser):
    told = event("climate.order.canceled", {"id": "climorder_1", "object": "climate.order"})
    assert webhook(api, told).status_code == 200
    assert webhooks._seen(told["id"]).outcome == "kept"
    assert json.loads(webhooks._seen(told["id"]).text)["type"] == "climate.order.canceled"


def test_an_event_of_somebody_elses_payment_is_kept_as_foreign(api: Api, paying):
    _, _, begun = paying
    intent = intent_of(begun, metadata={"comptoir_payment": "pay_nobody"})
    told = event("payment_intent.succeeded", intent)
    assert webhook(api, told).status_code == 200
    assert webhooks._seen(told["id"]).outcome == "foreign"
    gone = event(
        "charge.dispute.created",
        thing_of(begun, "dispute", "dp_0", payment_intent="pi_0", status="lost"),
    )
    assert webhook(api, gone).status_code == 200
    assert webhooks._seen(gone["id"]).outcome == "foreign"


def test_an_event_delivered_ten_times_at_once_counts_once(api: Api, paying):
    who, number, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))
    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda _: webhook(api, told).status_code, range(10)))
    assert statuses == [200] * 10
    standing = ledger.standing(key_of(who))
    assert (standing.balance_cents, standing.invoices[number].state) == (0, "paid")
    assert (
        len([each for each in ledger.entries(key_of(who)) if each.kind == "payment_settled"]) == 1
    )


def life_of(begun: dict) -> list[dict]:
    """Everything that can happen to one payment."""
    error = {"code": "card_declined", "decline_code": "insufficient_funds", "charge": "ch_0"}
    return [
        event("payment_intent.payment_failed", intent_of(begun, last_payment_error=error)),
        event("payment_intent.succeeded", intent_of(begun)),
        event("refund.created", thing_of(begun, "refund", "re_1", amount=420, status="pending")),
        event("refund.updated", thing_of(begun, "refund", "re_1", amount=420, status="succeeded")),
        event(
            "charge.dispute.created",
            thing_of(
                begun, "dispute", "dp_1", amount=8000, status="needs_response", reason="fraudulent"
            ),
        ),
        event(
            "charge.dispute.closed",
            thing_of(begun, "dispute", "dp_1", amount=8000, status="won", reason="fraudulent"),
        ),
    ]


def test_every_order_of_a_payments_life_ends_the_same(api: Api, cloud: TestCloud, paying):
    _who, _number, begun = paying
    from chalicelib.payments.events import read
    from chalicelib.payments.payment import Payment, postings_of, state_of

    payment = store.find(begun["payment"])
    assert payment is not None
    facts = []
    for told in life_of(begun):
        found = read(_event_of(told))
        assert found is not None
        facts.append(found.facts)
    ends = set()
    for order in itertools.permutations(facts):
        known: Payment = payment
        seen: set[str] = set()
        for each in order:
            known = known.told(each)
            assert seen <= set(postings_of(known))  # entries are only ever added
            seen = set(postings_of(known))
        cents = sum(posting.cents for posting in postings_of(known).values())
        ends.add((cents, state_of(known), tuple(sorted(seen))))
    assert len(ends) == 1
    cents, state, _ = ends.pop()
    assert (cents, state) == (-8000, ("paid", None))


def _event_of(told: dict):
    from chalicelib.gateways import cards

    return cards._event(json.dumps(told))


def test_a_life_delivered_backwards_is_booked_to_the_cent(api: Api, paying):
    who, number, begun = paying
    for told in reversed(life_of(begun)):
        assert webhook(api, told).status_code == 200
    standing = ledger.standing(key_of(who))
    assert standing.balance_cents == 420
    assert standing.invoices[number].open_cents == 420
    assert state_of(api, begun["payment"]) == "paid"


def test_a_crash_before_the_transaction_leaves_nothing_and_the_next_delivery_does_all(
    api: Api, paying, monkeypatch
):
    who, _number, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))

    def crash(*_):
        raise OSError("out of memory")

    with monkeypatch.context() as broken:
        broken.setattr(storage, "transact", crash)
        assert webhook(api, told).status_code == 500
    assert ledger.standing(key_of(who)).balance_cents == 8420
    assert webhook(api, told).status_code == 200
    assert ledger.standing(key_of(who)).balance_cents == 0


def test_a_crash_after_the_transaction_still_sends_the_receipt_at_the_next_delivery(
    api: Api, cloud: TestCloud, paying, monkeypatch
):
    who, _number, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))

    def crash(*_):
        raise OSError("out of memory")

    with monkeypatch.context() as broken:
        broken.setattr("chalicelib.payments.notices._send", crash)
        assert webhook(api, told).status_code == 500
    assert webhook(api, told).status_code == 200
    assert webhook(api, told).status_code == 200
    cloud.drain("outbox")
    receipts = [mail for mail in cloud.mails(to=who.email) if "84,20" in mail.subject]
    assert len(receipts) == 1


def test_a_webhook_is_answered_within_a_second(api: Api, paying):
    _, _, begun = paying
    started = time.monotonic()
    webhook(api, event("payment_intent.succeeded", intent_of(begun)))
    assert time.monotonic() - started < 1


def test_events_are_remembered_for_longer_than_a_debit_can_be_taken_back(api: Api, paying):
    _, _, begun = paying
    told = event("payment_intent.succeeded", intent_of(begun))
    webhook(api, told)
    thirteen_months = (clock.now() + timedelta(days=13 * 30)).timestamp()
    assert webhooks._seen(told["id"]).expires_at > thirteen_months
