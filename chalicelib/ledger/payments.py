"""Postings of money: under way, arrived, refused, taken back, given back."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.ledger.posting import CLEARING, RECEIVABLE, Posting, between


def payment_pending(
    customer: str, payment: str, attempt: str, *, at: datetime, currency: str, invoices: list[str]
) -> Posting:
    """A memo: money for these invoices is on its way."""
    return Posting(
        customer,
        f"payment_pending#{attempt}",
        "payment_pending",
        at,
        currency,
        shares=dict.fromkeys(invoices, 0),
        payment=payment,
        attempt=attempt,
    )


def payment_canceled(
    customer: str, payment: str, *, at: datetime, currency: str, invoices: list[str]
) -> Posting:
    """A memo: the payment was given up before any money moved."""
    return Posting(
        customer,
        f"canceled#{payment}",
        "canceled",
        at,
        currency,
        shares=dict.fromkeys(invoices, 0),
        payment=payment,
    )


def payment_rejected(
    customer: str,
    payment: str,
    attempt: str,
    *,
    at: datetime,
    currency: str,
    invoices: list[str],
    reason: str,
) -> Posting:
    """A memo: a try to pay was refused; no money moved."""
    return Posting(
        customer,
        f"payment_rejected#{attempt}",
        "payment_rejected",
        at,
        currency,
        shares=dict.fromkeys(invoices, 0),
        payment=payment,
        attempt=attempt,
        reason=reason,
    )


def payment_settled(
    customer: str,
    payment: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
    reference: str,
    into: str = CLEARING,
) -> Posting:
    """Money arrived: `cents` in all, of which `shares` (positive) pay the invoices named."""
    return Posting(
        customer,
        f"payment_settled#{payment}",
        "payment_settled",
        at,
        currency,
        lines=between(into, RECEIVABLE, cents),
        shares={number: -share for number, share in shares.items()},
        payment=payment,
        reference=reference,
    )


def payment_returned(
    customer: str,
    payment: str,
    dispute: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
    reason: str,
) -> Posting:
    """The payer's bank took a payment back, in whole or in part; the invoices are open again."""
    return Posting(
        customer,
        f"payment_returned#{dispute}",
        "payment_returned",
        at,
        currency,
        lines=between(RECEIVABLE, CLEARING, cents),
        shares=dict(shares),
        payment=payment,
        reason=reason,
        reference=dispute,
    )


def return_reversed(
    customer: str,
    payment: str,
    dispute: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
) -> Posting:
    """A dispute was won: what was taken back is there again."""
    return Posting(
        customer,
        f"return_reversed#{dispute}",
        "return_reversed",
        at,
        currency,
        lines=between(CLEARING, RECEIVABLE, cents),
        shares={number: -share for number, share in shares.items()},
        payment=payment,
        reference=dispute,
    )


def refund(
    customer: str,
    payment: str,
    refund_id: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
) -> Posting:
    """Money given back to the customer out of a payment."""
    return Posting(
        customer,
        f"refund#{refund_id}",
        "refund",
        at,
        currency,
        lines=between(RECEIVABLE, CLEARING, cents),
        shares=dict(shares),
        payment=payment,
        reference=refund_id,
    )


def refund_failed(
    customer: str,
    payment: str,
    refund_id: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
) -> Posting:
    """A refund came back: the customer's bank would not take it."""
    return Posting(
        customer,
        f"refund_failed#{refund_id}",
        "refund_failed",
        at,
        currency,
        lines=between(CLEARING, RECEIVABLE, cents),
        shares={number: -share for number, share in shares.items()},
        payment=payment,
        reference=refund_id,
    )
