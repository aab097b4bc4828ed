"""Money at the counter: cash and terminal payments taken, and refunds through the network."""

import base64
from dataclasses import dataclass, replace
from hashlib import sha256

from chalicelib import audit, clock, ledger, operators, storage
from chalicelib.accounts import customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.gateways import cards
from chalicelib.ledger import Posting
from chalicelib.ledger.posting import CASH
from chalicelib.payments import receipts, store, transfers
from chalicelib.payments.payment import REFUND_FAILED, RETURNED, Payment
from chalicelib.payments.transfers import Transfer
from chalicelib.storage import TransactionLost
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Taken:
    """What a clerk takes from a customer (by number)."""

    number: str
    cents: int
    means: str
    invoices: tuple[str, ...]


def take(visit: Visit, clerk: str, taken: Taken, key: str | None) -> Posting:
    """Book what a clerk took; with the same `Idempotency-Key` it is booked once.

    Raises `NotFound` (`customer_unknown`, `invoice_unknown`), `Invalid`
    (`idempotency_key_missing`), `Conflict` (`idempotency_key_reused`).
    """
    if customers.find(visit.operator, taken.number) is None:
        raise NotFound("customer_unknown")
    customer = customers.key(visit.operator, taken.number)
    zone = operators.find(visit.operator)
    money = Transfer(
        id_of("cnt", visit, key),
        taken.cents,
        zone.currency,
        clock.today(zone.time_zone),
        taken.means,
    )
    settled = transfers.settlement(customer, money, list(taken.invoices), CASH)
    posting = replace(settled, reference=_receipt_number(money))
    act = audit.entry(
        visit.operator, "payment_taken", by=clerk, about=customer, visit=visit,
        payment=money.transfer, cents=taken.cents, means=taken.means,
    )  # fmt: skip
    try:
        storage.transact([ledger.write(posting), act])
    except TransactionLost:
        known = [each for each in ledger.entries(customer) if each.entry == posting.entry]
        if not known or known[0].cents != posting.cents:
            raise Conflict("idempotency_key_reused") from None
        posting = known[0]
    receipts.send(posting)
    return posting


def _receipt_number(money: Transfer) -> str:
    """The number on the receipt, like those of card payments: the day and the end of the id."""
    return f"R{money.booked_on:%Y%m%d}-{money.transfer[-8:].upper()}"


def refund(visit: Visit, clerk: str, payment: str, cents: int, key: str | None) -> str:
    """Give money of a card or debit payment back; the id of the refund at the network.

    The books follow its events. Raises `NotFound` (`payment_unknown`), `Invalid`
    (`idempotency_key_missing`, `amount_wrong`), `Conflict` (`refund_impossible`), `Unavailable`.
    """
    found = store.find(payment)
    if found is None or found.operator != visit.operator or found.intent is None:
        raise NotFound("payment_unknown")
    left = refundable(found)
    if left <= 0:
        raise Conflict("refund_impossible")
    if not 1 <= cents <= left:
        raise Invalid("amount_wrong", fields={"amount_cents": "amount_wrong"}, open_cents=left)
    made = cards.refund(intent=found.intent, amount_cents=cents, key=id_of("ref", visit, key))
    audit.record(
        visit.operator, "payment_refunded", by=clerk, about=found.customer, visit=visit,
        payment=payment, refund=made, cents=cents,
    )  # fmt: skip
    return made


def refundable(payment: Payment) -> int:
    """What of a payment is still with us."""
    gone = sum(
        int(fact["cents"])
        for name, fact in payment.facts.items()
        if (name.startswith("refund#") and fact["status"] not in REFUND_FAILED)
        or (name.startswith("dispute#") and fact["status"] in RETURNED)
    )
    return payment.settled_cents - gone


def id_of(prefix: str, visit: Visit, key: str | None) -> str:
    """The id that a press of a clerk's button has, the same for the same `Idempotency-Key`.

    Raises `Invalid` (`idempotency_key_missing`).
    """
    if key is None or not 8 <= len(key) <= 128:
        raise Invalid("idempotency_key_missing")
    digest = sha256(f"{visit.operator}|{visit.account}|{key}".encode()).digest()[:15]
    return f"{prefix}_{base64.b32encode(digest).decode().lower()}"
