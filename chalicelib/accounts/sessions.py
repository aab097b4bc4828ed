"""Sessions: opaque tokens of which the hash is stored; ended at once when they are revoked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import UpdateError

from chalicelib import clock, operators, storage
from chalicelib.accounts import tokens
from chalicelib.accounts.account import Account
from chalicelib.accounts.table import SessionRow
from chalicelib.web.serving import cookie_name
from chalicelib.web.visit import Session, Visit

IDLE = {"site": timedelta(minutes=30), "app": timedelta(days=30)}
"""How long a session lives unused."""
ABSOLUTE = {"site": timedelta(hours=12), "app": timedelta(days=90)}
"""How long a session lives at all."""
SEEN_EVERY = timedelta(minutes=2)
"""A use is written down at most this often: most requests read one item and write nothing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session; its token is known only here and to the caller."""

    token: str
    session: str
    expires_at: datetime


def open_for(account: Account, visit: Visit, client: str, assurance: str = "one") -> Opened:
    """Open a session for an account that has just shown who it is."""
    token, now = tokens.new(), clock.now()
    expires_at = now + ABSOLUTE[client]
    row = SessionRow(
        tokens.digest(token),
        account=account.account,
        session=storage.new_id("ses"),
        operator=account.operator,
        role=account.role,
        client=client,
        assurance=assurance,
        language=account.language,
        terms_version=account.terms_version,
        must_change_password=account.must_change_password,
        device=visit.device,
        ip=visit.ip,
        created_at=now,
        seen_at=now,
        idle_seconds=int(IDLE[client].total_seconds()),
        expires_at=int(expires_at.timestamp()),
    )
    row.save()
    return Opened(token, row.session, expires_at)


def find(operator: str, token: str) -> Session | None:
    """The live session behind a token: one read, and seldom a write that notes its use."""
    if not tokens.is_shaped(token):
        return None
    try:
        row = SessionRow.get(tokens.digest(token), consistent_read=True)
    except SessionRow.DoesNotExist:
        return None
    now = clock.now()
    unused = now - row.seen_at
    if (
        row.operator != operator
        or row.expires_at <= now.timestamp()
        or unused.total_seconds() >= row.idle_seconds
    ):
        return None
    if unused >= SEEN_EVERY:
        _seen(row, now)
    customer = row.role == "customer"
    return Session(
        account=row.account,
        operator=row.operator,
        session=row.session,
        expires_at=datetime.fromtimestamp(int(row.expires_at), UTC),
        role=row.role,
        assurance=row.assurance,
        terms_due=customer and row.terms_version != operators.find(operator).terms.version,
        language=row.language,
        must_change_password=row.must_change_password,
    )


def _seen(row: SessionRow, now: datetime) -> None:
    try:
        row.update(actions=[SessionRow.seen_at.set(now)], condition=SessionRow.token_hash.exists())
    except UpdateError as error:
        # Ended by another request in between: this one was let in just before.
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def end(token: str) -> None:
    """End the session behind a token."""
    SessionRow(tokens.digest(token)).delete()


def end_all(account: str, except_session: str | None = None) -> int:
    """End an account's sessions, all or all but one; how many were ended."""
    rows = [row for row in SessionRow.by_account.query(account) if row.session != except_session]
    for row in rows:
        row.delete()
    return len(rows)


def change(account: str, **known: str | bool) -> None:
    """Let an account's sessions know what changed (`terms_version`, `language` …)."""
    actions = [getattr(SessionRow, name).set(value) for name, value in known.items()]
    for row in SessionRow.by_account.query(account):
        try:
            row.update(actions=actions, condition=SessionRow.token_hash.exists())
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise


def cookie(operator: str, token: str, seconds: int) -> str:
    """The `Set-Cookie` of a session; no seconds left removes it.

    SameSite=Strict does not hurt links in mails: pages are static, and only their own calls carry
    the cookie.
    """
    return (
        f"{cookie_name(operator)}={token}; Path=/; Max-Age={seconds}; "
        "HttpOnly; Secure; SameSite=Strict"
    )
