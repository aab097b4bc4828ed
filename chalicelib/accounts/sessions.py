"""Sessions: opaque tokens of which the hash is stored; ended at once when they are revoked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import UpdateError

from chalicelib import clock, operators, storage
from chalicelib.accounts import agents, devices, tokens
from chalicelib.accounts.account import Account
from chalicelib.accounts.table import SessionRow
from chalicelib.web.serving import cookie_name
from chalicelib.web.visit import Session, Visit

IDLE = {"site": timedelta(minutes=30), "app": timedelta(minutes=30), "refresh": timedelta(days=30)}
"""How long a token lives unused."""
ABSOLUTE = {
    "site": timedelta(hours=12),
    "app": timedelta(minutes=30),
    "refresh": timedelta(days=90),
}
"""How long a token lives at all. An app's refresh token gives it a new pair before that."""
SEEN_EVERY = timedelta(minutes=2)
"""A use is written down at most this often: most requests read one item and write nothing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session; its tokens are known only here and to the caller. `refresh` is for apps."""

    session: str
    token: str
    expires_at: datetime
    refresh: str | None = None
    refresh_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A session in an account's list. `town` and `country` as far as CloudFront tells."""

    session: str
    client: str
    device: str
    ip: str
    town: str
    country: str
    created_at: datetime
    seen_at: datetime


def open_for(
    account: Account,
    visit: Visit,
    client: str,
    assurance: str = "one",
    *,
    session: str | None = None,
    until: datetime | None = None,
) -> Opened:
    """Open a session for an account that has just shown who it is.

    `session` and `until` carry on a session whose tokens are replaced.
    """
    session = session or storage.new_id("ses")
    token, expires_at = _store(account, visit, client, assurance, session, until)
    if client == "site":
        return Opened(session, token, expires_at)
    refresh, ends_at = _store(account, visit, "refresh", assurance, session, until)
    return Opened(session, token, expires_at, refresh, ends_at)


def _store(
    account: Account,
    visit: Visit,
    client: str,
    assurance: str,
    session: str,
    until: datetime | None,
) -> tuple[str, datetime]:
    token, now = tokens.new(), clock.now()
    town, country = devices.place_of(visit)
    expires_at = now + ABSOLUTE[client]
    if until is not None and until < expires_at:
        expires_at = until
    SessionRow(
        tokens.digest(token),
        account=account.account,
        session=session,
        operator=account.operator,
        role=account.role,
        client=client,
        assurance=assurance,
        language=account.language,
        terms_version=account.terms_version,
        must_change_password=account.must_change_password,
        device=agents.name_of(visit.device),
        ip=visit.ip,
        town=town,
        country=country,
        created_at=now,
        seen_at=now,
        idle_seconds=int(IDLE[client].total_seconds()),
        expires_at=int(expires_at.timestamp()),
    ).save()
    return token, expires_at


def find(operator: str, token: str) -> Session | None:
    """The live session behind a token: one read, and seldom a write that notes its use."""
    row = alive(operator, token)
    if row is None or row.client == "refresh":
        return None
    now = clock.now()
    if now - row.seen_at >= SEEN_EVERY:
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


def alive(operator: str, token: str) -> SessionRow | None:
    """The row behind a token, unless it is over: its time is compared, since rows go late."""
    if not tokens.is_shaped(token):
        return None
    try:
        row = SessionRow.get(tokens.digest(token), consistent_read=True)
    except SessionRow.DoesNotExist:
        return None
    now = clock.now()
    idle = (now - row.seen_at).total_seconds() >= row.idle_seconds
    if row.operator != operator or row.expires_at <= now.timestamp() or idle:
        return None
    return row


def _seen(row: SessionRow, now: datetime) -> None:
    try:
        row.update(actions=[SessionRow.seen_at.set(now)], condition=SessionRow.token_hash.exists())
    except UpdateError as error:
        # Ended by another request in between: this one was let in just before.
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def of_account(account: str) -> list[Entry]:
    """An account's live sessions, the latest used first."""
    now = clock.now()
    rows = [
        row
        for row in SessionRow.by_account.query(account)
        if row.client != "app" and row.used_at is None and row.expires_at > now.timestamp()
    ]
    live = [row for row in rows if (now - row.seen_at).total_seconds() < row.idle_seconds]
    live.sort(key=lambda row: row.seen_at, reverse=True)
    return [
        Entry(
            row.session,
            "site" if row.client == "site" else "app",
            row.device,
            row.ip,
            row.town,
            row.country,
            row.created_at,
            row.seen_at,
        )
        for row in live
    ]


def end(token: str) -> None:
    """End the token of this very request, whatever an index may not know yet."""
    SessionRow(tokens.digest(token)).delete()


def end_one(account: str, session: str) -> int:
    """End one session of an account, an app's with all its tokens; how many tokens were ended."""
    rows = [row for row in SessionRow.by_account.query(account) if row.session == session]
    for row in rows:
        row.delete()
    return len(rows)


def end_all(account: str, except_session: str | None = None) -> int:
    """End an account's sessions, all or all but one; how many tokens were ended."""
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
