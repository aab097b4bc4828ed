"""What of a customer's invoices can be paid now: what every way of paying asks first."""

from collections.abc import Sequence

from chalicelib import ledger
from chalicelib.accounts import access, customers
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.rules.account import Standing

MOST_INVOICES = 40


def customer_of(operator: str, account: str, invoices: Sequence[str]) -> tuple[str, Standing]:
    """The one customer of this account to whom all the invoices belong, and how they stand.

    Raises `NotFound` (`invoice_unknown`, also for anybody else's), `Invalid` (`form_invalid`,
    `invoices_of_two_customers`).
    """
    if not 1 <= len(invoices) <= MOST_INVOICES or len(set(invoices)) != len(invoices):
        raise Invalid("form_invalid", fields={"invoices": "field_invalid"})
    for number in access.numbers_of(operator, account):
        customer = customers.key(operator, number)
        standing = ledger.standing(customer)
        mine = [invoice for invoice in invoices if invoice in standing.invoices]
        if len(mine) == len(invoices):
            return customer, standing
        if mine:
            raise Invalid("invoices_of_two_customers", fields={"invoices": "field_invalid"})
    raise NotFound("invoice_unknown")


def payable(standing: Standing, invoices: Sequence[str]) -> dict[str, int]:
    """What is open of each invoice, those that fall due first first.

    Raises `Conflict` (`account_closed`, `payment_in_progress`, `already_paid`).
    """
    if standing.closed:
        raise Conflict("account_closed")
    asked = [standing.invoices[number] for number in invoices]
    if any(invoice.state == "pending" for invoice in asked):
        raise Conflict("payment_in_progress")
    opens = {
        invoice.number: invoice.open_cents
        for invoice in sorted(asked, key=lambda each: (str(each.due_on), each.number))
        if invoice.open_cents > 0
    }
    if len(opens) < len(asked):
        raise Conflict("already_paid")
    return opens


def mine(operator: str, account: str, number: str | None) -> str:
    """The key of a customer of the caller, by number, else the first.

    Raises `NotFound` (`customer_unknown`).
    """
    numbers = access.numbers_of(operator, account)
    chosen = number or (numbers[0] if numbers else "")
    if chosen not in numbers:
        raise NotFound("customer_unknown")
    return customers.key(operator, chosen)
