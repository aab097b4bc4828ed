"""At the counter: a clerk sees an identity document and hands out login and one-time password."""

import secrets
from datetime import timedelta

from chalicelib import audit, clock, operators, storage
from chalicelib.accounts import (
    access,
    alarm,
    changing,
    clerks,
    customers,
    devices,
    emails,
    letters,
    logins,
    passwords,
    phones,
    recovery,
    sessions,
    undoing,
)
from chalicelib.accounts import account as accounts
from chalicelib.accounts.account import Account
from chalicelib.accounts.customers import Customer
from chalicelib.accounts.office_schemas import (
    IdentityForm,
    RegistrationForm,
    SheetAnswer,
)
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.operators import Operator
from chalicelib.web.visit import Visit

LIVES = timedelta(days=14)
"""How long a one-time password waits for its first use."""
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def register(visit: Visit, form: RegistrationForm) -> SheetAnswer:
    """Make an account for a customer who stands at the counter.

    The first sign-in asks for another password and for the terms. An address given here counts once
    it is confirmed by a link. Raises `NotFound`, `Conflict` (`already_activated`), `Invalid`
    (`document_unchecked`).
    """
    clerk = clerks.require(visit, "register")
    operator = operators.find(visit.operator)
    customer = _customer(visit, form.customer, form)
    if customer.account is not None:
        raise Conflict("already_activated")
    email = emails.read(form.email) if form.email else None
    phone = phones.read(form.phone, operator.country) if form.phone else None
    account, login, password = storage.new_id("acc"), _login(operator, customer), one_time()
    language = form.language if form.language in operator.languages else visit.language
    writes = [
        logins.take(logins.key(operator, login), account),
        accounts.create(
            account,
            operator=operator.code,
            login=login,
            phone=phone,
            name=customer.name,
            language=language,
            password=passwords.hashed(password),
            password_until=clock.now() + LIVES,
            must_change_password=True,
        ),
        access.grant(account, customer, "holder"),
        audit.entry(
            operator.code,
            "registered_at_office",
            by=clerk,
            about=customer.number,
            visit=visit,
            document=form.document,
        ),
        customers.activate(customer, account, login),
    ]
    try:
        storage.transact(writes)
    except storage.TransactionLost as lost:
        raise Conflict("already_activated") from lost
    made = accounts.find(account)
    if email and made is not None:
        changing.ask_to_confirm(visit, made, email)
    return _sheet(customer, login, password)


def new_password(visit: Visit, number: str, form: IdentityForm) -> SheetAnswer:
    """A one-time password for a customer who has an account and no way in; sessions end.

    Passkeys and second factors are taken away, since who lost the phone stands here with a
    document. The holder is told by mail. Raises `NotFound`, `Invalid` (`document_unchecked`).
    """
    clerk = clerks.require(visit, "register")
    customer = _customer(visit, number, form)
    account = _account(customer)
    password = one_time()
    accounts.change(
        account.account,
        password=passwords.hashed(password),
        password_at=clock.now(),
        password_until=clock.now() + LIVES,
        must_change_password=True,
        locked_at=None,
    )
    undoing.everything(account.account)
    sessions.end_all(account.account)
    devices.forget(account.account)
    audit.record(
        visit.operator,
        "one_time_password_issued",
        by=clerk,
        about=customer.number,
        visit=visit,
        document=form.document,
    )
    letters.security(visit, account, "password_changed", alarm.make(visit, account))
    return _sheet(customer, account.login, password)


def unlock(visit: Visit, number: str, form: IdentityForm) -> None:
    """Unlock an account whose holder has shown who they are, and write them a recovery link.

    Raises `NotFound`, `Invalid` (`document_unchecked`).
    """
    clerk = clerks.require(visit, "unlock")
    customer = _customer(visit, number, form)
    account = _account(customer)
    accounts.change(account.account, locked_at=None)
    audit.record(
        visit.operator,
        "unlocked_by_support",
        by=clerk,
        about=customer.number,
        visit=visit,
        document=form.document,
    )
    recovery.send_link(visit, account)


def one_time() -> str:
    """A password to print: 12 letters and digits that are not mistaken for others (59 bits)."""
    letters_of = ["".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3)]
    return "-".join(letters_of)


def _customer(visit: Visit, number: str, form: IdentityForm) -> Customer:
    if not form.checked:
        raise Invalid("form_invalid", fields={"checked": "document_unchecked"})
    customer = customers.find(visit.operator, number)
    if customer is None:
        raise NotFound("customer_unknown")
    return customer


def _account(customer: Customer) -> Account:
    account = accounts.find(customer.account) if customer.account else None
    if account is None:
        raise NotFound("no_account_yet")
    return account


def _login(operator: Operator, customer: Customer) -> str:
    """Where logins are chosen or addresses, the counter hands out the customer number."""
    if operator.sign_in.login == "place_account":
        return f"{customer.place}#{customer.account_number}"
    return customer.number


def _sheet(customer: Customer, login: str, password: str) -> SheetAnswer:
    return SheetAnswer(
        number=customer.number,
        name=customer.name,
        place=customer.place,
        account_number=customer.account_number,
        login=login,
        password=password,
        valid_until=clock.now() + LIVES,
    )
