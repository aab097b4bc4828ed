"""How to reach the reader of a customer's invoices and notices."""

from dataclasses import dataclass

from chalicelib import operators
from chalicelib.accounts import customers
from chalicelib.accounts.table import AccountRow
from chalicelib.notifications import Recipient


@dataclass(frozen=True, slots=True)
class Contact:
    """Where notices go: the account's confirmed address, else the one the back office knows.

    `email` or `phone` may be None; `account` is None for a customer without an account.
    """

    email: str | None
    phone: str | None
    language: str
    name: str
    account: str | None

    @property
    def recipient(self) -> Recipient:
        """The same as `notifications.send` takes it."""
        return Recipient(self.email or "", self.phone or "", self.account)


def reader_of(operator: str, customer_number: str) -> Contact | None:
    """Who reads a customer's mail; None when there is no such customer."""
    customer = customers.find(operator, customer_number)
    if customer is None:
        return None
    if customer.account is not None:
        row = AccountRow.get(customer.account)
        return Contact(row.email, row.phone, row.language, row.name, row.account)
    language = customer.language or operators.find(operator).languages[0]
    return Contact(customer.email, customer.phone, language, customer.name, None)
