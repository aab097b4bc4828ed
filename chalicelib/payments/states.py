"""Where a payment stands. Only the card network's events say that money moved, never a browser."""

from chalicelib.accounts import access, customers
from chalicelib.errors import NotFound
from chalicelib.payments import store
from chalicelib.payments.payment import Payment


def find(operator: str, account: str, payment: str) -> Payment:
    """A payment of one of the caller's customers; raises `NotFound` for anybody else's."""
    found = store.find(payment)
    mine = {customers.key(operator, number) for number in access.numbers_of(operator, account)}
    if found is None or found.customer not in mine:
        raise NotFound("payment_unknown")
    return found
