""" "This was not me": a link in every security mail that locks the account at once."""

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import links, logins, sessions
from chalicelib.accounts.account import Account
from chalicelib.accounts.schemas import AlarmForm
from chalicelib.errors import Invalid, NotFound
from chalicelib.web.visit import Visit

PURPOSE = "alarm"
HOURS = 30 * 24
USES = 5


def make(visit: Visit, account: Account | None) -> str:
    """A token for "this was not me"; without an account it opens nothing and costs the same."""
    token, _ = links.make(
        PURPOSE,
        visit.operator,
        "",
        account.language if account else visit.language,
        hours=HOURS,
        uses=USES,
        account=account.account if account else None,
        void=account is None,
    )
    return token


def sound(visit: Visit, form: AlarmForm) -> None:
    """Lock the account and end its sessions; only a new password by recovery opens it again.

    The login is asked for, since some mail scanners submit the forms they find. Raises `Invalid`
    (`login_wrong_at_link`), `NotFound`.
    """
    operator = operators.find(visit.operator)
    link = links.look(PURPOSE, visit.operator, form.token)
    account = accounts.find(link.account or logins.NOBODY)
    if account is None:
        raise NotFound("link_expired")
    left = links.spend(link)
    typed = logins.key(operator, form.login, form.place)
    if typed not in {logins.key(operator, name) for name in (account.login, account.email or "")}:
        raise Invalid("login_wrong_at_link", tries_left=left)
    accounts.change(account.account, locked_at=clock.now())
    sessions.end_all(account.account)
    audit.record(
        visit.operator, "locked_by_holder", by=account.account, about=account.account, visit=visit
    )
