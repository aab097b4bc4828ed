"""The simulated card network answers the Stripe library as the public description says."""

import random

import pytest
import stripe

from infra.local.outside.cards.forms import parse
from infra.local.outside.cards.numbers import iban_is_right, luhn
from tests.cloud import STRIPE_KEY
from tests.integration.payments.steps import (
    ASKS,
    GOOD,
    IBAN,
    IBAN_REFUSED,
    IBAN_TAKEN_BACK,
    POOR,
    Browser,
)


@pytest.fixture
def network(holder: Browser) -> stripe.StripeClient:
    base = f"{str(holder.line.base_url).rstrip('/')}/stripe"
    return stripe.StripeClient(STRIPE_KEY, base_addresses={"api": base}, max_network_retries=0)


def card(number: str) -> dict:
    values = {"number": number, "exp_month": 12, "exp_year": 2034, "cvc": "123"}
    return {"payment_method_data": {"type": "card", "card": values}}


def debit(iban: str) -> dict:
    return {
        "payment_method_data": {
            "type": "sepa_debit",
            "sepa_debit": {"iban": iban},
            "billing_details": {"name": "A", "email": "a@example.com"},
        },
        "mandate_data": {"customer_acceptance": {"type": "offline"}},
    }


def opened(network: stripe.StripeClient, cents: int = 8420, **more) -> stripe.PaymentIntent:
    asked = {"amount": cents, "currency": "eur", "automatic_payment_methods": {"enabled": True}}
    return network.v1.payment_intents.create(asked | more)


def test_a_call_without_a_key_or_with_a_live_one_is_refused(holder: Browser):
    assert holder.line.get("/stripe/v1/customers").status_code == 401
    live = {"Authorization": "Bearer sk_live_x"}
    assert holder.line.get("/stripe/v1/customers", headers=live).status_code == 401


def test_the_publishable_key_opens_only_its_own_payment(network, holder: Browser):
    mine, other = opened(network), opened(network)
    query = {"key": "pk_test_x", "client_secret": mine.client_secret}
    assert holder.line.get(f"/stripe/v1/payment_intents/{mine.id}", params=query).status_code == 200
    assert (
        holder.line.get(f"/stripe/v1/payment_intents/{other.id}", params=query).status_code == 404
    )
    assert holder.line.get("/stripe/v1/customers", params=query).status_code == 403
    refund = holder.line.post("/stripe/v1/refunds", data=query | {"payment_intent": mine.id})
    assert refund.status_code == 403


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"amount": 49}, "amount_too_small"), ({"amount": 10**9}, "amount_too_large"),
     ({"amount": "x"}, "parameter_invalid_integer"), ({"currency": "euro"}, "parameter_invalid"),
     ({"customer": "cus_nobody"}, "resource_missing")],
)  # fmt: skip
def test_a_payment_that_makes_no_sense_is_refused(network, asked, code):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        network.v1.payment_intents.create({"amount": 8420, "currency": "eur"} | asked)
    assert refused.value.code == code


def test_one_idempotency_key_is_one_payment_and_not_two_different_ones(network):
    key = {"idempotency_key": f"k{random.random()}"}
    asked = {"amount": 8420, "currency": "eur"}
    first = network.v1.payment_intents.create(asked, key)
    assert network.v1.payment_intents.create(asked, key).id == first.id
    with pytest.raises(stripe.IdempotencyError):
        network.v1.payment_intents.create(asked | {"amount": 1000}, key)


def test_a_poor_card_is_declined_and_another_may_follow(network):
    intent = opened(network)
    with pytest.raises(stripe.CardError) as declined:
        network.v1.payment_intents.confirm(intent.id, card(POOR))
    assert declined.value.error.decline_code == "insufficient_funds"
    assert declined.value.error.payment_intent.status == "requires_payment_method"
    assert network.v1.payment_intents.confirm(intent.id, card(GOOD)).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as again:
        network.v1.payment_intents.confirm(intent.id, card(GOOD))
    assert again.value.code == "payment_intent_unexpected_state"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("number", "4242424242424241", "incorrect_number"), ("exp_year", 2020, "invalid_expiry_year"),
     ("exp_month", 13, "invalid_expiry_month"), ("cvc", "1", "invalid_cvc")],
)  # fmt: skip
def test_a_card_that_cannot_be_one_is_refused(network, field, value, code):
    asked = card(GOOD)
    asked["payment_method_data"]["card"][field] = value
    with pytest.raises(stripe.CardError) as refused:
        network.v1.payment_intents.confirm(opened(network).id, asked)
    assert refused.value.code == code


