"""What billing writes into the books, as parts of its own transactions."""

from datetime import date, datetime

from chalicelib.ledger.book import write
from chalicelib.ledger.charges import credit_note, invoice
from chalicelib.storage import Write


def post_invoice(
    customer: str,
    number: str,
    *,
    net_cents: int,
    vat_cents: int,
    currency: str,
    issued_at: datetime,
    due_on: date,
) -> Write:
    """The write that posts an invoice of a customer ("op#number"), for `storage.transact`.

    The total is `net_cents + vat_cents`; below zero it is a credit (a settlement in the customer's
    favour). Within the transaction its condition fails when the invoice is posted already.
    """
    return write(
        invoice(
            customer,
            number,
            net_cents=net_cents,
            vat_cents=vat_cents,
            currency=currency,
            issued_at=issued_at,
            due_on=due_on,
        )
    )


def post_credit_note(
    customer: str,
    number: str,
    *,
    corrects: str,
    net_cents: int,
    vat_cents: int,
    currency: str,
    issued_at: datetime,
) -> Write:
    """The write that posts a credit note over the invoice `corrects`; cents are positive."""
    return write(
        credit_note(
            customer,
            number,
            corrects=corrects,
            net_cents=net_cents,
            vat_cents=vat_cents,
            currency=currency,
            issued_at=issued_at,
        )
    )
