"""Postings of money: under way, arrived, refused, taken back, given back."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.ledger.posting import BANK, CLEARING, RECEIVABLE, Posting, between


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


def payment_back(
    kind: str,
    customer: str,
    payment: str,
    reference: str,
    *,
    at: datetime,
    currency: str,
    shares: Mapping[str, int],
    cents: int,
    reason: str | None = None,
    of: str = CLEARING,
) -> Posting:
    """Money of a payment left us, so that its invoices are open again by `shares` (positive), or
    came back after that.

    `kind` is payment_returned (the payer's bank took it: a dispute, for a `reason`), refund (we
    gave it), or what undoes them: return_reversed (the dispute was won), refund_failed (the
    customer's bank would not take it). `reference` is the network's dispute or refund, or our own
    where the money went `of` the till.
    """
    undone = kind in ("return_reversed", "refund_failed")
    lines = between(of, RECEIVABLE, cents) if undone else between(RECEIVABLE, of, cents)
    return Posting(
        customer,
        f"{kind}#{reference}",
        kind,
        at,
        currency,
        lines=lines,
        shares={number: -share if undone else share for number, share in shares.items()},
        payment=payment,
        reason=reason,
        reference=reference,
    )


def payout(customer: str, reference: str, *, at: datetime, currency: str, cents: int) -> Posting:
    """A credit that went back to its customer by bank transfer."""
    lines = between(RECEIVABLE, BANK, cents)
    return Posting(
        customer, f"payout#{reference}", "payout", at, currency, lines=lines, reference=reference
    )
