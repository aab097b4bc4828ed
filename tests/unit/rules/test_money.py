from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules import money


def test_a_currency_that_is_not_known_is_refused():
    with pytest.raises(KeyError):
        money.minor_digits("XXX")


def test_half_a_cent_is_rounded_up():
    assert money.to_cents(Decimal("1.005")) == 101
    assert money.to_cents(Decimal("1.0049")) == 100


def test_a_credit_mirrors_its_charge():
    assert money.to_cents(Decimal("-1.005")) == -101
    assert money.round_div(-5, 10) == -1 == -money.round_div(5, 10)


def test_a_currency_without_minor_units_is_rounded_to_whole_ones():
    assert money.to_cents(Decimal("655.957"), "XOF") == 656
    assert money.to_decimal(656, "XOF") == Decimal(656)


def test_cents_are_written_as_major_units():
    assert str(money.to_decimal(1234)) == "12.34"
    assert str(money.to_decimal(-5)) == "-0.05"


def test_tax_is_reckoned_on_the_sum_and_not_by_line():
    # ConnectingEurope/eInvoicing-EN16931 #320: three lines of 0.03 at 20 %.
    assert money.vat_on(9, Decimal(20)) == 2
    assert sum(money.vat_on(3, Decimal(20)) for _ in range(3)) == 3


def test_tax_within_a_price_that_includes_it():
    assert money.vat_within(12200, Decimal(22)) == 2200
    assert money.vat_within(106, Decimal("6")) == 6


def test_a_share_gives_what_is_left_over_to_the_largest_remainders():
    assert money.share(100, [1, 1, 1]) == (34, 33, 33)
    assert money.share(-100, [1, 1, 1]) == (-34, -33, -33)
    assert money.share(5, [0, 2, 3]) == (0, 2, 3)


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_share_loses_no_cent(cents: int, weights: list[int]):
    if any(weights):
        assert sum(money.share(cents, weights)) == cents


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9))
def test_rounding_is_never_off_by_more_than_half(numerator: int, denominator: int):
    rounded = money.round_div(numerator, denominator)
    assert abs(2 * (rounded * denominator - numerator)) <= denominator


@given(st.decimals(-(10**6), 10**6, places=6))
def test_rounding_agrees_with_decimal(amount: Decimal):
    from decimal import ROUND_HALF_UP

    expected = int(amount.scaleb(2).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    assert money.to_cents(amount) == expected
