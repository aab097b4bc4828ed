"""The last step of every way in: the session opened, the device noted, the holder told of news."""

from datetime import timedelta

from chalicelib import audit, clock
from chalicelib.accounts import alarm, devices, eligibility, letters, sessions, tokens
from chalicelib.accounts.account import Account
from chalicelib.accounts.entry_schemas import SessionAnswer
from chalicelib.accounts.sessions import Opened
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit


def let_in(
    visit: Visit,
    account: Account,
    client: str,
    *,
    how: str,
    assurance: str,
    told_device: str | None = None,
    trust: bool = False,
) -> WithHeaders[SessionAnswer]:
    """Open a session for who has shown all that was asked.

    `how` (password, passkey, app_code …) goes to the audit trail. A device or network that is new
    to the account is told to its holder. `trust` spares this device the second factor for a while.
    """
    opened = sessions.open_for(account, visit, client, assurance)
    device = devices.token_of(visit, told_device)
    token = device or tokens.new()
    news = devices.note(visit, account, token, trust=trust)
    audit.record(
        visit.operator,
        "signed_in",
        by=account.account,
        about=account.account,
        visit=visit,
        client=client,
        how=how,
    )
    if news:
        letters.security(visit, account, "new_device", alarm.make(visit, account))
    return answer(visit, account, opened, client, None if device else token)


def answer(
    visit: Visit,
    account: Account,
    opened: Opened,
    client: str,
    device: str | None = None,
) -> WithHeaders[SessionAnswer]:
    """The answer that hands a session over: cookies for the site, tokens for an app.

    `device` is a token that the caller does not have yet.
    """
    said = SessionAnswer(
        account=account.account,
        login=account.login,
        language=account.language,
        role=account.role,
        expires_at=opened.expires_at,
        eligible=account.role != "customer" or eligibility.of(visit.operator, account.account),
        must_change_password=account.must_change_password,
    )
    if client != "site":
        said.token, said.device = opened.token, device
        said.refresh_token, said.refresh_expires_at = opened.refresh, opened.refresh_expires_at
        return WithHeaders(said)
    left = max(opened.expires_at - clock.now(), timedelta())
    cookies = [sessions.cookie(visit.operator, opened.token, int(left.total_seconds()))]
    if device is not None:
        cookies.append(devices.cookie(visit.operator, device))
    return WithHeaders(said, {"Set-Cookie": cookies})
