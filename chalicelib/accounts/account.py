"""An account as other modules see it, and the few ways to read and change one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.accounts import logins
from chalicelib.accounts.table import AccountRow
from chalicelib.notifications import Recipient
from chalicelib.storage import Write


@dataclass(frozen=True, slots=True)
class Account:
    """An account without its secrets. `login` is what invoices print and the holder types."""

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


def create(account: str, **known: Any) -> Write:
    """A new account, as part of a transaction."""
    now = clock.now()
    row = AccountRow(account, created_at=now, password_at=now, **known)

    def write(transaction: TransactWrite) -> None:
        transaction.save(row, condition=AccountRow.account.does_not_exist())

    return write


def change(account: str, **known: Any) -> None:
    """Change attributes of an account; None removes one."""
    actions = []
    for name, value in known.items():
        attribute = getattr(AccountRow, name)
        actions.append(attribute.remove() if value is None else attribute.set(value))
    AccountRow(account).update(actions=actions, condition=AccountRow.account.exists())


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
    )
