"""Rows of tickets and of their threads."""

from pynamodb.attributes import (
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import MomentAttribute, Row


class ByCustomer(GlobalSecondaryIndex["TicketRow"]):
    """A customer's tickets, by their last change."""

    class Meta:
        index_name = "by_customer"
        projection = AllProjection()

    customer = UnicodeAttribute(hash_key=True)
    changed_at = MomentAttribute(range_key=True)


class ByQueue(GlobalSecondaryIndex["TicketRow"]):
    """An operator's tickets in one state, by their last change."""

    class Meta:
        index_name = "by_queue"
        projection = AllProjection()

    queue = UnicodeAttribute(hash_key=True)
    changed_at = MomentAttribute(range_key=True)


class ByClerk(GlobalSecondaryIndex["TicketRow"]):
    """The tickets that a clerk took and that are not over."""

    class Meta:
        index_name = "by_clerk"
        projection = AllProjection()

    clerk = UnicodeAttribute(hash_key=True)
    changed_at = MomentAttribute(range_key=True)


class TicketRow(Row):
    """One ticket. `ticket` is "op#number", `customer` "op#number", `queue` "op#state".

    `clerk` is there while somebody is on it; `version` grows with each change.
    """

    class Meta:
        table_name = "tickets"

    ticket = UnicodeAttribute(hash_key=True)
    about = UnicodeAttribute()
    reference = UnicodeAttribute()
    related = ListAttribute[str]()
    state = UnicodeAttribute()
    queue = UnicodeAttribute()
    customer = UnicodeAttribute(null=True)
    account = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    language = UnicodeAttribute()
    clerk = UnicodeAttribute(null=True)
    unread = NumberAttribute()
    preview = UnicodeAttribute()
    opened_at = MomentAttribute()
    changed_at = MomentAttribute()
    version = NumberAttribute()

    by_customer = ByCustomer()
    by_queue = ByQueue()
    by_clerk = ByClerk()


class EntryRow(Row):
    """One step of a thread; rows are never changed. `entry` sorts by time."""

    class Meta:
        table_name = "ticket_entries"

    ticket = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    at = MomentAttribute()
    kind = UnicodeAttribute()
    by = UnicodeAttribute()
    author = UnicodeAttribute(null=True)
    text = UnicodeAttribute()
    state = UnicodeAttribute(null=True)
    attachments = JSONAttribute(null=True)
