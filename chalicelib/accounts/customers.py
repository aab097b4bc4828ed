"""Customers as the back office knows them, and whether they have an account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.accounts import logins
from chalicelib.accounts.conditions import otherwise
from chalicelib.accounts.table import CustomerRow
from chalicelib.gateways.backoffice import NotYet
from chalicelib.storage import Write

LEAST_LETTERS = 2
"""Letters of a surname without which nobody is looked for by name."""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of an operator.

    `activation_code` stands on invoices until `login` is chosen, which stands there from then on.
    `active` says whether an active contract is known; `kind` is household or business.
    """

    operator: str
    number: str
    name: str
    surname: str = ""
    kind: str = "household"
    company: str | None = None
    street: str = ""
    postcode: str = ""
    place: str = ""
    account_number: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    activation_code: str | None = None
    active: bool = False
    account: str | None = None
    login: str | None = None
    contract_numbers: frozenset[str] = field(default=frozenset())
    meter_serials: frozenset[str] = field(default=frozenset())


def key(operator: str, number: str) -> str:
    """The stored key of a customer: "op#number"."""
    return f"{operator}#{number}"


def find(operator: str, number: str) -> Customer | None:
    """The customer with this number, None when there is none."""
    try:
        return _fact(operator, CustomerRow.get(key(operator, number), consistent_read=True))
    except CustomerRow.DoesNotExist:
        return None


def find_in_place(operator: str, place: str, account_number: str) -> Customer | None:
    """The customer with an account number that is unique within a place; always two reads."""
    try:
        number = CustomerRow.get(key(operator, logins.of_place(place, account_number))).number
    except CustomerRow.DoesNotExist:
        number = "nobody"
    return find(operator, number)


def find_many(operator: str, numbers: Iterable[str]) -> dict[str, Customer]:
    """The customers with these numbers, by number; those that are not there are left out."""
    rows = CustomerRow.batch_get([key(operator, number) for number in numbers])
    return {row.number: _fact(operator, row) for row in rows}


def by_name(operator: str, begins: str, limit: int = 20) -> list[Customer]:
    """Customers whose surname (else name) begins so, whatever the case; two letters at least.

    The index may lag a moment behind what was just taken in.
    """
    folded = logins.fold(begins)
    if len(folded) < LEAST_LETTERS:
        return []
    rows = CustomerRow.by_name.query(
        key(operator, folded[:LEAST_LETTERS]), CustomerRow.name_key.startswith(folded), limit=limit
    )
    return [_fact(operator, row) for row in rows]


def upsert(operator: str, number: str, known: Mapping[str, Any]) -> None:
    """Write what the back office says of a customer, leaving alone what it does not say.

    `known` maps attributes of the row to values (None removes one); whether the customer has an
    account is not the back office's to say. With a place and an account number, the customer is
    found by these too.
    """
    actions: list[Action] = [CustomerRow.number.set(number)]
    for name, value in known.items():
        attribute = getattr(CustomerRow, name)
        if isinstance(value, set | frozenset) and value:
            actions.append(attribute.add(set(value)))
        elif value:
            actions.append(attribute.set(value))
        elif not isinstance(value, set | frozenset):
            actions.append(attribute.remove())
    start, sorted_name = _sorted(operator, number, known)
    actions += [CustomerRow.name_start.set(start), CustomerRow.name_key.set(sorted_name)]
    if known.get("place") and known.get("account_number"):
        place = logins.of_place(known["place"], known["account_number"])
        CustomerRow(key(operator, place), number=number).save()
    CustomerRow(key(operator, number)).update(actions=actions)


def _sorted(operator: str, number: str, known: Mapping[str, Any]) -> tuple[str, str]:
    """Where a customer stands among the names: a file without surnames leaves the known one."""
    surname = known.get("surname")
    if "surname" not in known:
        found = find(operator, number)
        surname = found.surname if found else ""
    folded = logins.fold(str(surname or known.get("name") or number))
    return key(operator, folded[:LEAST_LETTERS]), f"{folded}#{number}"


def note_contract(operator: str, number: str, contract: str) -> None:
    """Remember a contract's number, as a proof of identity; raises `NotYet`."""
    _note(operator, number, CustomerRow.contract_numbers.add({contract}))


def note_meter(operator: str, number: str, serial: str) -> None:
    """Remember a meter's serial number, as a proof of identity; raises `NotYet`."""
    _note(operator, number, CustomerRow.meter_serials.add({serial}))


def set_active(operator: str, number: str, active: bool) -> None:
    """Say whether the customer has an active contract; raises `NotYet`."""
    _note(operator, number, CustomerRow.active.set(active))


def _note(operator: str, number: str, action: Any) -> None:
    with otherwise(NotYet("customer_not_in_yet", customer=number)):
        CustomerRow(key(operator, number)).update(
            actions=[action], condition=CustomerRow.number.exists()
        )


def activate(customer: Customer, account: str, login: str) -> Write:
    """Mark a customer as activated, which fails when somebody else was faster."""

    def write(transaction: TransactWrite) -> None:
        transaction.update(
            CustomerRow(key(customer.operator, customer.number)),
            actions=[
                CustomerRow.account.set(account),
                CustomerRow.activated_login.set(login),
                CustomerRow.activated_at.set(clock.now()),
            ],
            condition=CustomerRow.number.exists() & CustomerRow.account.does_not_exist(),
        )

    return write


def _fact(operator: str, row: CustomerRow) -> Customer:
    return Customer(
        operator=operator,
        number=row.number,
        name=row.name or "",
        surname=row.surname or "",
        kind=row.kind or "household",
        company=row.company,
        street=row.street or "",
        postcode=row.postcode or "",
        place=row.place or "",
        account_number=row.account_number,
        email=row.email,
        phone=row.phone,
        language=row.language,
        activation_code=row.activation_code,
        active=bool(row.active),
        account=row.account,
        login=row.activated_login,
        contract_numbers=frozenset(row.contract_numbers or ()),
        meter_serials=frozenset(row.meter_serials or ()),
    )
