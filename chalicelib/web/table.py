"""The counters behind limits."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.storage import Row


class LimitRow(Row):
    """One counter for one window."""

    class Meta:
        table_name = "limits"

    bucket = UnicodeAttribute(hash_key=True)
    used = NumberAttribute(default=0)
    expires_at = NumberAttribute()
