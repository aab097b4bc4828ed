"""Rows of payments: what was asked, what the card network told of it, who holds an invoice; and the
mandates that debits are drawn on.
"""

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import MomentAttribute, Row


class ByCustomer(GlobalSecondaryIndex["PaymentRow"]):
    """A customer's payments."""

    class Meta:
        index_name = "by_customer"
        projection = AllProjection()

    customer = UnicodeAttribute(hash_key=True)
    payment = UnicodeAttribute(range_key=True)


class BySettled(GlobalSecondaryIndex["PaymentRow"]):
    """The payments whose money arrived on a day (UTC), as far as we were told."""

    class Meta:
        index_name = "by_settled"
        projection = AllProjection()

    settled_on = UnicodeAttribute(hash_key=True)
    payment = UnicodeAttribute(range_key=True)


class PaymentRow(Row):
    """One payment. `facts` is what the network's events told, merged; `state` follows from it.

    `version` grows with each merge; `noticed` names the messages that were sent about it.
    """

    class Meta:
        table_name = "payments"

    payment = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute()
    operator = UnicodeAttribute()
    account = UnicodeAttribute(null=True)
    channel = UnicodeAttribute()
    amount_cents = NumberAttribute()
    currency = UnicodeAttribute()
    shares = JSONAttribute()
    form = UnicodeAttribute()
    intent = UnicodeAttribute(null=True)
    facts = JSONAttribute()
    state = UnicodeAttribute()
    version = NumberAttribute()
    noticed = UnicodeSetAttribute(null=True)
    created_at = MomentAttribute()
    changed_at = MomentAttribute()

    settled_on = UnicodeAttribute(null=True)

    by_customer = ByCustomer()
    by_settled = BySettled()


class ClaimRow(Row):
    """Which payment an invoice is being paid by ("invoice#op#customer#number"), so that it is paid
    once; and which payment an intent of the network belongs to ("intent#pi_…").
    """

    class Meta:
        table_name = "claims"

    claim = UnicodeAttribute(hash_key=True)
    holder = UnicodeAttribute()


class EventRow(Row):
    """One event of the card network, so that it is applied once; `text` is kept of those that
    changed nothing here.
    """

    class Meta:
        table_name = "events"

    event = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    outcome = UnicodeAttribute()
    payment = UnicodeAttribute(null=True)
    at = MomentAttribute()
    applied_at = MomentAttribute()
    text = UnicodeAttribute(null=True)
    expires_at = NumberAttribute()


class ByShard(GlobalSecondaryIndex["MandateRow"]):
    """The mandates in force of one part of an operator's customers."""

    class Meta:
        index_name = "by_shard"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute(range_key=True)


class MandateRow(Row):
    """One mandate of a customer, or a card that they keep (`means`). `shard` is there only while
    it is drawn on by itself.
    """

    class Meta:
        table_name = "mandates"

    customer = UnicodeAttribute(hash_key=True)
    mandate = UnicodeAttribute(range_key=True)
    operator = UnicodeAttribute()
    account = UnicodeAttribute()
    language = UnicodeAttribute()
    wording = UnicodeAttribute()
    ip = UnicodeAttribute()
    device = UnicodeAttribute()
    network_customer = UnicodeAttribute()
    begun_at = MomentAttribute()
    means = UnicodeAttribute(default="debit")
    shard = UnicodeAttribute(null=True)
    network_mandate = UnicodeAttribute(null=True)
    payment_method = UnicodeAttribute(null=True)
    reference = UnicodeAttribute(null=True)
    last4 = UnicodeAttribute(null=True)
    country = UnicodeAttribute(null=True)
    brand = UnicodeAttribute(null=True)
    expires = UnicodeAttribute(null=True)
    accepted_at = MomentAttribute(null=True)
    used_at = MomentAttribute(null=True)
    ended_at = MomentAttribute(null=True)
    ended_why = UnicodeAttribute(null=True)

    by_shard = ByShard()


class PlansByWatch(GlobalSecondaryIndex["PlanRow"]):
    """An operator's plans that wait for a clerk ("op#asked") or are to be kept ("op#agreed")."""

    class Meta:
        index_name = "by_watch"
        projection = AllProjection()

    watch = UnicodeAttribute(hash_key=True)
    plan = UnicodeAttribute(range_key=True)


class PlanRow(Row):
    """One payment plan. `parts` is a list of [day, cents]; `watch` is there while it lasts."""

    class Meta:
        table_name = "plans"

    customer = UnicodeAttribute(hash_key=True)
    plan = UnicodeAttribute(range_key=True)
    operator = UnicodeAttribute()
    account = UnicodeAttribute()
    invoices = JSONAttribute()
    cents = NumberAttribute()
    currency = UnicodeAttribute()
    parts = JSONAttribute()
    state = UnicodeAttribute()
    watch = UnicodeAttribute(null=True)
    asked_at = MomentAttribute()
    changed_at = MomentAttribute()
    note = UnicodeAttribute(null=True)
    told = UnicodeSetAttribute(null=True)

    by_watch = PlansByWatch()


class PayoutsByWatch(GlobalSecondaryIndex["PayoutRow"]):
    """The payouts of an operator that wait for a clerk ("op#asked")."""

    class Meta:
        index_name = "by_watch"
        projection = AllProjection()

    watch = UnicodeAttribute(hash_key=True)
    payout = UnicodeAttribute(range_key=True)


class PayoutRow(Row):
    """A credit that a customer asked to have back by bank; `iban` is kept until it is done."""

    class Meta:
        table_name = "payouts"

    customer = UnicodeAttribute(hash_key=True)
    payout = UnicodeAttribute(range_key=True)
    operator = UnicodeAttribute()
    account = UnicodeAttribute()
    cents = NumberAttribute()
    currency = UnicodeAttribute()
    iban = UnicodeAttribute(null=True)
    last4 = UnicodeAttribute()
    state = UnicodeAttribute()
    watch = UnicodeAttribute(null=True)
    asked_at = MomentAttribute()
    changed_at = MomentAttribute()

    by_watch = PayoutsByWatch()
