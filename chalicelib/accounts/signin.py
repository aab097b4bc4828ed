"""Sign-in by login and password: the same answer, after the same time, whoever asks."""

from chalicelib import audit, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import eligibility, logins, passwords, sessions, tokens
from chalicelib.accounts.account import Account
from chalicelib.accounts.schemas import SessionAnswer, SessionForm
from chalicelib.accounts.sessions import Opened
from chalicelib.errors import NotAllowed, SignInNeeded
from chalicelib.web import limits
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

TRIES_OF_PAIR = (10, 900)
"""Tries at one login from one address in a quarter of an hour."""
TRIES_OF_LOGIN = (50, 900)
"""Tries at one login from everywhere: what slows a guess spread over many addresses."""
TRIES_OF_ADDRESS = (100, 900)


def sign_in(visit: Visit, form: SessionForm) -> WithHeaders[SessionAnswer]:
    """Open a session; the site gets it as a cookie, an app as a token.

    Raises `SignInNeeded` (`sign_in_wrong`) without saying what was wrong, `NotAllowed`
    (`account_locked`) to who has the right password, `TooMany` (`sign_in_locked`).
    """
    operator = operators.find(visit.operator)
    key = logins.key(operator, form.login, form.place)
    pair = _count(visit, key)
    found = accounts.by_login(key)
    if not passwords.verify(found[1] if found else None, form.password) or found is None:
        raise SignInNeeded("sign_in_wrong")
    account = found[0]
    if account.locked:
        raise NotAllowed("account_locked")
    limits.forgive(pair, TRIES_OF_PAIR[1])
    opened = sessions.open_for(account, visit, form.client)
    audit.record(
        visit.operator,
        "signed_in",
        by=account.account,
        about=account.account,
        visit=visit,
        client=form.client,
    )
    return _answer(visit, account, opened, form.client)


def _count(visit: Visit, key: str) -> str:
    """Count a try before it is made; the name of the counter that a right password sets back."""
    login = tokens.digest(key)
    pair = f"signin|{login}|{visit.ip}"
    limits.count(pair, *TRIES_OF_PAIR, code="sign_in_locked")
    limits.count(f"signin|{visit.operator}|{visit.ip}", *TRIES_OF_ADDRESS, code="sign_in_locked")
    limits.count(f"signin|{login}", *TRIES_OF_LOGIN, code="sign_in_locked")
    return pair


def _answer(
    visit: Visit, account: Account, opened: Opened, client: str
) -> WithHeaders[SessionAnswer]:
    answer = SessionAnswer(
        account=account.account,
        login=account.login,
        language=account.language,
        expires_at=opened.expires_at,
        eligible=eligibility.of(visit.operator, account.account),
        must_change_password=account.must_change_password,
    )
    if client == "app":
        answer.token = opened.token
        return WithHeaders(answer)
    seconds = int(sessions.ABSOLUTE["site"].total_seconds())
    return WithHeaders(
        answer, {"Set-Cookie": sessions.cookie(visit.operator, opened.token, seconds)}
    )


def sign_out(visit: Visit) -> WithHeaders[None]:
    """End the session of this request, and take its cookie back."""
    if visit.token:
        sessions.end(visit.token)
    return WithHeaders(None, {"Set-Cookie": sessions.cookie(visit.operator, "", 0)})
