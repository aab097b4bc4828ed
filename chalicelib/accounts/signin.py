"""Sign-in by login and password: the same answer, after the same time, whoever asks."""

from chalicelib import clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import devices, entry, logins, passwords, second, sessions, tokens
from chalicelib.accounts.entry_schemas import SessionAnswer, SessionForm
from chalicelib.errors import NotAllowed, SignInNeeded
from chalicelib.web import limits
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit

TRIES_OF_PAIR = (10, 900)
"""Tries at one login from one address in a quarter of an hour."""
TRIES_OF_LOGIN = (50, 900)
"""Tries at one login from all strange devices: what slows a guess spread over many addresses.
The holder's own devices are not counted, so that strangers cannot lock the holder out.
"""
TRIES_OF_ADDRESS = (100, 900)


def sign_in(visit: Visit, form: SessionForm) -> WithHeaders[SessionAnswer]:
    """Open a session; the site gets it as a cookie, an app as tokens.

    Raises `SignInNeeded` (`sign_in_wrong`) without saying what was wrong; to who has the right
    password `NotAllowed` (`account_locked`, `password_expired`, or `second_factor_needed` with a
    `challenge` and the `factors`); `TooMany` (`sign_in_locked`).
    """
    key = logins.key(operators.find(visit.operator), form.login, form.place)
    login = tokens.digest(key)
    pair = f"signin|{login}|{visit.ip}"
    limits.count(pair, *TRIES_OF_PAIR, code="sign_in_locked")
    limits.count(f"signin|{visit.operator}|{visit.ip}", *TRIES_OF_ADDRESS, code="sign_in_locked")
    found = accounts.by_login(key)
    device = devices.token_of(visit, form.device)
    known = devices.find(found[0].account if found else logins.NOBODY, device)
    if known is None:
        limits.count(f"signin|{login}", *TRIES_OF_LOGIN, code="sign_in_locked")
    if not passwords.verify(found[1] if found else None, form.password) or found is None:
        raise SignInNeeded("sign_in_wrong")
    account = found[0]
    limits.forgive(pair, TRIES_OF_PAIR[1])
    if account.locked:
        raise NotAllowed("account_locked")
    if account.password_until is not None and account.password_until <= clock.now():
        raise NotAllowed("password_expired")
    if account.factors and not (known and known.trusted):
        raise second.challenge(visit, account)
    return entry.let_in(
        visit,
        account,
        form.client,
        how="password",
        assurance="two" if account.factors else "one",
        told_device=form.device,
    )


def sign_out(visit: Visit) -> WithHeaders[None]:
    """End the session of this request, and take its cookie back."""
    assert visit.session is not None and visit.token is not None, "only for who is signed in"
    sessions.end(visit.token)
    sessions.end_one(visit.account, visit.session.session)
    return WithHeaders(None, {"Set-Cookie": sessions.cookie(visit.operator, "", 0)})
