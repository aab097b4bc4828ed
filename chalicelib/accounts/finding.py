"""At the counter: finding a customer, and the card of one."""

from chalicelib import audit, operators
from chalicelib.accounts import access, clerks, customers, logins, sessions
from chalicelib.accounts import account as accounts
from chalicelib.accounts.account import Account
from chalicelib.accounts.customers import Customer
from chalicelib.accounts.office_schemas import (
    AccountSeen,
    CustomerCard,
    CustomerFound,
    CustomersFound,
    CustomersQuery,
    ReaderSeen,
)
from chalicelib.errors import NotFound
from chalicelib.web.visit import Visit


def find(visit: Visit, query: CustomersQuery) -> CustomersFound:
    """The customers that a clerk may mean: by number, by account number in a place, or by `text`,
    which is a number, a login, an e-mail address or how a surname begins.
    """
    clerk = clerks.require(visit, "find")
    found = _meant(visit.operator, query)
    if query.text is None and found:
        audit.record(
            visit.operator, "customer_looked_up", by=clerk, about=found[0].number, visit=visit
        )
    elif query.text is not None:
        audit.record(
            visit.operator, "customers_searched", by=clerk, about=clerk, visit=visit,
            found=len(found),
        )  # fmt: skip
    held = accounts.find_many(each.account for each in found if each.account)
    return CustomersFound(items=[_seen(each, held.get(each.account or "")) for each in found])


def _meant(operator: str, query: CustomersQuery) -> list[Customer]:
    if query.number:
        found = customers.find(operator, query.number)
        return [found] if found else []
    if query.place and (query.account_number or query.text):
        number = query.account_number or query.text or ""
        found = customers.find_in_place(operator, query.place, number)
        return [found] if found else []
    text = (query.text or "").strip()
    if not text:
        return []
    exact = customers.find(operator, text)
    if exact is not None:
        return [exact]
    holder = accounts.by_login(logins.key(operators.find(operator), text))
    if holder is not None:
        return access.customers_of(operator, holder[0].account)
    return customers.by_name(operator, text)


def card(visit: Visit, number: str) -> CustomerCard:
    """All that the door knows of a customer; raises `NotFound` (`customer_unknown`)."""
    clerk = clerks.require(visit, "find")
    customer = customers.find(visit.operator, number)
    if customer is None:
        raise NotFound("customer_unknown")
    audit.record(visit.operator, "customer_looked_up", by=clerk, about=number, visit=visit)
    holders = access.holders_of(visit.operator, number)
    held = accounts.find_many(
        [each.account for each in holders] + ([customer.account] if customer.account else [])
    )
    account = held.get(customer.account or "")
    return CustomerCard(
        number=customer.number,
        name=customer.name,
        kind=customer.kind,
        company=customer.company,
        street=customer.street,
        postcode=customer.postcode,
        place=customer.place,
        account_number=customer.account_number,
        email=customer.email,
        phone=customer.phone,
        language=customer.language,
        active=customer.active,
        has_meter=bool(customer.meter_serials),
        account=_account(account) if account else None,
        readers=[
            ReaderSeen(name=held[each.account].name, login=held[each.account].login, role=each.role)
            for each in holders
            if each.account != customer.account and each.account in held
        ],
    )


def acts(visit: Visit, number: str) -> list[audit.Act]:
    """The latest acts about a customer and the account that the customer signs in with."""
    clerks.require(visit, "find")
    customer = customers.find(visit.operator, number)
    if customer is None:
        raise NotFound("customer_unknown")
    subjects = [number] + ([customer.account] if customer.account else [])
    return audit.acts_about(visit.operator, subjects)


def _account(account: Account) -> AccountSeen:
    open_now = sessions.of_account(account.account)
    return AccountSeen(
        login=account.login,
        name=account.name,
        email=account.email,
        phone=account.phone,
        language=account.language,
        locked=account.locked,
        must_change_password=account.must_change_password,
        password_until=account.password_until,
        factors=list(account.factors),
        terms_version=account.terms_version,
        terms_at=account.terms_at,
        seen_at=open_now[0].seen_at if open_now else None,
    )


def _seen(customer: Customer, account: Account | None) -> CustomerFound:
    return CustomerFound(
        number=customer.number,
        name=customer.name,
        street=customer.street,
        postcode=customer.postcode,
        place=customer.place,
        account_number=customer.account_number,
        has_meter=bool(customer.meter_serials),
        login=customer.login,
        has_email=account is not None and account.email is not None,
        locked=account is not None and account.locked,
    )
