"""Links sent by mail: how long one lives, how many tries it grants, and what spends one.

Mail scanners open links, and some submit the forms they find: looking spends nothing, the token
stands in the URL's fragment, which no request carries, and every step behind a link asks for
something that only the person has.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.accounts import tokens
from chalicelib.accounts.conditions import otherwise
from chalicelib.accounts.table import SignupRow
from chalicelib.errors import Malformed, NotFound
from chalicelib.storage import Write


@dataclass(frozen=True, slots=True)
class Link:
    """A live link, or another short-lived secret of that kind (a challenge, a code for an app).

    `customer` was proven before the mail; `password` is the hash of the one chosen then;
    `ticket_hash` is of what a proof behind the link gave; `fact` is what its purpose keeps.
    """

    token_hash: str
    operator: str
    email: str
    language: str
    expires_at: datetime
    uses_left: int
    customer: str | None
    account: str | None
    phone: str | None
    password: str | None
    ticket_hash: str | None
    fact: str | None
    made_at: datetime


def make(
    purpose: str,
    operator: str,
    email: str,
    language: str,
    *,
    lives: timedelta,
    uses: int,
    **more: Any,
) -> tuple[str, datetime]:
    """Store a new link and give its token, which is nowhere kept, and when it expires."""
    token = tokens.new()
    expires_at = clock.epoch() + int(lives.total_seconds())
    SignupRow(
        tokens.digest(token),
        purpose=purpose,
        operator=operator,
        email=email,
        language=language,
        expires_at=expires_at,
        uses_left=uses,
        made_at=clock.now(),
        **more,
    ).save()
    return token, datetime.fromtimestamp(expires_at, UTC)


def look(purpose: str, operator: str, token: str) -> Link:
    """The link behind a token, spending nothing.

    Raises `Malformed` (`token_malformed`), `NotFound` (`link_expired` when it is unknown or over,
    `link_used_up` when its tries are spent).
    """
    if not tokens.is_shaped(token):
        raise Malformed("token_malformed")
    try:
        row = SignupRow.get(tokens.digest(token), consistent_read=True)
    except SignupRow.DoesNotExist as error:
        raise NotFound("link_expired") from error
    # DynamoDB removes expired rows hours late, so the time is compared here as well.
    if (
        row.void
        or (row.purpose, row.operator) != (purpose, operator)
        or row.expires_at <= clock.epoch()
    ):
        raise NotFound("link_expired")
    if row.uses_left <= 0:
        raise NotFound("link_used_up")
    return _fact(row)


def spend(link: Link) -> int:
    """Spend one try of a link; how many are left. Raises `NotFound` like `look`.

    Two tries at once never spend the same one.
    """
    row = SignupRow(link.token_hash)
    with otherwise(NotFound("link_used_up")):
        row.update(actions=[SignupRow.uses_left.add(-1)], condition=_alive())
    return int(row.uses_left)


def give_ticket(link: Link, customer: str) -> str:
    """Let whoever just proved to be `customer` go on, for as long as the link lives.

    Raises `NotFound` (`link_expired`) when it ended meanwhile.
    """
    ticket = tokens.new()
    with otherwise(NotFound("link_expired")):
        SignupRow(link.token_hash).update(
            actions=[
                SignupRow.ticket_hash.set(tokens.digest(ticket)),
                SignupRow.customer.set(customer),
            ],
            condition=SignupRow.token_hash.exists() & (SignupRow.expires_at > clock.epoch()),
        )
    return ticket


def finish(link: Link) -> Write:
    """End a link as part of the transaction that it leads to, which fails once it is over."""

    def write(transaction: TransactWrite) -> None:
        condition = SignupRow.token_hash.exists() & (SignupRow.expires_at > clock.epoch())
        if link.ticket_hash:
            condition &= SignupRow.ticket_hash == link.ticket_hash
        transaction.delete(SignupRow(link.token_hash), condition=condition)

    return write


def look_again(link: Link) -> Link:
    """The link as it stands now. Raises `NotFound` (`link_expired`) when it is gone."""
    try:
        return _fact(SignupRow.get(link.token_hash, consistent_read=True))
    except SignupRow.DoesNotExist as error:
        raise NotFound("link_expired") from error


def close(link: Link) -> None:
    """End a link that has done its work; of two requests at once only one gets by.

    Raises `NotFound` (`link_used_up`) to the other.
    """
    with otherwise(NotFound("link_used_up")):
        SignupRow(link.token_hash).delete(condition=SignupRow.token_hash.exists())


def annul(token_hash: str) -> None:
    """End a link that another one takes the place of."""
    SignupRow(token_hash).delete()


def _alive() -> Any:
    return (
        SignupRow.token_hash.exists()
        & (SignupRow.uses_left > 0)
        & (SignupRow.expires_at > clock.epoch())
    )


def _fact(row: SignupRow) -> Link:
    return Link(
        token_hash=row.token_hash,
        operator=row.operator,
        email=row.email,
        language=row.language,
        expires_at=datetime.fromtimestamp(int(row.expires_at), UTC),
        uses_left=int(row.uses_left),
        customer=row.customer,
        account=row.account,
        phone=row.phone,
        password=row.password,
        ticket_hash=row.ticket_hash,
        fact=row.fact,
        made_at=row.made_at,
    )
