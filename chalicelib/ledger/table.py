"""The ledger's rows. They are written once and never changed."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute

from chalicelib.storage import DayAttribute, MomentAttribute, Row


class EntryRow(Row):
    """One posting: customer ("op#number") and entry ("kind#reference").

    `lines` maps an account of the books to signed cents (debit positive), summing to zero; `shares`
    an invoice's number to its part of the effect on the customer.
    """

    class Meta:
        table_name = "ledger"

    customer = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    at = MomentAttribute()
    posted_at = MomentAttribute()
    currency = UnicodeAttribute()
    lines = JSONAttribute()
    shares = JSONAttribute()
    number = UnicodeAttribute(null=True)
    due_on = DayAttribute(null=True)
    payment = UnicodeAttribute(null=True)
    attempt = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    reference = UnicodeAttribute(null=True)
