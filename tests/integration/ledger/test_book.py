"""The books: written once, balanced, and read back as a statement."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib import ledger, storage
from chalicelib.errors import Malformed
from chalicelib.ledger.posting import BANK, RECEIVABLE, Posting, UnbalancedPosting
from chalicelib.storage import TransactionLost
from tests.cloud import TestCloud

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
DUE = date(2026, 12, 1)


@pytest.fixture
def customer(cloud: TestCloud) -> str:
    return f"engie#{random.randrange(10**10)}"


def issue(
    customer: str, number: str, net: int = 1000, vat: int = 210, day: int = 0
) -> storage.Write:
    return ledger.post_invoice(
        customer, number, net_cents=net, vat_cents=vat, currency="EUR",
        issued_at=AT + timedelta(days=day), due_on=DUE,
    )  # fmt: skip


def test_a_posting_whose_sides_differ_cannot_be_made():
    with pytest.raises(UnbalancedPosting):
        Posting("engie#1", "x#1", "x", AT, "EUR", lines={BANK: 100, RECEIVABLE: -99})


def test_an_invoice_is_posted_once_however_many_try(customer: str):
    def attempt(_: int) -> bool:
        try:
            storage.transact([issue(customer, "A")])
        except TransactionLost:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert ledger.standing(customer).balance_cents == 1210


def test_what_stands_in_one_transaction_is_posted_together_or_not_at_all(customer: str):
    storage.transact([issue(customer, "A")])
    with pytest.raises(TransactionLost) as lost:
        storage.transact([issue(customer, "B"), issue(customer, "A")])
    assert lost.value.by_condition
    assert set(ledger.standing(customer).invoices) == {"A"}


def test_a_credit_note_gives_back_net_and_tax(customer: str):
    note = ledger.post_credit_note(
        customer, "N", corrects="A", net_cents=1000, vat_cents=210, currency="EUR", issued_at=AT
    )
    storage.transact([issue(customer, "A"), note])
    totals: dict[str, int] = {}
    for posting in ledger.entries(customer):
        for account, cents in posting.lines.items():
            totals[account] = totals.get(account, 0) + cents
    assert set(totals.values()) == {0}
    assert ledger.standing(customer).invoices["A"].state == "credited"


def test_an_unknown_number_has_no_owner_and_another_operators_is_unknown(customer: str):
    number = f"Z{random.randrange(10**9)}"
    storage.transact([issue(customer, number)])
    assert ledger.owner_of("engie", number) == customer
    assert ledger.owner_of("oya", number) is None
    assert ledger.owner_of("engie", "Z-nothing") is None


def test_a_statement_is_paged_newest_first_with_the_balance_after_each(customer: str):
    for day, number in enumerate("ABCDE"):
        storage.transact([issue(customer, number, day=day)])
    first = ledger.statement(customer, None, 2)
    assert [(line.reference, line.balance_cents) for line in first] == [("E", 6050), ("D", 4840)]
    second = ledger.statement(customer, first.next, 10)
    assert [line.reference for line in second] == ["C", "B", "A"]
    assert second.next is None


def test_a_cursor_of_somebody_elses_statement_is_refused(customer: str):
    storage.transact([issue(customer, "A")])
    with pytest.raises(Malformed):
        ledger.statement(customer, "invoice#of-another", 10)
    assert list(ledger.statement(f"{customer}0", None, 10)) == []
