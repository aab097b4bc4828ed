"""Whether an account may use all of its space: with an active contract, where the pack asks it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from chalicelib import operators
from chalicelib.accounts import access
from chalicelib.accounts.customers import Customer


def _as_noted(customer: Customer) -> bool:
    return customer.active


@dataclass(slots=True)
class Source:
    """What a floor above knows; contracts stand above this room, so app.py joins them here."""

    has_active_contract: Callable[[Customer], bool] = field(default=_as_noted)


source = Source()


def of(operator: str, account: str) -> bool:
    """Whether the account may use its space."""
    if not operators.find(operator).sign_in.active_contract:
        return True
    return of_customers(operator, access.customers_of(operator, account))


def of_customers(operator: str, customers: list[Customer]) -> bool:
    """The same for customers already read."""
    if not operators.find(operator).sign_in.active_contract:
        return True
    return any(source.has_active_contract(customer) for customer in customers)
