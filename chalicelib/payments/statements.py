"""The history of charges and payments."""

from dataclasses import dataclass

from chalicelib import ledger
from chalicelib.ledger import StatementLine
from chalicelib.payments import owing
from chalicelib.storage import Page


@dataclass(frozen=True, slots=True)
class Statement:
    """A page of a customer's statement and what they owe now."""

    customer: str
    page: Page[StatementLine]
    balance_cents: int
    credit_cents: int


def read(
    operator: str, account: str, customer: str | None, cursor: str | None, limit: int
) -> Statement:
    """A page of the statement of one of the caller's customers (by number; else the first).

    Raises `NotFound` (`customer_unknown`) for anybody else's.
    """
    key = owing.mine(operator, account, customer)
    page = ledger.statement(key, cursor, limit)
    standing = ledger.standing(key)
    return Statement(key.partition("#")[2], page, standing.balance_cents, standing.credit_cents)
