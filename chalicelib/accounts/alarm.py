""" "This was not me": a link in every security mail that locks the account at once."""

from datetime import timedelta

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import addresses, devices, links, logins, sessions, undoing
from chalicelib.accounts.account import Account
from chalicelib.accounts.entry_schemas import AlarmForm
from chalicelib.errors import Invalid, NotFound
from chalicelib.web.visit import Visit

PURPOSE = "alarm"
LIVES = timedelta(days=30)
USES = 5


def make(visit: Visit, account: Account | None, old_email: str = "") -> str:
    """A token for "this was not me"; without an account it opens nothing and costs the same.

    `old_email` is what the alarm brings back, where it is the address that was changed.
    """
    token, _ = links.make(
        PURPOSE,
        visit.operator,
        old_email,
        account.language if account else visit.language,
        lives=LIVES,
        uses=USES,
        account=account.account if account else None,
        void=account is None,
    )
    return token


def sound(visit: Visit, form: AlarmForm) -> None:
    """Lock the account, end its sessions, forget its devices; a new password opens it again.

    What was set up from the notice on (passkeys, second factors, a phone number) is taken back, and
    an address that was changed is changed back, so that the way in leads to the holder. The login
    is asked for, since some mail scanners submit the forms they find. Raises `Invalid`
    (`login_wrong_at_link`), `NotFound`.
    """
    operator = operators.find(visit.operator)
    link = links.look(PURPOSE, visit.operator, form.token)
    account = accounts.find(link.account or logins.NOBODY)
    if account is None:
        raise NotFound("link_expired")
    left = links.spend(link)
    typed = logins.key(operator, form.login, form.place)
    names = (account.login, account.email or "", link.email)
    if typed not in {logins.key(operator, name) for name in names if name}:
        raise Invalid("login_wrong_at_link", tries_left=left)
    accounts.change(account.account, locked_at=clock.now())
    sessions.end_all(account.account)
    devices.forget(account.account)
    undoing.since(account.account, link.made_at)
    if link.email and link.email != account.email:
        addresses.swap(account, link.email)
    audit.record(
        visit.operator, "locked_by_holder", by=account.account, about=account.account, visit=visit
    )
