"""Getting back in: the login by mail, and a link to choose a new password."""

from datetime import timedelta

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import alarm, devices, letters, links, logins, passwords, sessions, tokens
from chalicelib.accounts.entry_schemas import RecoverForm, RecoveryForm
from chalicelib.errors import Invalid, NotFound
from chalicelib.web import limits
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

PURPOSE = "recovery"
LIVES = timedelta(hours=1)
USES = 3
MAILS_TO_LOGIN = (3, 3600)
ASKED_FROM_IP = (30, 3600)


def ask(visit: Visit, form: RecoveryForm) -> None:
    """Write to the holder of a login or address, if there is one; nobody is told whether there is.

    Raises `TooMany`, for unknown logins alike.
    """
    operator = operators.find(visit.operator)
    key = logins.key(operator, form.login_or_email, form.place)
    limits.count(f"recovery|{visit.operator}|{visit.ip}", *ASKED_FROM_IP)
    limits.count(f"recovery|{tokens.digest(key)}", *MAILS_TO_LOGIN, code="too_many_mails")
    found = accounts.by_login(key)
    send_link(visit, found[0] if found else None)


def send_link(visit: Visit, account: accounts.Account | None) -> None:
    """Write the holder a link to choose a new password; nobody is written to without an account,
    and that takes as long.
    """
    alarm_token = alarm.make(visit, account)
    token, _ = links.make(
        PURPOSE,
        visit.operator,
        account.email or "" if account else "",
        visit.language,
        lives=LIVES,
        uses=USES,
        account=account.account if account else None,
        void=account is None,
    )
    if account is not None:
        letters.recovery_link(visit, account, token, alarm_token)
    else:
        letters.nothing(visit.operator, visit.language)


def complete(visit: Visit, form: RecoverForm) -> WithHeaders[None]:
    """Choose a new password; ends every session, and unlocks the account.

    The device that does it is known from then on: tries of strangers do not keep it waiting.

    The login (or address) is asked for again: a mail scanner that submits the form does not type
    it. A wrong one spends a use. Raises `Invalid`, `NotFound`.
    """
    operator = operators.find(visit.operator)
    link = links.look(PURPOSE, visit.operator, form.token)
    account = accounts.find(link.account or logins.NOBODY)
    if account is None or account.password_at > link.made_at:
        raise NotFound("link_expired")
    about = (account.login, account.email or "", account.name, operator.name)
    passwords.require_strong(form.password, about, second_factor=bool(account.factors))
    left = links.spend(link)
    typed = logins.key(operator, form.login, form.place)
    names = (account.login, account.email or "")
    if typed not in {logins.key(operator, name) for name in names if name}:
        raise Invalid("login_wrong_at_link", tries_left=left)
    set_password(visit, account, form.password)
    links.annul(link.token_hash)
    accounts.change(account.account, locked_at=None)
    known = devices.token_of(visit)
    token = known or tokens.new()
    devices.note(visit, account, token)
    cookie = {} if known else {"Set-Cookie": devices.cookie(visit.operator, token)}
    return WithHeaders(None, cookie)


def set_password(visit: Visit, account: accounts.Account, password: str) -> None:
    """Store a new password, end every session but this one, and tell the holder."""
    accounts.change(
        account.account,
        password=passwords.hashed(password),
        password_at=clock.now(),
        must_change_password=False,
        password_until=None,
    )
    mine = visit.session.session if visit.session else None
    sessions.end_all(account.account, except_session=mine)
    audit.record(
        visit.operator, "password_changed", by=account.account, about=account.account, visit=visit
    )
    letters.security(visit, account, "password_changed", alarm.make(visit, account))
