"""Corrections and settlements: the new total less the old one, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.bill import Bill, Line, make_bill, shares, vat_totals
from chalicelib.rules.calendar import Period
from chalicelib.rules.charge import bill
from chalicelib.rules.correct import deduct, difference
from chalicelib.rules.instalment import instalment_bill
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import ESTIMATED, Use
from tests.unit.rules.shipped import tariffs

QUARTER = Period(date(2026, 5, 1), date(2026, 8, 1))
ISSUED = date(2026, 8, 3)
MONO = Terms(tariffs("engie")["elec-mono"])
WATER = Terms(tariffs("vodokanal")["naselenie"])


def made(terms: Terms, quantity: int, kind: str = "real", period: Period = QUARTER) -> Bill:
    return bill(terms, period, [Use(period, quantity, kind=kind)], ISSUED)


def test_the_shares_of_a_settlement_are_those_of_the_year_and_what_was_invoiced_of_it() -> None:
    year = made(MONO, 900_000)
    paid = instalment_bill(year, 5_000, QUARTER, ISSUED)
    settled = deduct(year, [("E2026-000001", paid)])
    found = shares(settled)
    assert found["vat"] == year.vat_cents
    assert found["instalment"] == -paid.total_cents
    assert sum(found.values()) == settled.total_cents


def test_bills_in_two_currencies_have_no_difference():
    with pytest.raises(ValueError, match="bills_not_alike"):
        difference(made(MONO, 1), made(WATER, 1))


def test_a_bill_corrected_into_itself_is_nothing():
    found = difference(made(MONO, 300_000), made(MONO, 300_000))
    assert (found.lines, found.vat, found.total_cents) == ((), (), 0)


def test_a_real_reading_over_an_estimate_is_charged_the_difference_only():
    guess, real = made(MONO, 300_000, ESTIMATED), made(MONO, 412_000)
    found = difference(real, guess)
    assert found.total_cents == real.total_cents - guess.total_cents > 0
    assert "electricity-standing" not in {line.code for line in found.lines}
    energy = [line for line in found.lines if line.code == "electricity-single"]
    assert sum(line.quantity for line in energy) == 112
    assert {line.kind for line in energy} == {"real"}
    assert found.vat_cents == real.vat_cents - guess.vat_cents


def test_a_real_reading_under_an_estimate_is_a_credit_note():
    found = difference(made(MONO, 100_000), made(MONO, 300_000, ESTIMATED))
    assert found.total_cents < 0
    assert all(line.cents <= 0 for line in found.lines)


def test_a_line_that_is_gone_is_given_back_without_its_readings():
    shorter = Period(date(2026, 5, 1), date(2026, 7, 1))
    found = difference(made(MONO, 200_000, period=shorter), made(MONO, 200_000))
    gone = [line for line in found.lines if line.version_on == date(2026, 7, 1)]
    assert gone and all(line.cents < 0 and line.parts == () for line in gone)
    assert found.period == QUARTER


def test_a_line_that_is_new_is_charged_whole():
    shorter = Period(date(2026, 5, 1), date(2026, 7, 1))
    found = difference(made(MONO, 200_000), made(MONO, 200_000, period=shorter))
    july = [line for line in found.lines if line.version_on == date(2026, 7, 1)]
    assert july and all(line.cents > 0 and line.parts for line in july)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([MONO, WATER]), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_correction_is_the_new_bill_less_the_old(terms, one, other):
    new, old = made(terms, one), made(terms, other)
    found = difference(new, old)
    assert found.total_cents == new.total_cents - old.total_cents
    assert found.net_cents == new.net_cents - old.net_cents
    assert sum(line.cents for line in found.lines) == sum(line.cents for line in new.lines) - sum(
        line.cents for line in old.lines
    )


@pytest.mark.parametrize("terms", [MONO, WATER])
def test_a_settlement_deducts_each_instalment_with_its_tax(terms):
    settlement = made(terms, 400_000)
    month = Period(date(2026, 5, 1), date(2026, 6, 1))
    instalments = [
        (f"2026-{n:06}", instalment_bill(settlement, 5_000, month, ISSUED)) for n in (17, 18)
    ]
    found = deduct(settlement, instalments)
    paid = sum(instalment.total_cents for _, instalment in instalments)
    assert found.total_cents == settlement.total_cents - paid
    assert found.vat_cents == settlement.vat_cents - sum(b.vat_cents for _, b in instalments)
    taken = [line for line in found.lines if line.code == "instalment"]
    assert {line.source for line in taken} == {"2026-000017", "2026-000018"}
    assert sum(line.cents for line in found.lines) == (
        found.total_cents if terms is WATER else found.net_cents
    )


def test_lines_at_one_price_are_set_against_each_other_even_when_there_are_two():
    half = Line("energy", "energy", QUARTER, Decimal(5), "kWh", Decimal("0.1"), 1, 50, Decimal(6))

    def two(count: int) -> Bill:
        lines = (half,) * count
        return make_bill("EUR", ISSUED, QUARTER, lines, vat_totals(lines))

    (line,) = difference(two(2), two(3)).lines
    assert (line.quantity, line.cents) == (-5, -50)
