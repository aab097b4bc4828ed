"""One login for several customers: a second one is proven as the first was."""

from chalicelib import audit, operators, storage
from chalicelib.accounts import access, customers, profile, proof
from chalicelib.accounts.schemas import MyCustomer, ProofForm
from chalicelib.errors import Conflict
from chalicelib.web.visit import Visit


def link(visit: Visit, form: ProofForm) -> MyCustomer:
    """Add a customer to the caller's account.

    Raises `Invalid` (`form_invalid`, `proof_wrong`), `Conflict` (`already_activated`), `TooMany`.
    """
    account = profile.own(visit)
    operator = operators.find(visit.operator)
    given = proof.read(operator, form.typed())
    proof.count(visit, given, account.email or account.login)
    customer = proof.check(operator, given, account.email or "")
    if customer is None:
        raise proof.refuse()
    proof.forgive(visit, given)
    if customer.account is not None:
        raise Conflict("already_activated")
    try:
        storage.transact(
            [
                access.grant(account.account, customer, "holder"),
                audit.entry(
                    visit.operator,
                    "customer_linked",
                    by=account.account,
                    about=customer.number,
                    visit=visit,
                ),
                customers.activate(customer, account.account, account.login),
            ]
        )
    except storage.TransactionLost as lost:
        raise Conflict("already_activated") from lost
    return MyCustomer(number=customer.number, name=customer.name)
