"""Postings of what a customer is charged: invoices, credit notes, fees."""

from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.ledger.posting import FEES, RECEIVABLE, REVENUE, VAT, Posting, between


def invoice(
    customer: str,
    number: str,
    *,
    net_cents: int,
    vat_cents: int,
    currency: str,
    issued_at: datetime,
    due_on: date,
) -> Posting:
    """An invoice: the customer owes its total, which is revenue and tax."""
    total = net_cents + vat_cents
    return Posting(
        customer,
        f"invoice#{number}",
        "invoice",
        issued_at,
        currency,
        lines=_without_zeros({RECEIVABLE: total, REVENUE: -net_cents, VAT: -vat_cents}),
        shares={number: total},
        number=number,
        due_on=due_on,
        reference=number,
    )


def credit_note(
    customer: str,
    number: str,
    *,
    corrects: str,
    net_cents: int,
    vat_cents: int,
    currency: str,
    issued_at: datetime,
) -> Posting:
    """A credit note over an invoice; amounts are what is given back, as positive cents."""
    total = net_cents + vat_cents
    return Posting(
        customer,
        f"credit_note#{number}",
        "credit_note",
        issued_at,
        currency,
        lines=_without_zeros({RECEIVABLE: -total, REVENUE: net_cents, VAT: vat_cents}),
        shares={corrects: -total},
        number=number,
        reference=number,
    )


def _without_zeros(lines: Mapping[str, int]) -> dict[str, int]:
    return {account: cents for account, cents in lines.items() if cents}


def fee(
    customer: str, reference: str, *, cents: int, currency: str, at: datetime, number: str | None
) -> Posting:
    """A fee that the operator's pack allows, on top of an invoice when `number` is given."""
    return Posting(
        customer,
        f"fee#{reference}",
        "fee",
        at,
        currency,
        lines=between(RECEIVABLE, FEES, cents),
        shares={number: cents} if number else {},
        reference=reference,
    )


def close_account(customer: str, reference: str, *, at: datetime, currency: str) -> Posting:
    """A memo: somebody else collects from now on, and no payment is taken here."""
    return Posting(customer, f"closed#{reference}", "closed", at, currency, reference=reference)
