"""What was noticed at a supply point and told, and what its customer does not want to be told."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute

from chalicelib.storage import DayAttribute, MomentAttribute, Row


class NoticeRow(Row):
    """ "choice#kind" holds whether a customer wants it; "told#kind#since" one thing noticed.

    `facts` are whole numbers in base units; `told_at` stays empty until the message is queued.
    """

    class Meta:
        table_name = "notices"

    point = UnicodeAttribute(hash_key=True)
    notice = UnicodeAttribute(range_key=True)
    customer = UnicodeAttribute()
    wanted = BooleanAttribute(null=True)
    since_on = DayAttribute(null=True)
    seen_on = DayAttribute(null=True)
    told_at = MomentAttribute(null=True)
    facts = JSONAttribute(null=True)
