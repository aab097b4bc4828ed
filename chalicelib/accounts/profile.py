"""Who is signed in: the account, its customers, the terms it accepted."""

from chalicelib import audit, clock, operators
from chalicelib.accounts import access, eligibility, sessions
from chalicelib.accounts import account as accounts
from chalicelib.accounts.account import Account
from chalicelib.accounts.schemas import MeAnswer, MyCustomer, MyTerms, TermsForm
from chalicelib.errors import Conflict, SignInNeeded
from chalicelib.web.visit import Visit


def me(visit: Visit) -> MeAnswer:
    """The caller's account."""
    account = own(visit)
    customers = access.customers_of(visit.operator, account.account)
    version = operators.find(visit.operator).terms.version
    return MeAnswer(
        account=account.account,
        login=account.login,
        email=account.email,
        phone=account.phone,
        language=account.language,
        name=account.name,
        role=account.role,
        customers=[MyCustomer(number=each.number, name=each.name) for each in customers],
        terms=MyTerms(
            version=version,
            accepted_version=account.terms_version,
            accepted_at=account.terms_at,
            due=account.role == "customer" and account.terms_version != version,
        ),
        eligible=account.role != "customer" or eligibility.of_customers(visit.operator, customers),
        must_change_password=account.must_change_password,
        password_at=account.password_at,
    )


def own(visit: Visit) -> Account:
    """The caller's account; raises `SignInNeeded` when it was erased while its session lived."""
    account = accounts.find(visit.account)
    if account is None:
        raise SignInNeeded("sign_in_needed")
    return account


def accept_terms(visit: Visit, form: TermsForm) -> None:
    """Write down that the caller accepts the terms in force, once, with the time.

    Raises `Conflict` (`terms_version_old`) for a version that is not in force.
    """
    version = operators.find(visit.operator).terms.version
    if form.version != version:
        raise Conflict("terms_version_old")
    if own(visit).terms_version == version:
        return
    accounts.change(visit.account, terms_version=version, terms_at=clock.now())
    sessions.change(visit.account, terms_version=version)
    audit.record(
        visit.operator,
        "terms_accepted",
        by=visit.account,
        about=visit.account,
        visit=visit,
        version=version,
    )
