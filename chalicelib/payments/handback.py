"""Money that was taken at the counter and is handed back there, in whole or in part."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib import audit, clock, ledger, storage
from chalicelib.accounts import customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.ledger import Posting
from chalicelib.ledger.posting import CASH
from chalicelib.payments import receipts
from chalicelib.payments.counter import id_of
from chalicelib.rules import money
from chalicelib.storage import TransactionLost
from chalicelib.web.visit import Visit

TRIES = 3
"""So often a refund is begun anew when another of the same payment was booked meanwhile."""


def give_back(
    visit: Visit, clerk: str, number: str, payment: str, cents: int, key: str | None
) -> Posting:
    """Book what a clerk hands back of a payment taken at the counter; once for each key.

    Raises `NotFound` (`customer_unknown`, `payment_unknown`), `Invalid`
    (`idempotency_key_missing`, `amount_wrong`), `Conflict` (`refund_impossible`,
    `idempotency_key_reused`).
    """
    if customers.find(visit.operator, number) is None:
        raise NotFound("customer_unknown")
    customer = customers.key(visit.operator, number)
    press = id_of("ref", visit, key)
    for _ in range(TRIES):
        books = ledger.entries(customer)
        taken = next((each for each in books if _is_taken(each) and each.payment == payment), None)
        if taken is None:
            raise NotFound("payment_unknown")
        back = refunds_of(taken, books)
        known = next((each for each in back if each.attempt == press), None)
        if known is not None and known.cents != cents:
            raise Conflict("idempotency_key_reused")
        posting = known or replace(_posting(taken, back, cents), attempt=press)
        act = audit.entry(
            visit.operator, "payment_refunded", by=clerk, about=customer, visit=visit,
            payment=payment, refund=posting.reference, cents=cents,
        )  # fmt: skip
        try:
            if known is None:
                storage.transact([ledger.write(posting), act])
        except TransactionLost:
            continue
        receipts.send_back(posting)
        return posting
    raise Conflict("refund_impossible")


def refunds_of(taken: Posting, books: Iterable[Posting]) -> list[Posting]:
    """What was handed back of a payment so far."""
    return [each for each in books if each.kind == "refund" and each.payment == taken.payment]


def left_of(taken: Posting, back: Iterable[Posting]) -> int:
    """What of a payment taken at the counter can still be handed back, in cents."""
    return -taken.cents - sum(each.cents for each in back) if _is_taken(taken) else 0


def _is_taken(posting: Posting) -> bool:
    return posting.kind == "payment_settled" and CASH in posting.lines


def _posting(taken: Posting, back: list[Posting], cents: int) -> Posting:
    """The entry of the next refund: what was paid ahead goes back first, then each invoice's part.

    Its id counts the refunds of the payment, so that of two at once only one is booked.
    """
    left = left_of(taken, back)
    if left <= 0:
        raise Conflict("refund_impossible")
    if not 1 <= cents <= left:
        raise Invalid("amount_wrong", fields={"amount_cents": "amount_wrong"}, open_cents=left)
    open_again = {
        number: -share - sum(each.shares.get(number, 0) for each in back)
        for number, share in taken.shares.items()
    }
    paid = sum(open_again.values())
    from_invoices = max(cents - (left - paid), 0)
    parts = money.share(from_invoices, list(open_again.values())) if from_invoices else ()
    return ledger.payment_back(
        "refund",
        taken.customer,
        taken.payment or "",
        f"{taken.reference}-{len(back) + 1}",
        at=max(clock.now(), taken.at),
        currency=taken.currency,
        shares=dict(zip(open_again, parts, strict=True)) if parts else {},
        cents=cents,
        of=CASH,
    )
