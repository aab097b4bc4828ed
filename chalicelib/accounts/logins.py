"""Logins: what one is for an operator, and which account holds it.

One namespace holds chosen logins and confirmed e-mail addresses, so that a customer may sign in
with either; a login with an @ can only be the holder's own confirmed address.
"""

import re
import unicodedata

from pynamodb.transactions import TransactWrite

from chalicelib.accounts import emails
from chalicelib.accounts.table import LoginRow
from chalicelib.errors import Invalid
from chalicelib.operators import Operator
from chalicelib.storage import Write

NOBODY = "acc_nobody"
"""An account that never exists: read for unknown logins, so that they take as long."""

_SHAPE = re.compile(r"[^\s#/@\x00-\x1f\x7f]{3,64}")


def fold(text: str) -> str:
    """A login, place or surname as it is compared: without case, spaces around it, or look-alikes
    of the same letter.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").split())


def chosen(text: str, email: str) -> str:
    """A login that somebody chooses: their confirmed address, or 3 to 64 characters without @.

    Raises `Invalid` (`login_invalid`).
    """
    login = unicodedata.normalize("NFKC", text).strip()
    if emails.key(login) == emails.key(email):
        return email
    if not _SHAPE.fullmatch(login):
        raise Invalid("form_invalid", fields={"login": "login_invalid"})
    return login


def of_place(place: str, account_number: str) -> str:
    """The login where account numbers are unique within a place only."""
    return f"{fold(place)}/{fold(account_number)}"


def key(operator: Operator, login: str, place: str | None = None) -> str:
    """The stored key of what somebody typed to sign in: a login, an address, an account number with
    its place, or both as they stand in one login ("place#number").
    """
    if not place and operator.sign_in.login == "place_account" and "#" in login:
        place, _, login = login.partition("#")
    typed = of_place(place, login) if place else fold(login)
    return f"{operator.code}#{typed[:400]}"


def find(login_key: str) -> str | None:
    """The account that holds a login (a key as `key` makes it)."""
    try:
        return LoginRow.get(login_key, consistent_read=True).account
    except LoginRow.DoesNotExist:
        return None


def take(login_key: str, account: str) -> Write:
    """Take a login for an account, which fails when another holds it."""

    def write(transaction: TransactWrite) -> None:
        transaction.save(
            LoginRow(login_key, account=account), condition=LoginRow.login.does_not_exist()
        )

    return write


def release(login_key: str, account: str) -> Write:
    """Give a login back, which fails unless the account holds it."""

    def write(transaction: TransactWrite) -> None:
        transaction.delete(LoginRow(login_key), condition=LoginRow.account == account)

    return write
