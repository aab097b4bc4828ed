"""Instalments: they cover the year, follow real readings, and bear their tax to the cent."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.bill import VatTotal, make_bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.instalment import (
    adjust,
    instalment_bill,
    propose,
    settlement_forecast,
    yearly,
)
from chalicelib.rules.money import vat_on

FIRST = date(2026, 1, 31)
MONTH = Period(date(2026, 1, 1), date(2026, 2, 1))


def test_a_plan_asks_nothing_where_nothing_is_expected():
    assert {payment.cents for payment in propose(0, FIRST, 11)} == {0}
    assert {payment.cents for payment in propose(-5_000, FIRST, 11)} == {0}


def test_a_plan_covers_the_year_in_whole_euros_and_gives_back_the_rest():
    plan = propose(118_745, FIRST, 11)
    assert [payment.cents for payment in plan] == [10_800] * 11
    assert settlement_forecast(plan, 118_745) == -55
    assert (plan[1].due_on, plan[2].due_on) == (date(2026, 2, 28), date(2026, 3, 31))


def test_a_small_change_moves_no_payment():
    plan = propose(120_000, FIRST, 12)
    assert adjust(plan, date(2026, 6, 1), 131_000) == plan


def test_a_plan_that_has_run_out_is_left_alone():
    plan = propose(120_000, FIRST, 12)
    assert adjust(plan, date(2027, 1, 1), 240_000) == plan


def test_real_readings_move_the_coming_payments_and_leave_the_past():
    plan = propose(120_000, FIRST, 12)
    found = adjust(plan, date(2026, 6, 30), 180_000)
    assert [payment.cents for payment in found] == [10_000] * 6 + [20_000] * 6
    assert settlement_forecast(found, 180_000) == 0


def test_payments_fall_to_nothing_but_never_below():
    plan = propose(120_000, FIRST, 12)
    assert adjust(plan, date(2026, 10, 31), 20_000)[-1].cents == 0


def test_a_cost_is_brought_to_a_year():
    assert yearly(30_000, 30) == 365_000


def expected(*rates: tuple[str, int]):
    vat = tuple(
        VatTotal(Decimal(rate), "S", base, vat_on(base, Decimal(rate))) for rate, base in rates
    )
    return make_bill("EUR", FIRST, MONTH, (), vat)


def test_an_instalment_shares_its_tax_like_the_bill_it_forestalls():
    found = instalment_bill(expected(("5.5", 20_000), ("20", 80_000)), 10_000, MONTH, FIRST)
    assert found.total_cents == 10_000
    assert [total.percent for total in found.vat] == [Decimal("5.5"), Decimal(20)]
    assert [line.code for line in found.lines] == ["instalment", "instalment"]


def test_a_sum_that_no_net_amount_gives_comes_out_a_cent_lower():
    found = instalment_bill(expected(("20", 80_000)), 3, MONTH, FIRST)
    assert (found.net_cents, found.vat_cents) == (2, 0)
    found = instalment_bill(expected(("10", 80_000)), 5, MONTH, FIRST)
    assert (found.net_cents, found.vat_cents) == (4, 0)


def test_an_instalment_on_a_bill_of_nothing_bears_no_tax():
    found = instalment_bill(expected(), 5_000, MONTH, FIRST)
    assert (found.total_cents, found.vat_cents) == (5_000, 0)


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_an_instalments_tax_is_exact_on_its_base(gross, reduced, full):
    found = instalment_bill(expected(("5.5", reduced), ("20", full)), gross, MONTH, FIRST)
    assert gross - 1 <= found.total_cents <= gross
    for total in found.vat:
        assert total.amount_cents == vat_on(total.base_cents, total.percent)
