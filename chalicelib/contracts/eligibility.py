"""Whether a customer has a contract in force: what the door asks before it lets them in."""

from chalicelib import clock, operators
from chalicelib.accounts.customers import Customer
from chalicelib.contracts import agreements


def has_active_contract(customer: Customer) -> bool:
    """Whether any contract of a customer covers today, by the operator's calendar (S127)."""
    today = clock.today(operators.find(customer.operator).time_zone)
    return any(
        contract.active_on(today)
        for contract in agreements.of_customer(customer.operator, customer.number)
    )
