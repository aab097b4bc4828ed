"""Which customers an account may see."""

from dataclasses import dataclass

from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.accounts import customers
from chalicelib.accounts.customers import Customer
from chalicelib.accounts.table import AccessRow
from chalicelib.errors import NotFound
from chalicelib.storage import Write
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Access:
    """An account may see a customer (by number) as `holder` or `reader`."""

    account: str
    number: str
    role: str


def customers_of(operator: str, account: str) -> list[Customer]:
    """The customers that an account may see, the one linked first standing first."""
    rows = list(AccessRow.query(account, AccessRow.customer.startswith(f"{operator}#")))
    rows.sort(key=lambda row: row.since_at)
    numbers = [row.customer.partition("#")[2] for row in rows]
    found = customers.find_many(operator, numbers)
    return [found[number] for number in numbers if number in found]


def numbers_of(operator: str, account: str) -> list[str]:
    """The numbers of the customers that an account may see; one query."""
    rows = AccessRow.query(account, AccessRow.customer.startswith(f"{operator}#"))
    return [row.customer.partition("#")[2] for row in rows]


def require(visit: Visit, customer_number: str) -> Access:
    """The caller's access to a customer; raises `NotFound`, as if there were no such customer."""
    try:
        row = AccessRow.get(visit.account, customers.key(visit.operator, customer_number))
    except AccessRow.DoesNotExist as error:
        raise NotFound("not_found") from error
    return Access(visit.account, customer_number, row.role)


def holders_of(operator: str, customer_number: str) -> list[Access]:
    """Who may see a customer, holders first."""
    rows = list(AccessRow.by_customer.query(customers.key(operator, customer_number)))
    rows.sort(key=lambda row: (row.role != "holder", row.since_at))
    return [Access(row.account, customer_number, row.role) for row in rows]


def grant(account: str, customer: Customer, role: str) -> Write:
    """Let an account see a customer."""

    def write(transaction: TransactWrite) -> None:
        transaction.save(
            AccessRow(
                account,
                customers.key(customer.operator, customer.number),
                role=role,
                since_at=clock.now(),
            )
        )

    return write
