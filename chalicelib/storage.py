"""Rows in DynamoDB: the base of every table, ids that sort by time, and transactions.

`infra/tables.yaml` defines the tables; a room's `table.py` names the attributes that it uses.
PynamoDB keeps the models; all of them share one connection here, since making a client of botocore
costs more than every other step of a cold request.
"""

import base64
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pynamodb.attributes import Attribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.connection.table import TableConnection
from pynamodb.constants import STRING
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.config import settings
from chalicelib.errors import Malformed

Write = Callable[[TransactWrite], None]
"""One room's part of a transaction that another room may complete: called with the transaction."""

_lock = threading.Lock()
_connection: Connection | None = None
_models: set[type["Row"]] = set()
_short_names: dict[type["Row"], str] = {}
_tables: set[str] = set()


def connection() -> Connection:
    """The one connection to DynamoDB of this process.

    It gives up within 10 s in all, under API Gateway's 29 s (PynamoDB's own default is 4 x 45 s).
    """
    global _connection
    if _connection is None:
        _connection = Connection(
            region=settings().region,
            host=settings().endpoint_url,
            connect_timeout_seconds=1,
            read_timeout_seconds=2,
            max_retry_attempts=3,
            max_pool_connections=50,
        )
    return _connection


def reset() -> None:
    """Forget the connection, so that the next call reads the settings again (tests)."""
    global _connection
    with _lock:
        _connection = None
        for model in _models:
            model._connection = None
        _models.clear()
        _tables.clear()


def table_name(name: str) -> str:
    """The full name of the table `name` in this deployment."""
    return f"{settings().table_prefix}-{name}"


class Row(Model):
    """A stored item. `Meta.table_name` is the short name in `infra/tables.yaml`."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        if cls._connection is not None:
            return cls._connection
        with _lock:
            if cls._connection is None:
                short = _short_names.setdefault(cls, cls.Meta.table_name)
                meta: Any = cls.Meta
                meta.short_name, meta.table_name = short, table_name(short)
                made = super()._get_connection()
                if made.table_name not in _tables:  # two kinds of rows may share a table
                    connection().add_meta_table(made.get_meta_table())
                    _tables.add(made.table_name)
                made.connection = connection()
                _models.add(cls)
        assert cls._connection is not None
        return cls._connection


class MomentAttribute(Attribute[datetime]):
    """An aware UTC moment, stored as ISO 8601 with microseconds: text order is time order."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def deserialize(self, value: str) -> datetime:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class DayAttribute(Attribute[date]):
    """A local date, stored as ISO 8601."""

    attr_type = STRING

    def serialize(self, value: date) -> str:
        return value.isoformat()

    def deserialize(self, value: str) -> date:
        return date.fromisoformat(value)


class ExactAttribute(Attribute[Decimal]):
    """A Decimal kept to the digit as text (PynamoDB's numbers pass through floats)."""

    attr_type = STRING

    def serialize(self, value: Decimal) -> str:
        return str(value)

    def deserialize(self, value: str) -> Decimal:
        return Decimal(value)


class TextAttribute(UnicodeAttribute):
    """Text; named here so that tables read evenly."""


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


_ids = threading.Lock()
_last_id = 0


def new_id(prefix: str) -> str:
    """A new id such as `pay_01j9x…`: 48 bits of milliseconds, then 80 random ones, in base 32.

    Ids sort by the time they were made, and those of one process and millisecond in the order they
    were made: each goes on from the last by a random step. Randomness is the operating system's.
    """
    global _last_id
    with _ids:
        at = int(clock.now().timestamp() * 1000)
        number = (at << 80) | int.from_bytes(os.urandom(10), "big") >> 1
        if _last_id >> 80 == at:
            number = _last_id + 1 + int.from_bytes(os.urandom(4), "big")
        _last_id = number
    letters = [_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5)]
    return f"{prefix}_{''.join(letters)}"


class TransactionLost(Exception):
    """A condition did not hold, or another transaction touched the rows; nothing was written.

    `codes` has DynamoDB's reason for each write, in the order checks, deletes, puts, updates
    ("None" where that write was fine, else "ConditionalCheckFailed" or "TransactionConflict").
    """

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes

    @property
    def by_condition(self) -> bool:
        """True when a condition was false: trying again would not help."""
        return "ConditionalCheckFailed" in self.codes


def transact(writes: Iterable[Write], token: str | None = None) -> None:
    """Do all writes or none.

    Raises `TransactionLost`. `token` (36 characters at most) makes a repeat within ten minutes do
    nothing.
    """
    try:
        with TransactWrite(connection=connection(), client_request_token=token) as transaction:
            for write in writes:
                write(transaction)
    except TransactWriteError as error:
        reasons = error.cancellation_reasons
        if not reasons:
            raise
        raise TransactionLost(
            tuple(reason.code if reason else "None" for reason in reasons)
        ) from error


def query_between(
    table: str, whole: tuple[str, str], part: tuple[str, str, str], *names: str
) -> list[dict[str, Any]]:
    """Items of one partition as DynamoDB gives them, past PynamoDB's models: for hundreds of small
    ones, making models of which costs as much as the query.

    `whole` is the hash key's name and value, `part` the range key's name, first and last value
    (both in). Only the attributes `names` when given.
    """
    asked: dict[str, Any] = {
        "TableName": table_name(table),
        "KeyConditionExpression": "#whole = :whole AND #part BETWEEN :first AND :last",
        "ExpressionAttributeNames": {"#whole": whole[0], "#part": part[0]},
        "ExpressionAttributeValues": {
            ":whole": {"S": whole[1]},
            ":first": {"S": part[1]},
            ":last": {"S": part[2]},
        },
    }
    if names:
        asked["ExpressionAttributeNames"] |= {f"#n{n}": name for n, name in enumerate(names)}
        asked["ProjectionExpression"] = ", ".join(f"#n{n}" for n in range(len(names)))
    found: list[dict[str, Any]] = []
    while True:
        answer = connection().dispatch("Query", dict(asked))
        found += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return found
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


T = TypeVar("T")
R = TypeVar("R", bound=Model)


class Page(Generic[T]):
    """Some items, and the cursor after the last of them (None at the end)."""

    __slots__ = ("items", "next")

    def __init__(self, items: list[T], next: str | None) -> None:
        self.items = items
        self.next = next

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)


def page_of(found: ResultIterator[R], read: Callable[[R], T]) -> Page[T]:
    """All that a limited query found, each through `read`, with the cursor for what follows."""
    items = [read(row) for row in found]
    return Page(items, encode_cursor(found.last_evaluated_key))


def encode_cursor(key: dict[str, dict[str, Any]] | None) -> str | None:
    """DynamoDB's last key as an opaque cursor; None stays None."""
    if key is None:
        return None
    text = json.dumps(key, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(
    cursor: str | None, hash_name: str, hash_value: str
) -> dict[str, dict[str, Any]] | None:
    """The key behind a cursor, refused (`cursor_invalid`) unless it belongs to this very list.

    A cursor comes from the caller: one that was changed, or taken from somebody else's list, must
    not open that list.
    """
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        mine = key[hash_name] == {"S": hash_value}
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed("cursor_invalid") from error
    if not mine:
        raise Malformed("cursor_invalid")
    return dict(key)
