"""What a customer owes follows from the ledger's entries alone, in whatever order they are read."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.account import Entry, standing

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def invoice(number: str, cents: int, day: int = 0, due: date | None = date(2026, 11, 30)) -> Entry:
    return Entry(f"invoice#{number}", "invoice", at(day), cents, {number: cents}, number, due)


def paid(payment: str, shares: dict[str, int], day: int = 5, extra: int = 0) -> Entry:
    taken = {number: -cents for number, cents in shares.items()}
    cents = sum(taken.values()) - extra
    return Entry(
        f"payment_settled#{payment}", "payment_settled", at(day), cents, taken, payment=payment
    )


def memo(kind: str, payment: str, attempt: str, *numbers: str, day: int = 5) -> Entry:
    zero = dict.fromkeys(numbers, 0)
    return Entry(f"{kind}#{attempt}", kind, at(day), 0, zero, payment=payment, attempt=attempt)


def returned(payment: str, shares: dict[str, int], day: int = 30) -> Entry:
    return Entry(
        f"payment_returned#dp_{payment}",
        "payment_returned",
        at(day),
        sum(shares.values()),
        shares,
        payment=payment,
        reason="debit_returned",
    )


def state(number: str, *entries: Entry, today: date = TODAY) -> str:
    return standing(entries, today).invoices[number].state


def test_nobody_owes_anything_before_the_first_invoice():
    nothing = standing([], TODAY)
    assert (nothing.balance_cents, nothing.open_count, dict(nothing.invoices)) == (0, 0, {})


def test_an_invoice_is_due_then_overdue_the_day_after_its_date():
    assert state("A", invoice("A", 100), today=date(2026, 11, 30)) == "due"
    assert state("A", invoice("A", 100), today=date(2026, 12, 1)) == "overdue"
    assert state("A", invoice("A", 100, due=None), today=date(2030, 1, 1)) == "due"


def test_a_payment_under_way_makes_an_invoice_pending_until_it_arrives_or_fails():
    bill, begun = invoice("A", 100), memo("payment_pending", "p", "ch1", "A")
    assert state("A", bill, begun) == "pending"
    assert state("A", bill, begun, paid("p", {"A": 100}, day=9)) == "paid"
    assert state("A", bill, begun, memo("payment_rejected", "p", "ch1", "A", day=9)) == "rejected"
    assert state("A", bill, begun, memo("canceled", "p", "cancel", "A", day=9)) == "due"


def test_a_second_try_after_a_rejection_is_pending_again():
    entries = [
        invoice("A", 100),
        memo("payment_rejected", "p", "ch1", "A", day=4),
        memo("payment_pending", "p", "ch2", "A", day=5),
    ]
    assert state("A", *entries) == "pending"


def test_a_rejection_does_not_hide_that_the_invoice_was_paid_after_it():
    entries = [
        invoice("A", 100),
        memo("payment_rejected", "p", "ch1", "A", day=4),
        paid("p", {"A": 100}),
    ]
    assert state("A", *entries) == "paid"


def test_a_debit_that_is_taken_back_weeks_later_makes_the_invoice_open_and_rejected():
    entries = [invoice("A", 100), paid("p", {"A": 100}), returned("p", {"A": 100})]
    found = standing(entries, TODAY)
    assert (found.balance_cents, found.invoices["A"].open_cents) == (100, 100)
    assert found.invoices["A"].state == "rejected"
    assert [each.state for each in found.invoices["A"].history] == ["issued", "paid", "rejected"]


def test_what_is_taken_back_in_the_second_in_which_it_was_paid_is_taken_back():
    entries = [invoice("A", 100), paid("p", {"A": 100}), returned("p", {"A": 100}, day=5)]
    assert state("A", *entries) == "rejected"


def test_a_dispute_that_is_won_makes_it_paid_again():
    won = Entry("return_reversed#dp", "return_reversed", at(60), -100, {"A": -100}, payment="p")
    entries = [invoice("A", 100), paid("p", {"A": 100}), returned("p", {"A": 100}), won]
    assert state("A", *entries) == "paid"


def test_a_part_leaves_the_rest_open():
    found = standing([invoice("A", 100), paid("p", {"A": 30})], TODAY)
    assert (found.invoices["A"].open_cents, found.invoices["A"].state) == (70, "due")
    assert found.invoices["A"].history[-1].state == "part_paid"


def test_what_is_paid_twice_goes_to_the_oldest_open_invoice_and_then_stays_as_credit():
    entries = [
        invoice("A", 100),
        invoice("C", 50, due=date(2026, 12, 31)),
        invoice("B", 40, due=date(2026, 12, 15)),
        paid("p", {"A": 100}),
        paid("q", {"A": 100}),
    ]
    found = standing(entries, TODAY)
    assert {number: each.open_cents for number, each in found.invoices.items()} == {
        "A": 0,
        "B": 0,
        "C": 0,
    }
    assert (found.credit_cents, found.balance_cents, found.open_count) == (10, -10, 0)


def test_money_without_an_invoice_is_set_against_the_oldest():
    entries = [
        invoice("A", 100),
        invoice("B", 100, due=date(2026, 12, 15)),
        paid("p", {}, extra=120),
    ]
    found = standing(entries, TODAY)
    assert found.invoices["A"].open_cents == 0
    assert found.invoices["B"].open_cents == 80


def test_an_invoice_that_a_credit_note_cancels_is_credited():
    note = Entry("credit_note#N", "credit_note", at(3), -100, {"A": -100}, "N")
    found = standing([invoice("A", 100), note], TODAY)
    assert found.invoices["A"].state == "credited"
    assert found.invoices["N"].state == "credited"
    assert found.balance_cents == 0


def test_a_credit_note_on_a_paid_invoice_is_credit_for_the_next():
    note = Entry("credit_note#N", "credit_note", at(9), -30, {"A": -30}, "N")
    entries = [invoice("A", 100), paid("p", {"A": 100}), note, invoice("B", 50, day=10)]
    found = standing(entries, TODAY)
    assert found.invoices["A"].state == "paid"
    assert found.invoices["B"].open_cents == 20


def test_a_settlement_in_the_customers_favour_is_credit():
    found = standing([invoice("A", -20), invoice("B", 50)], TODAY)
    assert found.invoices["A"].state == "credited"
    assert found.invoices["B"].open_cents == 30


def test_a_fee_without_an_invoice_is_owed_but_opens_no_invoice():
    fee = Entry("fee#1", "fee", at(2), 15)
    found = standing([invoice("A", 100), paid("p", {"A": 100}), fee], TODAY)
    assert (found.balance_cents, found.credit_cents, found.open_count) == (15, -15, 0)


def test_a_refund_of_a_payment_opens_what_it_had_paid():
    back = Entry("refund#re", "refund", at(8), 40, {"A": 40}, payment="p")
    found = standing([invoice("A", 100), paid("p", {"A": 100}), back], TODAY)
    assert (found.invoices["A"].open_cents, found.invoices["A"].history[-1].state) == (
        40,
        "refunded",
    )


def test_an_account_is_closed_until_it_is_reopened():
    closed, reopened = Entry("closed#1", "closed", at(3)), Entry("reopened#1", "reopened", at(4))
    assert standing([closed], TODAY).closed
    assert not standing([closed, reopened], TODAY).closed


amounts = st.integers(min_value=1, max_value=100_000)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    numbers = [f"N{place}" for place in range(draw(st.integers(1, 5)))]
    entries = [invoice(each, draw(amounts), draw(st.integers(0, 9))) for each in numbers]
    for place in range(draw(st.integers(0, 8))):
        name, kind = draw(st.sampled_from(numbers)), draw(st.integers(0, 4))
        cents, day = draw(amounts), draw(st.integers(1, 60))
        if kind == 0:
            entries.append(paid(f"p{place}", {name: cents}, day))
        elif kind == 1:
            entries.append(returned(f"p{place}", {name: cents}, day))
        elif kind == 2:
            entries.append(memo("payment_rejected", f"p{place}", f"ch{place}", name, day=day))
        elif kind == 3:
            entries.append(paid(f"p{place}", {}, day, extra=cents))
        else:
            entries.append(Entry(f"fee#{place}", "fee", at(day), cents, {name: cents}))
    return entries


@given(ledgers(), st.randoms())
def test_the_order_in_which_entries_are_read_changes_nothing(entries, dice):
    shuffled = list(entries)
    dice.shuffle(shuffled)
    assert standing(shuffled, TODAY) == standing(entries, TODAY)


@given(ledgers())
def test_the_balance_is_what_is_open_less_the_credit_to_the_cent(entries):
    found = standing(entries, TODAY)
    opens = [each.open_cents for each in found.invoices.values()]
    assert found.balance_cents == sum(entry.cents for entry in entries)
    assert found.balance_cents == sum(opens) - found.credit_cents
    assert all(each >= 0 for each in opens)
    assert found.credit_cents <= 0 or found.open_count == 0
