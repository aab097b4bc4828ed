"""Meters: roll-over, exchange, registers; nothing negative, nothing huge, nothing twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules import meter
from chalicelib.rules.calendar import Period
from chalicelib.rules.meter import Epoch
from chalicelib.rules.usage import ESTIMATED, Reading, total

FIRST, CHANGED, LAST = date(2026, 1, 1), date(2026, 2, 10), date(2026, 3, 1)


def test_a_lower_index_means_that_the_dial_rolled_over():
    assert meter.used(99_990_000, 15_000, 5) == 25_000
    assert meter.used(10_000, 15_000, 5) == 5_000


def test_a_class_is_single_unless_the_meter_says_more():
    assert Epoch("A", FIRST, 5, {"": 0}).class_of("") == "single"
    assert Epoch("A", FIRST, 5, {}, classes={"1": "peak"}).class_of("1") == "peak"


@pytest.fixture
def exchanged() -> list[Epoch]:
    old = Epoch("OLD", FIRST, 5, {"": 99_000_000}, CHANGED, {"": 500_000})
    return [old, Epoch("NEW", CHANGED, 6, {"": 3_000})]


def test_an_exchange_in_the_middle_of_a_period_gives_two_uses(exchanged):
    readings = [Reading(LAST, 103_000, meter="NEW")]
    before, after = meter.uses(readings, exchanged)
    assert (before.period, before.quantity) == (Period(FIRST, CHANGED), 1_500_000)
    assert (after.period, after.quantity) == (Period(CHANGED, LAST), 100_000)


def test_a_meter_without_closing_index_counts_to_its_last_reading():
    epochs = [Epoch("OLD", FIRST, 5, {"": 0}, CHANGED), Epoch("NEW", CHANGED, 5, {"": 0})]
    readings = [Reading(date(2026, 2, 1), 10_000, meter="OLD"), Reading(LAST, 7_000, meter="NEW")]
    assert [use.quantity for use in meter.uses(readings, epochs)] == [10_000, 7_000]


def test_readings_of_a_strange_meter_or_outside_its_time_are_left_out(exchanged):
    readings = [
        Reading(LAST, 103_000, meter="NEW"),
        Reading(LAST, 999_000, meter="STRANGE"),
        Reading(LAST, 999_000, meter="OLD"),
        Reading(FIRST, 999_000, meter="NEW"),
    ]
    assert len(meter.uses(readings, exchanged)) == 2


def test_of_two_readings_on_one_day_the_last_given_counts():
    epochs = [Epoch("A", FIRST, 5, {"": 0})]
    readings = [Reading(LAST, 9_000, meter="A"), Reading(LAST, 8_000, meter="A")]
    assert [use.quantity for use in meter.uses(readings, epochs)] == [8_000]


def test_a_use_between_an_estimate_and_a_real_reading_is_estimated():
    epochs = [Epoch("A", FIRST, 5, {"": 0})]
    readings = [Reading(CHANGED, 5_000, ESTIMATED, meter="A"), Reading(LAST, 8_000, meter="A")]
    assert [use.kind for use in meter.uses(readings, epochs)] == ["estimated", "estimated"]


def test_each_register_has_its_own_uses_and_class():
    epochs = [Epoch("A", FIRST, 6, {"1": 0, "2": 0}, classes={"1": "peak", "2": "off_peak"})]
    readings = [
        Reading(LAST, 9_000, register="1", meter="A"),
        Reading(LAST, 4_000, register="2", meter="A"),
    ]
    found = meter.uses(readings, epochs)
    assert {use.classed: use.quantity for use in found} == {"peak": 9_000, "off_peak": 4_000}


def test_a_register_that_had_no_opening_counts_from_its_first_reading():
    epochs = [Epoch("A", FIRST, 6, {})]
    readings = [
        Reading(FIRST, 100, register="9", meter="A"),
        Reading(LAST, 300, register="9", meter="A"),
    ]
    assert [use.quantity for use in meter.uses(readings, epochs)] == [200]


@given(st.lists(st.integers(0, 9_999_000), min_size=1, max_size=30))
def test_what_a_dial_counted_is_the_sum_of_its_steps_over_any_roll_over(steps):
    indexes = [0]
    for step in steps:
        indexes.append((indexes[-1] + step) % meter.span(4))
    readings = [
        Reading(date.fromordinal(FIRST.toordinal() + day), index, meter="A")
        for day, index in enumerate(indexes)
    ]
    found = meter.uses(readings, [Epoch("A", FIRST, 4, {})])
    assert total(found) == sum(steps)
