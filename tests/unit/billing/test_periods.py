"""Which stretch of a contract is billed on a day."""

from datetime import date

import pytest

from chalicelib.billing.periods import Due, boundary, due, settle_end
from chalicelib.contracts.facts import Contract
from chalicelib.rules.calendar import Period

NOVEMBER_2 = date(2026, 11, 2)


def contract(ended_on: date | None = None) -> Contract:
    return Contract("C-1", "1", "engie", "engie#gas#1", "gas", date(2026, 1, 15), ended_on)


@pytest.mark.parametrize(
    ("on", "until"),
    [
        (date(2026, 11, 1), date(2026, 10, 1)),
        (NOVEMBER_2, date(2026, 11, 1)),
        (date(2026, 12, 31), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
    ],
)
def test_bills_go_to_the_first_of_the_month_from_the_operators_day_on(
    on: date, until: date
) -> None:
    assert boundary(2, on) == until


def test_nothing_is_due_of_a_contract_that_is_billed_that_far() -> None:
    assert due(contract(), date(2026, 11, 1), 2, NOVEMBER_2) is None
    assert due(contract(date(2026, 10, 20)), date(2026, 10, 20), 2, NOVEMBER_2) is None


def test_the_first_bill_begins_with_the_contract() -> None:
    assert due(contract(), None, 2, NOVEMBER_2) == Due(date(2026, 1, 15), date(2026, 11, 1))


def test_an_ended_contract_is_due_to_its_end_on_any_day() -> None:
    found = due(contract(date(2026, 10, 20)), date(2026, 10, 1), 2, date(2026, 10, 21))
    assert found == Due(date(2026, 10, 1), date(2026, 10, 20), final=True)


OCTOBER = Due(date(2026, 10, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("reached", "billed"),
    [
        (date(2026, 11, 1), Period(date(2026, 10, 1), date(2026, 11, 1))),
        (date(2026, 12, 9), Period(date(2026, 10, 1), date(2026, 11, 1))),
        (date(2026, 10, 15), Period(date(2026, 10, 1), date(2026, 10, 15))),
        (date(2026, 10, 14), None),
        (date(2026, 10, 1), Period(date(2026, 10, 1), date(2026, 11, 1))),
    ],
    ids=["to the end", "beyond it", "as far as read", "waits", "never read: estimated"],
)
def test_a_bill_ends_where_readings_end(reached: date, billed: Period | None) -> None:
    assert settle_end(OCTOBER, reached, NOVEMBER_2) == billed


def test_two_months_without_a_reading_are_not_waited_for() -> None:
    stretch = Due(date(2026, 9, 1), date(2026, 11, 1))
    assert settle_end(stretch, date(2026, 9, 4), NOVEMBER_2) == Period(
        stretch.from_on, stretch.until_on
    )


def test_the_last_bill_waits_ten_days_for_the_closing_reading() -> None:
    last = Due(date(2026, 10, 1), date(2026, 10, 20), final=True)
    assert settle_end(last, date(2026, 10, 19), date(2026, 10, 29)) is None
    whole = Period(last.from_on, last.until_on)
    assert settle_end(last, date(2026, 10, 19), date(2026, 10, 30)) == whole
    assert settle_end(last, date(2026, 10, 20), date(2026, 10, 20)) == whole
