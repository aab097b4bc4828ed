"""An account's confirmed address, and the logins that go with it."""

from chalicelib import operators, storage
from chalicelib.accounts import account as accounts
from chalicelib.accounts import emails, logins
from chalicelib.accounts.account import Account


def swap(account: Account, address: str, *more: storage.Write) -> bool:
    """Put another address in place of an account's, with its logins, in one transaction."""
    operator = operators.find(account.operator)
    new, old = logins.key(operator, address), logins.key(operator, account.email or "")
    writes = [*more]
    if new != old:
        writes.append(logins.take(new, account.account))
        if account.email:
            writes.append(logins.release(old, account.account))
    same = account.email is not None and emails.key(account.login) == emails.key(account.email)
    writes.append(accounts.set_email(account, address, address if same else account.login))
    try:
        storage.transact(writes)
    except storage.TransactionLost:
        return False
    return True
