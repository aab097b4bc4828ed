"""Behind the link: prove who you are, choose login and password, and the account exists."""

from chalicelib import audit, clock, operators, storage
from chalicelib.accounts import access, customers, links, logins, passwords, proof, tokens
from chalicelib.accounts import account as accounts
from chalicelib.accounts.customers import Customer
from chalicelib.accounts.links import Link
from chalicelib.accounts.schemas import (
    CompleteAnswer,
    CompleteForm,
    LinkAnswer,
    LookForm,
    ProveAnswer,
    ProveForm,
)
from chalicelib.errors import Conflict, Invalid, NotAllowed
from chalicelib.operators import Operator
from chalicelib.web.visit import Visit

PURPOSE = "signup"


def look(visit: Visit, form: LookForm) -> LinkAnswer:
    """What a link leads to next; spends nothing. Raises `Malformed`, `NotFound`.

    `prove` asks for the parts of the proof, `confirm` for the password chosen before the mail.
    """
    link = links.look(PURPOSE, visit.operator, form.token)
    return LinkAnswer(
        email=link.email,
        expires_at=link.expires_at,
        tries_left=link.uses_left,
        step="confirm" if link.password else "prove",
    )


def prove(visit: Visit, form: ProveForm) -> ProveAnswer:
    """A try to prove who one is: spends a use when it is well-formed, right or wrong.

    The ticket opens the last step. Raises `Invalid` (`form_invalid`, spending nothing;
    `proof_wrong_at_link` with the tries left), `Conflict` (`already_activated`), `NotFound`,
    `TooMany`.
    """
    operator = operators.find(visit.operator)
    link = links.look(PURPOSE, visit.operator, form.token)
    given = proof.read(operator, form.typed())
    proof.count(visit, given, link.email)
    left = links.spend(link)
    customer = proof.check(operator, given, link.email)
    if customer is None or link.customer not in (None, customer.number):
        raise proof.refuse(left)
    proof.forgive(visit, given)
    if customer.account is not None:
        raise Conflict("already_activated")
    login = _fixed_login(operator, link, customer) or link.email
    return ProveAnswer(ticket=links.give_ticket(link, customer.number), suggested_login=login)


def complete(visit: Visit, form: CompleteForm) -> CompleteAnswer:
    """Make the account: login, password, terms and customer in one transaction, or nothing at all.

    A wrong password of a sign-up whose password was chosen before the mail spends a use. Raises
    `Invalid`, `NotAllowed` (`ticket_wrong`), `Conflict` (`login_taken`, `already_activated`,
    `terms_version_old`), `NotFound`.
    """
    operator = operators.find(visit.operator)
    link = links.look(PURPOSE, visit.operator, form.token)
    if form.terms_version != operator.terms.version:
        raise Conflict("terms_version_old")
    customer = _proven(visit, link, form)
    login = _fixed_login(operator, link, customer) or logins.chosen(form.login, link.email)
    if link.password:
        password = link.password
    else:
        about = (link.email, login, customer.number, customer.name, operator.name)
        passwords.require_strong(form.password, about)
        password = passwords.hashed(form.password)
    _store(visit, operator, link, customer, login, password, form.language)
    return CompleteAnswer(login=login)


def _proven(visit: Visit, link: Link, form: CompleteForm) -> Customer:
    """The customer whom this person has proven to be, by the ticket or by the password chosen."""
    if link.password:
        left = links.spend(link)
        if not passwords.verify(link.password, form.password):
            raise Invalid("password_wrong_at_link", tries_left=left)
    elif not link.ticket_hash or tokens.digest(form.ticket) != link.ticket_hash:
        raise NotAllowed("ticket_wrong")
    customer = customers.find(visit.operator, link.customer or "")
    if customer is None:
        raise NotAllowed("ticket_wrong")
    if customer.account is not None:
        raise Conflict("already_activated")
    return customer


def _fixed_login(operator: Operator, link: Link, customer: Customer) -> str | None:
    """The login where the pack leaves no choice."""
    if operator.sign_in.login == "email":
        return link.email
    if operator.sign_in.login == "place_account":
        return f"{customer.place}#{customer.account_number}"
    return None


def _store(
    visit: Visit,
    operator: Operator,
    link: Link,
    customer: Customer,
    login: str,
    password: str,
    language: str,
) -> None:
    account = storage.new_id("acc")
    now = clock.now()
    keys = [logins.key(operator, link.email)]
    if logins.key(operator, login) not in keys:
        keys.append(logins.key(operator, login))
    writes = [
        links.finish(link),
        *(logins.take(key, account) for key in keys),
        accounts.create(
            account,
            operator=operator.code,
            login=login,
            email=link.email,
            phone=link.phone,
            name=customer.name,
            language=language if language in operator.languages else link.language,
            password=password,
            terms_version=operator.terms.version,
            terms_at=now,
        ),
        access.grant(account, customer, "holder"),
        audit.entry(
            operator.code,
            "account_activated",
            by=account,
            about=customer.number,
            visit=visit,
            terms=operator.terms.version,
        ),
        customers.activate(customer, account, login),
    ]
    try:
        storage.transact(writes)
    except storage.TransactionLost as lost:
        _explain(lost, len(keys), operator)


def _explain(lost: storage.TransactionLost, held: int, operator: Operator) -> None:
    """Say which of the writes was lost; DynamoDB names them deletes, puts, updates."""
    codes = lost.codes
    if "TransactionConflict" in codes and not lost.by_condition:
        raise Conflict("busy_try_again") from lost
    failed = [number for number, code in enumerate(codes) if code == "ConditionalCheckFailed"]
    if 0 in failed or failed[-1:] == [len(codes) - 1]:
        raise Conflict("already_activated") from lost
    if 1 in failed:
        raise Conflict("already_activated") from lost
    if operator.sign_in.login == "chosen" and 2 in failed and held == 2:
        raise Conflict("login_taken", fields={"login": "login_taken"}) from lost
    raise Conflict("already_activated") from lost
