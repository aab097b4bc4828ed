"""New tokens in place of old ones: for apps by their refresh token, and at each rise in rights."""

from datetime import UTC, datetime

from pynamodb.exceptions import UpdateError

from chalicelib import audit, clock
from chalicelib.accounts import account as accounts
from chalicelib.accounts import entry, sessions
from chalicelib.accounts.account import Account
from chalicelib.accounts.entry_schemas import RefreshForm, SessionAnswer
from chalicelib.accounts.table import SessionRow
from chalicelib.errors import SignInNeeded
from chalicelib.web.answers import WithHeaders
from chalicelib.web.visit import Visit


def refresh(visit: Visit, form: RefreshForm) -> WithHeaders[SessionAnswer]:
    """A new pair of tokens for a refresh token, which is good once.

    One that comes a second time was stolen, from the app or from the thief: the whole session ends
    and both sign in again. Source: RFC 9700, 4.14.2. Raises `SignInNeeded` (`refresh_refused`).
    """
    row = sessions.alive(visit.operator, form.refresh_token)
    if row is None or row.client != "refresh":
        raise SignInNeeded("refresh_refused")
    try:
        row.update(
            actions=[SessionRow.used_at.set(clock.now())],
            condition=SessionRow.token_hash.exists() & SessionRow.used_at.does_not_exist(),
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        sessions.end_one(row.account, row.session)
        audit.record(
            visit.operator,
            "refresh_token_reused",
            by=row.account,
            about=row.session,
            visit=visit,
        )
        raise SignInNeeded("refresh_refused") from error
    account = accounts.find(row.account)
    if account is None or account.locked:
        raise SignInNeeded("refresh_refused")
    for old in SessionRow.by_account.query(row.account):
        if old.session == row.session and old.client == "app":
            old.delete()
    until = datetime.fromtimestamp(int(row.expires_at), UTC)
    opened = sessions.open_for(
        account, visit, "app", row.assurance, session=row.session, until=until
    )
    return entry.answer(visit, account, opened, "app")


def rotate(
    visit: Visit, account: Account, assurance: str | None = None
) -> WithHeaders[SessionAnswer]:
    """Replace the caller's tokens, as at each rise in rights; the earlier ones end.

    Source: OWASP ASVS 5.0, 7.2.4.
    """
    assert visit.session is not None and visit.token is not None, "only for who is signed in"
    row = sessions.alive(visit.operator, visit.token)
    client = row.client if row is not None else "site"
    until = visit.session.expires_at if client == "site" else None
    sessions.end(visit.token)
    sessions.end_one(account.account, visit.session.session)
    opened = sessions.open_for(
        account, visit, client, assurance or visit.session.assurance, until=until
    )
    return entry.answer(visit, account, opened, client)
