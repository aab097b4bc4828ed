"""Events of the card network: each is applied exactly once, whatever the order and the repeats.

One transaction holds the event's row, the merged facts of the payment (conditional on its version)
and the entries of the books that follow. Whatever breaks before it leaves nothing behind; whatever
breaks after it is made good by the next delivery, which finds the event and only sends what is
still to be said. An order-free merge in one transaction is the one scheme of five that survives
shuffled, repeated and crashing deliveries.
"""

import random
import time
from collections.abc import Iterable

from chalicelib import clock, ledger, storage
from chalicelib.errors import NotFound
from chalicelib.gateways import cards
from chalicelib.gateways.cards import Event
from chalicelib.log import log
from chalicelib.payments import agreeing, events, notices, store
from chalicelib.payments.events import METADATA, Told
from chalicelib.payments.mandate import card_kept_with
from chalicelib.payments.payment import Facts, Payment, postings_of
from chalicelib.payments.table import EventRow
from chalicelib.storage import TransactionLost, Write

KEPT_SECONDS = 400 * 24 * 3600
"""How long events are remembered: more than the 13 months in which a debit can be taken back."""
TRIES = 12

MANDATE = "|"
"""What stands in the name of a mandate ("op#number|mandate") and in no payment's id."""

APPLIED, KEPT, FOREIGN, WRONG_CURRENCY = "applied", "kept", "foreign", "wrong_currency"


def receive(payload: bytes, signature: str) -> str:
    """Take one delivery (raw body and `Stripe-Signature`); what became of the event.

    Raises `Malformed` when the signature or its age is wrong.
    """
    return apply(cards.verify(payload, signature))


def apply(event: Event) -> str:
    """Apply an event once: `applied`, `kept` (it changes nothing here), `foreign` (not of a payment
    of ours), `wrong_currency`, or `repeated`.
    """
    for attempt in range(TRIES):
        seen = _seen(event.event)
        if seen is not None:
            _say_again(seen)
            return "repeated"
        try:
            return _apply(event)
        except TransactionLost:
            # Another delivery was faster: either of this event, or of one about the same payment.
            time.sleep(random.uniform(0, 0.02 * 2 ** min(attempt, 5)))  # noqa: S311 - no secret
    raise RuntimeError(f"event {event.event} met other writers {TRIES} times")


def _seen(event: str) -> EventRow | None:
    try:
        return EventRow.get(event, consistent_read=True)
    except EventRow.DoesNotExist:
        return None


def _say_again(seen: EventRow) -> None:
    """Say what an event gave rise to and the delivery that applied it may not have said."""
    if seen.payment and MANDATE in seen.payment:
        agreeing.confirm_by_mail(seen.payment)
    elif seen.payment and (payment := store.find(seen.payment)) is not None:
        notices.send_due(payment)


def _apply(event: Event) -> str:
    agreed = agreeing.told(event)
    if agreed is not None:
        name, writes = agreed
        storage.transact([_write(event, APPLIED, name), *writes])
        agreeing.confirm_by_mail(name)
        return APPLIED
    told = events.read(event)
    if told is None:
        return _keep(event, KEPT, None)
    payment = payment_of(told)
    if payment is None:
        return _keep(event, FOREIGN, None)
    if told.currency != payment.currency:
        log().error("payment_wrong_currency", payment=payment.payment, event_id=event.event)
        return _keep(event, WRONG_CURRENCY, payment.payment)
    _check_amount(payment, told)
    if payment.intent is None:
        # The answer that named it was lost; from now on the payment can be given up or refunded.
        storage.transact(store.note_intent(payment, told.intent))
    writes = [_write(event, APPLIED, payment.payment), *_card_to_keep(payment, event)]
    after = learn(payment, told.facts, writes)
    notices.send_due(after)
    return APPLIED


def _card_to_keep(payment: Payment, event: Event) -> list[Write]:
    """The writes by which the card of a payment is kept, when its holder asked for that."""
    method = event.thing.get("payment_method")
    if event.kind != "payment_intent.succeeded" or not isinstance(method, str):
        return []
    if not event.thing.get("setup_future_usage"):
        return []
    card = card_kept_with(payment.payment)
    return agreeing.keep(payment.customer, card, method, event.at)


def learn(payment: Payment, facts: Facts, others: Iterable[Write] = ()) -> Payment:
    """Merge facts into a payment and book what follows, in one transaction with `others`.

    Raises `TransactionLost` when somebody else wrote in between: read the payment again.
    """
    after = payment.told(facts)
    writes = list(others)
    if after.facts != payment.facts:
        before = postings_of(payment)
        writes.append(store.advance(payment, after))
        writes += [
            ledger.write(posting)
            for entry, posting in postings_of(after).items()
            if entry not in before
        ]
    if writes:
        storage.transact(writes)
    return after


def payment_of(told: Told) -> Payment | None:
    """The payment that an event is about: named in its metadata, else known by its intent, else
    named in the metadata of the intent at the network (disputes carry none).
    """
    if told.payment:
        return store.find(told.payment)
    known = store.by_intent(told.intent)
    if known is not None:
        return known
    try:
        named = cards.find_intent(told.intent).metadata.get(METADATA)
    except NotFound:
        return None
    return store.find(named) if named else None


def _check_amount(payment: Payment, told: Told) -> None:
    """Say aloud that another amount arrived than was asked; the books take what arrived."""
    settled = told.facts.get("settled")
    if settled is not None and settled["cents"] != payment.amount_cents:
        log().error(
            "payment_wrong_amount",
            payment=payment.payment,
            asked_cents=payment.amount_cents,
            arrived_cents=settled["cents"],
        )


def _keep(event: Event, outcome: str, payment: str | None) -> str:
    """Remember an event that changes nothing, with its text."""
    storage.transact([_write(event, outcome, payment)])
    return outcome


def _write(event: Event, outcome: str, payment: str | None) -> Write:
    row = EventRow(
        event.event,
        kind=event.kind,
        outcome=outcome,
        payment=payment,
        at=event.at,
        applied_at=clock.now(),
        text=None if outcome == APPLIED else event.text[:100_000],
        expires_at=clock.epoch() + KEPT_SECONDS,
    )
    return lambda transaction: transaction.save(row, condition=EventRow.event.does_not_exist())
