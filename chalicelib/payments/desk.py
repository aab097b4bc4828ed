"""A customer's payments as the counter sees them: by card, by debit, by bank and in cash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib import ledger
from chalicelib.accounts import customers
from chalicelib.errors import NotFound
from chalicelib.ledger import Posting
from chalicelib.ledger.posting import CASH
from chalicelib.payments import counter, handback, store
from chalicelib.payments.payment import Payment, state_of
from chalicelib.rules.account import Standing


@dataclass(frozen=True, slots=True)
class Seen:
    """One payment; `refundable_cents` is what can still be given back."""

    payment: str
    channel: str
    state: str
    cents: int
    refundable_cents: int
    currency: str
    invoices: tuple[str, ...]
    reason: str | None
    at: datetime
    receipt_number: str | None


def payments_of(operator: str, number: str) -> tuple[list[Seen], Standing]:
    """All payments of a customer, newest first, and how they stand.

    Raises `NotFound` (`customer_unknown`).
    """
    if customers.find(operator, number) is None:
        raise NotFound("customer_unknown")
    customer = customers.key(operator, number)
    found = [*_of_network(customer), *_of_bank_and_till(customer)]
    found.sort(key=lambda each: each.at, reverse=True)
    return found, ledger.standing(customer)


def _of_network(customer: str) -> Iterator[Seen]:
    for each in store.of_customer(customer):
        yield _seen(each)


def _seen(payment: Payment) -> Seen:
    state, reason = state_of(payment)
    return Seen(
        payment.payment,
        payment.channel,
        state,
        payment.amount_cents,
        max(counter.refundable(payment), 0),
        payment.currency,
        tuple(payment.shares),
        reason,
        payment.paid_at or payment.changed_at,
        payment.receipt_number,
    )


def _of_bank_and_till(customer: str) -> Iterator[Seen]:
    books = ledger.entries(customer)
    for each in books:
        if each.kind == "payment_settled" and (each.payment or "").startswith(("trf_", "cnt_")):
            back = handback.refunds_of(each, books)
            yield _booked(each, bool(back), handback.left_of(each, back))


def _booked(posting: Posting, returned: bool, left: int) -> Seen:
    return Seen(
        posting.payment or "",
        "cash" if CASH in posting.lines else "bank",
        "refunded" if returned and left <= 0 else "paid",
        -posting.cents,
        left,
        posting.currency,
        tuple(posting.shares),
        None,
        posting.at,
        posting.reference,
    )
