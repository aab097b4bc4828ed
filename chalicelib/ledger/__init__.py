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
    payment_back,
    payment_canceled,
    payment_pending,
    payment_rejected,
    payment_settled,
    payout,
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
    "payment_back",
    "payment_canceled",
    "payment_pending",
    "payment_rejected",
    "payment_settled",
    "payout",
    "post",
    "post_credit_note",
    "post_invoice",
    "standing",
    "statement",
    "write",
]
