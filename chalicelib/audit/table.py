"""The trail as it is stored."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from chalicelib.storage import MomentAttribute, Row


class AuditRow(Row):
    """One act. `stream` is "op#yyyy-mm-dd" (UTC), `entry` sorts by time; rows are never changed."""

    class Meta:
        table_name = "audit"

    stream = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    at = MomentAttribute()
    act = UnicodeAttribute()
    by = UnicodeAttribute()
    about = UnicodeAttribute()
    ip = UnicodeAttribute(null=True)
    request_id = UnicodeAttribute(null=True)
    facts = JSONAttribute()
