"""Consents as stored: entries that are never changed, and one row that sums them up."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import DayAttribute, MomentAttribute, Row

STANDING = "standing"
"""The range key of the row that sums a subject's entries up."""


class ConsentsByShard(GlobalSecondaryIndex["ConsentRow"]):
    """The subjects of one shard of whom something may be collected (others lack `shard`)."""

    class Meta:
        index_name = "by_shard"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)


class ConsentRow(Row):
    """An entry ("purpose#moment#revision"), or the standing of a subject.

    `wording` is the sentence that was agreed to, in `language`; `by` the account that did, or
    "grid". `switches` and `revision` are the standing's: purpose -> {state, since_at, until_on,
    reason}.
    """

    class Meta:
        table_name = "consents"

    subject = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    customer = UnicodeAttribute()
    purpose = UnicodeAttribute(null=True)
    step = UnicodeAttribute(null=True)
    at = MomentAttribute(null=True)
    by = UnicodeAttribute(null=True)
    language = UnicodeAttribute(null=True)
    wording = UnicodeAttribute(null=True)
    until_on = DayAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    shard = UnicodeAttribute(null=True)
    switches = JSONAttribute(null=True)
    revision = NumberAttribute(null=True)

    by_shard = ConsentsByShard()