def test_a_bank_that_asks_sends_the_payer_to_its_page_and_back(network, holder: Browser):
    intent = opened(network)
    back = "http://localhost/back?x=1"
    asked = network.v1.payment_intents.confirm(intent.id, card(ASKS) | {"return_url": back})
    assert asked.next_action.type == "redirect_to_url"
    form = {"client_secret": intent.client_secret, "outcome": "passed"}
    home = holder.line.post(f"/cards/challenge/{intent.id}", data=form)
    assert home.status_code == 303
    assert home.headers["location"].startswith(f"{back}&payment_intent={intent.id}")
    assert home.headers["location"].endswith("redirect_status=succeeded")
    assert network.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_a_debit_waits_and_then_is_paid_refused_or_taken_back(network, holder: Browser):
    holder.control(debit_seconds=3600)
    ends = {}
    for iban in (IBAN, IBAN_REFUSED, IBAN_TAKEN_BACK):
        intent = opened(network)
        assert network.v1.payment_intents.confirm(intent.id, debit(iban)).status == "processing"
        ends[iban] = intent.id
    holder.advance(3600)
    states = [network.v1.payment_intents.retrieve(id).status for id in ends.values()]
    assert states == ["succeeded", "requires_payment_method", "succeeded"]
    disputes = network.v1.disputes.list({"payment_intent": ends[IBAN_TAKEN_BACK]}).data
    assert [each.status for each in disputes] == ["lost"]


def test_a_card_kept_by_a_setup_is_charged_later_without_its_holder(network, holder: Browser):
    customer = network.v1.customers.create({"email": "a@example.com"})
    setup = network.v1.setup_intents.create(
        {"customer": customer.id, "automatic_payment_methods": {"enabled": True}}
    )
    asked = network.v1.setup_intents.confirm(setup.id, card("4000002500003155"))
    assert asked.status == "requires_action"
    form = {"client_secret": setup.client_secret, "outcome": "passed"}
    holder.line.post(f"/cards/challenge/{setup.id}", data=form)
    method = network.v1.setup_intents.retrieve(setup.id).payment_method
    kept = {"customer": customer.id, "payment_method": method, "confirm": True, "off_session": True}
    assert opened(network, **kept).status == "succeeded"


def test_a_card_that_always_asks_cannot_be_charged_without_its_holder(network):
    method = network.v1.payment_methods.create(
        {"type": "card", "card": {"number": ASKS, "exp_month": 1, "exp_year": 2034, "cvc": "123"}}
    )
    with pytest.raises(stripe.CardError) as refused:
        opened(network, payment_method=method.id, confirm=True, off_session=True)
    assert refused.value.code == "authentication_required"


def test_a_mandate_ends_with_its_payment_method(network):
    customer = network.v1.customers.create({"email": "a@example.com"})
    setup = network.v1.setup_intents.create(
        {"customer": customer.id, "allowed_payment_method_types": ["sepa_debit"], "confirm": True}
        | debit(IBAN)
    )
    mandate = network.v1.mandates.retrieve(setup.mandate)
    assert mandate.status == "active" and mandate.payment_method_details.sepa_debit.reference
    network.v1.payment_methods.detach(setup.payment_method)
    assert network.v1.mandates.retrieve(setup.mandate).status == "inactive"


def test_refunds_stop_at_what_was_paid(network):
    intent = opened(network)
    with pytest.raises(stripe.InvalidRequestError):
        network.v1.refunds.create({"payment_intent": intent.id})
    network.v1.payment_intents.confirm(intent.id, card(GOOD))
    network.v1.refunds.create({"payment_intent": intent.id, "amount": 8000})
    with pytest.raises(stripe.InvalidRequestError):
        network.v1.refunds.create({"payment_intent": intent.id, "amount": 421})
    network.v1.refunds.create({"payment_intent": intent.id})
    with pytest.raises(stripe.InvalidRequestError) as over:
        network.v1.refunds.create({"payment_intent": intent.id})
    assert over.value.code == "charge_already_refunded"


def test_a_canceled_payment_cannot_be_confirmed(network):
    intent = opened(network)
    assert network.v1.payment_intents.cancel(intent.id).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        network.v1.payment_intents.confirm(intent.id, card(GOOD))


def test_lists_are_paged_newest_first_and_filtered(network):
    customer = network.v1.customers.create({"email": "a@example.com"})
    made = [opened(network, customer=customer.id).id for _ in range(5)]
    page = network.v1.payment_intents.list({"customer": customer.id, "limit": 2})
    assert [each.id for each in page.auto_paging_iter()] == made[::-1]
    future = {"created": {"gt": 10**11}}
    assert network.v1.payment_intents.list(future).data == []
    whole = network.v1.payment_intents.retrieve(made[0], {"expand": ["customer"]})
    assert whole.customer.email == "a@example.com"


def test_no_number_is_kept(network, holder: Browser):
    from infra.local.outside.cards.network import network as simulated

    network.v1.payment_intents.confirm(opened(network).id, card(GOOD))
    kept = "\n".join(simulated().store.db.iterdump())
    assert GOOD not in kept and kept.count('"last4": "4242"') > 0


def test_unknown_switches_are_refused(holder: Browser):
    assert holder.line.put("/cards/control", json={"chaos": 1}).status_code == 400


def test_forms_are_read_as_the_library_writes_them():
    assert parse("a=1&b[c]=2&b[d][0]=x&b[d][1]=y&e[]=p&e[]=q") == {
        "a": "1", "b": {"c": "2", "d": ["x", "y"]}, "e": ["p", "q"],
    }  # fmt: skip


def test_check_digits():
    assert luhn(GOOD) and not luhn("4242424242424241") and not luhn("12")
    assert iban_is_right(IBAN) and not iban_is_right("AT611904300234573202")
