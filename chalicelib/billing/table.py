"""Billing's rows: invoices, the last number of each series, and the runs."""

from pynamodb.attributes import (
    BinaryAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.storage import DayAttribute, MomentAttribute, Row


class InvoicesByIssue(GlobalSecondaryIndex["InvoiceRow"]):
    """The invoices of a month ("op#2026-11"), in order of number."""

    class Meta:
        index_name = "by_issue"
        projection = AllProjection()

    series = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute(range_key=True)


class InvoiceRow(Row):
    """An issued invoice: customer ("op#number") and number. Never changed but for `printed_at`.

    `content` is what it was made of (`facts.Content`), packed.
    """

    class Meta:
        table_name = "invoices"

    customer = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute(range_key=True)
    series = UnicodeAttribute()
    kind = UnicodeAttribute()
    contract = UnicodeAttribute()
    energy = UnicodeAttribute()
    from_on = DayAttribute()
    until_on = DayAttribute()
    issued_on = DayAttribute()
    due_on = DayAttribute(null=True)
    currency = UnicodeAttribute()
    total_cents = NumberAttribute()
    estimated = NumberAttribute(default=0)
    content = BinaryAttribute(legacy_encoding=False)
    printed_at = MomentAttribute(null=True)

    by_issue = InvoicesByIssue()


class SeriesRow(Row):
    """The last number given in a series ("op#E2026"); read and raised inside a transaction only."""

    class Meta:
        table_name = "invoice_numbers"

    series = UnicodeAttribute(hash_key=True)
    last = NumberAttribute(default=0)


class RunRow(Row):
    """A part of the billing work, or what was billed of a contract; `run` and `part` say which.

    "run#op#2026-11-02" | "shard#07": how far its contracts are listed (`after`, `state`);
    "run#op#2026-11-02" | "part#07#0003": some contracts (`contracts`), `state` planned, issued or
    done, the `numbers` issued; "run#op#..." | "review#customer#contract": held back, and why;
    "runs#op" | "2026-11-02": there was a run, and its sums once it is done; "holds#op" |
    "customer#contract": not billed until a doubt is cleared; "dry#op#dry_…": a dry run;
    "month#op" | "2026-11": the shards listed in full; "billed#op#customer#contract" |
    "consumption#2026-10-01": an invoice exists for what begins on that day.
    """

    class Meta:
        table_name = "billing_runs"

    run = UnicodeAttribute(hash_key=True)
    part = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute(null=True)
    after = UnicodeAttribute(null=True)
    parts = NumberAttribute(null=True)
    contracts = JSONAttribute(null=True)
    numbers = JSONAttribute(null=True)
    shards = UnicodeSetAttribute(null=True)
    number = UnicodeAttribute(null=True)
    from_on = DayAttribute(null=True)
    until_on = DayAttribute(null=True)
    issued_on = DayAttribute(null=True)
    cents = NumberAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    code = UnicodeAttribute(null=True)
    facts = JSONAttribute(null=True)
    at = MomentAttribute(null=True)
    invoices = NumberAttribute(null=True)
    note = UnicodeAttribute(null=True)
    by = UnicodeAttribute(null=True)


class AttestationRow(Row):
    """A proof that was handed out, by "op#code"; its words can be checked until it expires."""

    class Meta:
        table_name = "attestations"

    code = UnicodeAttribute(hash_key=True)
    customer = UnicodeAttribute()
    kind = UnicodeAttribute()
    language = UnicodeAttribute()
    issued_on = DayAttribute()
    until_on = DayAttribute()
    name = UnicodeAttribute()
    told = JSONAttribute()
    facts = JSONAttribute()
    expires_at = NumberAttribute()
