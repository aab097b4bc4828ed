"""The outbox: what is to be said to whom, and what became of it."""

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import MomentAttribute, Row


class ByAccount(GlobalSecondaryIndex["NotificationRow"]):
    """An account's messages, by time."""

    class Meta:
        index_name = "by_account"
        projection = AllProjection()

    account = UnicodeAttribute(hash_key=True)
    notification = UnicodeAttribute(range_key=True)


class NotificationRow(Row):
    """One message. `state` is queued, sending (since `taken_at`), sent, delivered, bounced, failed
    or dropped (nobody to write to); no secrets here.
    """

    class Meta:
        table_name = "notifications"

    notification = UnicodeAttribute(hash_key=True)
    account = UnicodeAttribute(null=True)
    operator = UnicodeAttribute()
    kind = UnicodeAttribute()
    channel = UnicodeAttribute()
    to = UnicodeAttribute()
    language = UnicodeAttribute()
    facts = JSONAttribute()
    state = UnicodeAttribute()
    provider_id = UnicodeAttribute(null=True)
    queued_at = MomentAttribute()
    taken_at = MomentAttribute(null=True)
    sent_at = MomentAttribute(null=True)
    expires_at = NumberAttribute()

    by_account = ByAccount()
