"""Load curves, the gap ledger and the grid's call slots, as stored.

Curves are written and read by DynamoDB's own operations, past PynamoDB's models: a year is 365
items, and making models of them costs as much as the query (the models say what an item has).
"""

from dataclasses import dataclass
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import VerboseClientError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib import storage
from chalicelib.storage import DayAttribute, MomentAttribute, Row

CURVES = "load_curves"
CONDITION = "ConditionalCheckFailedException"


class LoadCurveRow(Row):
    """A local day of one flow of one supply point: "point#flow", day.

    `values` are packed half-hours (`rules.curve`), `unit` theirs (Wh or dm3), `step` the minutes of
    the meter's own step, `total` the sum of the known ones, `quality` "partial" where some are not
    and else "real", `revision` 1 at first and one more for each correction. About 220 bytes: one
    write unit. DynamoDB deletes it once it may no longer be kept (`expires_at`). "point#daily" has
    daily totals without values; `quality` is "provisional" there until the grid settles one.
    """

    class Meta:
        table_name = CURVES

    curve = UnicodeAttribute(hash_key=True)
    on = DayAttribute(range_key=True)
    values = BinaryAttribute(legacy_encoding=False, null=True)
    step = NumberAttribute()
    unit = UnicodeAttribute()
    quality = UnicodeAttribute()
    total = NumberAttribute()
    revision = NumberAttribute()
    expires_at = NumberAttribute()


class GapsDue(GlobalSecondaryIndex["GapRow"]):
    """The gaps of a shard by when they are to be tried again; settled ones have no such time."""

    class Meta:
        index_name = "due"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    next_try_at = MomentAttribute(range_key=True)


class GapRow(Row):
    """A day of a supply point that is not whole, and why."""

    class Meta:
        table_name = "collections"

    point = UnicodeAttribute(hash_key=True)
    on = DayAttribute(range_key=True)
    shard = UnicodeAttribute()
    grid_id = UnicodeAttribute()
    reason = UnicodeAttribute()
    code = UnicodeAttribute(null=True)
    since_at = MomentAttribute()
    tries = NumberAttribute()
    next_try_at = MomentAttribute(null=True)

    due = GapsDue()


class PaceRow(Row):
    """The moment (milliseconds since 1970) from which an operator's grid may be called again."""

    class Meta:
        table_name = "limits"

    bucket = UnicodeAttribute(hash_key=True)
    next_ms = NumberAttribute()
    expires_at = NumberAttribute()


@dataclass(frozen=True, slots=True)
class StoredDay:
    """A load curve's item as it is stored."""

    curve: str
    on: str
    values: bytes
    step: int
    unit: str
    quality: str
    total: int
    revision: int
    expires_at: int


def put_day(day: StoredDay) -> bool:
    """Put a day: revision 1 only where there is none, a later one only over the one before it.

    False when the condition does not hold.
    """
    asked: dict[str, Any] = {
        "TableName": storage.table_name(CURVES),
        "Item": {
            "curve": {"S": day.curve},
            "on": {"S": day.on},
            "step": {"N": str(day.step)},
            "unit": {"S": day.unit},
            "quality": {"S": day.quality},
            "total": {"N": str(day.total)},
            "revision": {"N": str(day.revision)},
            "expires_at": {"N": str(day.expires_at)},
        },
    }
    if day.values:
        asked["Item"]["values"] = {"B": day.values}
    if day.revision == 1:
        asked["ConditionExpression"] = "attribute_not_exists(curve)"
    else:
        asked["ConditionExpression"] = "revision = :before"
        asked["ExpressionAttributeValues"] = {":before": {"N": str(day.revision - 1)}}
    try:
        storage.connection().dispatch("PutItem", asked)
    except VerboseClientError as error:
        if error.response["Error"]["Code"] == CONDITION:
            return False
        raise
    return True


def get_day(curve: str, on: str) -> StoredDay | None:
    """One day, read consistently."""
    answer = storage.connection().dispatch(
        "GetItem",
        {
            "TableName": storage.table_name(CURVES),
            "Key": {"curve": {"S": curve}, "on": {"S": on}},
            "ConsistentRead": True,
        },
    )
    item = answer.get("Item")
    return _stored(item) if item else None


def delete_day(curve: str, on: str) -> None:
    """Forget one day; one that is not there is no fault."""
    key = {"curve": {"S": curve}, "on": {"S": on}}
    asked = {"TableName": storage.table_name(CURVES), "Key": key}
    storage.connection().dispatch("DeleteItem", asked)


def query_days(curve: str, from_on: str, last_on: str, *names: str) -> list[dict[str, Any]]:
    """The items of a curve from one day to another (both in), as DynamoDB gives them.

    Only the attributes `names` when given. A year fits one page of one query.
    """
    return storage.query_between(CURVES, ("curve", curve), ("on", from_on, last_on), *names)


def _stored(item: dict[str, Any]) -> StoredDay:
    return StoredDay(
        curve=item["curve"]["S"],
        on=item["on"]["S"],
        values=bytes(item["values"]["B"]) if "values" in item else b"",
        step=int(item["step"]["N"]),
        unit=item["unit"]["S"],
        quality=item["quality"]["S"],
        total=int(item["total"]["N"]),
        revision=int(item["revision"]["N"]),
        expires_at=int(item["expires_at"]["N"]),
    )
