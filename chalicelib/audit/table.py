"""The trail as it is stored."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import MomentAttribute, Row


class AuditBySubject(GlobalSecondaryIndex["AuditRow"]):
    """What was done to one customer or account ("op#about")."""

    class Meta:
        index_name = "by_subject"
        projection = AllProjection()

    subject = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)


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
    subject = UnicodeAttribute(null=True)
    ip = UnicodeAttribute(null=True)
    request_id = UnicodeAttribute(null=True)
    facts = JSONAttribute()

    by_subject = AuditBySubject()
