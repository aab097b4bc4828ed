"""Estimates: never for a reading that came, always marked, in the order that the rules give."""

from datetime import date
from decimal import Decimal

import pytest

from chalicelib.rules.calendar import Period
from chalicelib.rules.estimate import (
    by_norm,
    estimate,
    estimated_reading,
    from_average,
    from_last_year,
    from_norm,
)
from chalicelib.rules.tariff import Norm
from chalicelib.rules.usage import ESTIMATED, Reading, Use
from tests.unit.rules.shipped import tariffs

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
LAST_NOVEMBER = Use(Period(date(2025, 11, 1), date(2025, 12, 1)), 300_000)
SUMMER = Use(Period(date(2026, 8, 1), date(2026, 11, 1)), 92_000)
NORMS = (
    Norm(date(2024, 1, 1), "cold_water", 4_290),
    Norm(date(2026, 11, 16), "cold_water", 4_500),
)


def test_there_is_no_estimate_where_nothing_is_known():
    assert estimate(NOVEMBER, []) == ()
    assert from_last_year(NOVEMBER, [SUMMER]) is None
    assert from_average(NOVEMBER, [LAST_NOVEMBER]) is None
    assert from_last_year(Period(date(2024, 2, 29), date(2024, 3, 1)), []) is None


def test_a_norm_that_is_not_known_is_refused():
    with pytest.raises(LookupError, match="norm_missing"):
        from_norm(Period(date(2023, 1, 1), date(2023, 2, 1)), NORMS, "cold_water", 3)


def test_last_years_same_days_come_first():
    (found,) = estimate(NOVEMBER, [LAST_NOVEMBER, SUMMER])
    assert (found.quantity, found.kind) == (300_000, "estimated")


def test_another_class_is_no_help():
    assert from_last_year(NOVEMBER, [LAST_NOVEMBER], "peak") is None


def test_a_leap_day_is_brought_to_this_years_length():
    last = Use(Period(date(2024, 2, 1), date(2024, 3, 1)), 29_000)
    found = from_last_year(Period(date(2025, 2, 1), date(2025, 3, 1)), [last])
    assert found is not None and found.quantity == 28_000


def test_the_mean_of_the_months_before_comes_next():
    (found,) = estimate(NOVEMBER, [SUMMER])
    assert (found.quantity, found.kind) == (30_000, "estimated")


def test_the_mean_takes_real_uses_only():
    guess = Use(Period(date(2026, 8, 1), date(2026, 11, 1)), 92_000, kind=ESTIMATED)
    assert from_average(NOVEMBER, [guess]) is None


def test_three_periods_in_a_row_take_the_mean_and_the_fourth_the_norm():
    def made(in_a_row):
        return estimate(
            NOVEMBER,
            [SUMMER],
            in_a_row=in_a_row,
            norms=NORMS[:1],
            service="cold_water",
            residents=2,
        )

    assert made(2)[0].kind == "estimated"
    assert made(3)[0].kind == "norm"
    assert made(3)[0].quantity == 8_580


def test_without_a_past_the_norm_stands_in():
    (found,) = estimate(NOVEMBER, [], norms=NORMS[:1], service="cold_water", residents=1)
    assert (found.quantity, found.kind) == (4_290, "norm")


def test_a_norm_that_changes_in_the_month_counts_by_its_days():
    first, second = from_norm(NOVEMBER, NORMS, "cold_water", 2)
    assert (first.quantity, second.quantity) == (4_290, 4_500)


def test_the_multiplier_raises_the_norm():
    (found,) = from_norm(NOVEMBER, NORMS[:1], "cold_water", 2, Decimal("1.5"))
    assert found.quantity == 12_870


def test_a_home_without_a_meter_is_charged_every_service_by_its_norm():
    tariff = tariffs("vodokanal")["naselenie"]
    plain = by_norm(NOVEMBER, tariff, 3, surcharged=False)
    raised = by_norm(NOVEMBER, tariff, 3, surcharged=True)
    assert {use.service: use.quantity for use in plain} == {
        "cold_water": 12_870,
        "sewerage": 22_350,
    }
    assert {use.service for use in raised} == {"cold_water", "norm_surcharge", "sewerage"}


def test_an_estimated_index_rolls_over_like_a_real_one_and_is_marked():
    before = Reading(date(2026, 11, 1), 99_990_000, register="1", meter="A")
    found = estimated_reading(before, Use(NOVEMBER, 30_000), date(2026, 12, 1), 5)
    assert found == Reading(date(2026, 12, 1), 20_000, ESTIMATED, "1", "A")
