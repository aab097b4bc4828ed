"""The ledger: append-only double entry for each customer, from which every balance is derived."""

from chalicelib.ledger.book import (
    StatementLine,
    due_on,
    entries,
    has,
    owner_of,
    post,
    standing,
    statement,
    write,
)
from chalicelib.ledger.charges import close_account, credit_note, fee, invoice
from chalicelib.ledger.invoices import post_credit_note, post_invoice
from chalicelib.ledger.payments import (
    payment_canceled,
    payment_pending,
    payment_rejected,
    payment_returned,
    payment_settled,
    refund,
    refund_failed,
    return_reversed,
)
from chalicelib.ledger.posting import Posting

__all__ = [
    "Posting",
    "StatementLine",
    "close_account",
    "credit_note",
    "due_on",
    "entries",
    "fee",
    "has",
    "invoice",
    "owner_of",
    "payment_canceled",
    "payment_pending",
    "payment_rejected",
    "payment_returned",
    "payment_settled",
    "post",
    "post_credit_note",
    "post_invoice",
    "refund",
    "refund_failed",
    "return_reversed",
    "standing",
    "statement",
    "write",
]
