from datetime import date
from decimal import Decimal

from chalicelib.rules import measure
from chalicelib.rules.measure import Coefficient

COEFFICIENTS = (
    Coefficient(date(2026, 1, 1), Decimal("11.20")),
    Coefficient(date(2026, 2, 1), Decimal("10.85")),
)


def test_a_dial_is_read_in_whole_units_and_digits_below_are_cut():
    assert measure.to_base("1234.5678") == 1_234_567
    assert measure.to_base(12) == 12_000
    assert measure.to_base(Decimal("0.001")) == 1


def test_a_quantity_is_shown_with_the_digits_of_its_dial():
    assert str(measure.to_shown(1_234_567)) == "1234.567"
    assert str(measure.to_shown(1_234_567, 0)) == "1234"
    assert str(measure.to_shown(1_234_999, 1)) == "1234.9"


def test_no_coefficient_is_in_force_before_the_first():
    assert measure.coefficient_on(COEFFICIENTS, date(2025, 12, 31)) is None
    assert measure.coefficient_on((), date(2026, 1, 1)) is None


def test_the_coefficient_of_a_day_is_the_last_that_began():
    january = measure.coefficient_on(COEFFICIENTS, date(2026, 1, 31))
    later = measure.coefficient_on(COEFFICIENTS, date(2026, 6, 1))
    assert january == COEFFICIENTS[0]
    assert later == COEFFICIENTS[1]


def test_gas_volume_becomes_energy_rounded_once():
    # 123.456 m3 x 11.2 kWh/m3 = 1382.7072 kWh.
    assert measure.wh_of(123_456, Decimal("11.2")) == 1_382_707


def test_every_unit_of_a_bill_has_its_code_for_electronic_invoices():
    assert {measure.UNECE[unit] for unit in measure.BILL_UNIT.values()} == {"KWH", "MTQ"}
