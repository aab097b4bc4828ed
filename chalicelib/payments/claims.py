"""Who may pay an invoice: one payment at a time, or it would be charged twice."""

from chalicelib import storage
from chalicelib.errors import Conflict
from chalicelib.gateways import cards, debits
from chalicelib.gateways.cards import Intent
from chalicelib.payments import store
from chalicelib.payments.events import METADATA
from chalicelib.payments.payment import ENDED, Payment, state_of
from chalicelib.storage import TransactionLost

Holders = dict[str, str | None]
"""The payment that holds each claim, None where nobody does."""


def holders(payment: Payment) -> Holders:
    """Who holds the invoices that a payment is for."""
    names = [f"invoice#{payment.customer}#{number}" for number in payment.shares]
    return {name: store.holder_of(name) for name in names}


def rivals(held: Holders) -> list[Payment]:
    """The payments that hold them and are not over."""
    found = [store.find(holder) for holder in sorted({each for each in held.values() if each})]
    return [each for each in found if each is not None and state_of(each)[0] not in ENDED]


def take(payment: Payment, held: Holders) -> bool:
    """Take the invoices for a new payment; False when somebody else was faster."""
    claims = [store.claim(name, payment.payment, before) for name, before in held.items()]
    try:
        storage.transact([store.create(payment), *claims])
    except TransactionLost:
        return False
    return True


def open_intent(payment: Payment) -> Intent:
    """The intent of a payment, made when it has none yet; asking again gives the same."""
    intent = cards.open_intent(
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        network_customer=payer_of(payment.customer),
        description=", ".join(payment.shares),
        metadata={METADATA: payment.payment, "operator": payment.operator},
        key=payment.payment,
    )
    storage.transact(store.note_intent(payment, intent.intent))
    return intent


def payer_of(customer: str) -> str:
    """The network's own id for a customer ("op#number"), made at the first need and kept."""
    name = f"customer#{customer}"
    known = store.holder_of(name)
    if known is not None:
        return known
    made = debits.make_customer(customer)
    try:
        storage.transact([store.claim(name, made, None)])
    except TransactionLost:
        return store.holder_of(name) or made
    return made


def intent_of(payment: Payment) -> Intent:
    """The intent of a payment as the network has it now, made when it has none yet."""
    return open_intent(payment) if payment.intent is None else cards.find_intent(payment.intent)


def give_up(payment: Payment) -> None:
    """End a payment at the network, so that another may begin.

    Raises `Conflict` (`payment_in_progress`) when money is moving already.
    """
    intent = intent_of(payment)
    if intent.state in cards.OPEN:
        cards.cancel_intent(intent.intent)
    elif intent.state != "canceled":
        raise Conflict("payment_in_progress")
