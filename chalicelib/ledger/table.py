"""The ledger's rows. They are written once and never changed."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import DayAttribute, MomentAttribute, Row


class ByNumber(GlobalSecondaryIndex["EntryRow"]):
    """The entry that issued an invoice or credit note ("op#its number")."""

    class Meta:
        index_name = "by_number"
        projection = AllProjection()

    invoice = UnicodeAttribute(hash_key=True)


class ByDue(GlobalSecondaryIndex["EntryRow"]):
    """The invoices that fall due on a day ("op#2026-12-15")."""

    class Meta:
        index_name = "by_due"
        projection = AllProjection()

    due = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute(range_key=True)


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
    invoice = UnicodeAttribute(null=True)
    due = UnicodeAttribute(null=True)
    due_on = DayAttribute(null=True)
    payment = UnicodeAttribute(null=True)
    attempt = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    reference = UnicodeAttribute(null=True)

    by_number = ByNumber()
    by_due = ByDue()
