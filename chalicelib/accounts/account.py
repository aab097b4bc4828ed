"""An account as other modules see it, and the few ways to read and change one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.accounts import logins
from chalicelib.accounts.conditions import otherwise
from chalicelib.accounts.table import AccountRow
from chalicelib.errors import NotFound
from chalicelib.notifications import Recipient
from chalicelib.storage import Write


@dataclass(frozen=True, slots=True)
class Account:
    """An account without its secrets. `login` is what invoices print and the holder types.

    `password_until` is when a one-time password ends; `factors` are `totp` and `sms` when set up.
    """

    account: str
    operator: str
    role: str
    login: str
    email: str | None
    phone: str | None
    name: str
    language: str
    password_at: datetime
    must_change_password: bool
    terms_version: str | None
    terms_at: datetime | None
    locked: bool
    password_until: datetime | None
    factors: tuple[str, ...]
    recovery_codes_left: int

    @property
    def spoken_login(self) -> str:
        """The login as one reads it: a place and the account number there are kept with a "#"."""
        return self.login.replace("#", ", ")

    @property
    def recipient(self) -> Recipient:
        """Where notices to the holder go."""
        return Recipient(self.email or "", self.phone or "", self.account)


def find(account: str) -> Account | None:
    """The account with this id; None when there is none."""
    found = with_password(account)
    return found[0] if found else None


def with_password(account: str) -> tuple[Account, str] | None:
    """The account and the hash of its password, in one read."""
    try:
        row = AccountRow.get(account, consistent_read=True)
    except AccountRow.DoesNotExist:
        return None
    return _fact(row), row.password


def by_login(login_key: str) -> tuple[Account, str] | None:
    """The account that holds a login, with its password's hash; always two reads."""
    return with_password(logins.find(login_key) or logins.NOBODY)


def find_many(accounts: Iterable[str]) -> dict[str, Account]:
    """The accounts with these ids, by id; those that are not there are left out."""
    return {row.account: _fact(row) for row in AccountRow.batch_get(list(dict.fromkeys(accounts)))}


def staff_of(operator: str) -> list[Account]:
    """The clerks of an operator, dismissed ones too, by name."""
    rows = AccountRow.by_staff.query(operator)
    return sorted((_fact(row) for row in rows), key=lambda each: (each.locked, each.name))


def create(account: str, **known: Any) -> Write:
    """A new account, as part of a transaction."""
    now = clock.now()
    row = AccountRow(account, created_at=now, password_at=now, **known)

    def write(transaction: TransactWrite) -> None:
        transaction.save(row, condition=AccountRow.account.does_not_exist())

    return write


def change(account: str, **known: Any) -> None:
    """Change attributes of an account; None removes one. Raises `NotFound` when it is gone."""
    actions = []
    for name, value in known.items():
        attribute = getattr(AccountRow, name)
        actions.append(attribute.remove() if value is None else attribute.set(value))
    with otherwise(NotFound("not_found")):
        AccountRow(account).update(actions=actions, condition=AccountRow.account.exists())


def set_email(account: Account, email: str, login: str) -> Write:
    """Another address, as part of a transaction; it fails when the address changed meanwhile."""

    def write(transaction: TransactWrite) -> None:
        unchanged: Condition = AccountRow.email.does_not_exist()
        if account.email is not None:
            unchanged = AccountRow.email == account.email
        transaction.update(
            AccountRow(account.account),
            actions=[AccountRow.email.set(email), AccountRow.login.set(login)],
            condition=unchanged,
        )

    return write


def _fact(row: AccountRow) -> Account:
    return Account(
        account=row.account,
        operator=row.operator,
        role=row.role,
        login=row.login,
        email=row.email,
        phone=row.phone,
        name=row.name,
        language=row.language,
        password_at=row.password_at,
        must_change_password=row.must_change_password,
        terms_version=row.terms_version,
        terms_at=row.terms_at,
        locked=row.locked_at is not None,
        password_until=row.password_until,
        factors=_factors(row),
        recovery_codes_left=len(row.recovery_codes or ()),
    )


def _factors(row: AccountRow) -> tuple[str, ...]:
    """The second factors set up, the cheapest and safest first."""
    totp = ("totp",) if row.totp_secret else ()
    return (*totp, "sms") if row.text_factor and row.phone else totp
