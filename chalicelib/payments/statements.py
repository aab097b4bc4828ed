"""The history of charges and payments."""

from dataclasses import dataclass

from chalicelib import ledger
from chalicelib.accounts import access, customers
from chalicelib.errors import NotFound
from chalicelib.ledger import StatementLine
from chalicelib.storage import Page


@dataclass(frozen=True, slots=True)
class Statement:
    """A page of a customer's statement and what they owe now."""

    customer: str
    page: Page[StatementLine]
    balance_cents: int


def read(
    operator: str, account: str, customer: str | None, cursor: str | None, limit: int
) -> Statement:
    """A page of the statement of one of the caller's customers (by number; else the first).

    Raises `NotFound` (`customer_unknown`) for anybody else's.
    """
    numbers = access.numbers_of(operator, account)
    if not numbers or (customer is not None and customer not in numbers):
        raise NotFound("customer_unknown")
    number = customer or numbers[0]
    key = customers.key(operator, number)
    page = ledger.statement(key, cursor, limit)
    return Statement(number, page, ledger.standing(key).balance_cents)
