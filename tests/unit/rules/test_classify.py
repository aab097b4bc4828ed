"""A load curve by class adds up to the curve, whatever the hours, colours and gaps."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.classify import day_by_class, uses_of
from chalicelib.rules.curve import MISSING
from chalicelib.rules.usage import total
from tests.unit.rules.shipped import tariffs

PARIS = "Europe/Paris"
TEMPO = tariffs("oya")["bleu-tempo"].schedules
START = date(2026, 1, 5)


def test_no_day_gives_no_use():
    assert uses_of({}, TEMPO, PARIS, {}).uses == ()


def test_without_hours_all_of_a_day_is_of_one_class():
    assert day_by_class([5, MISSING, 7], START, (), PARIS, {}) == {"single": 12}


def test_a_day_that_is_not_there_counts_as_missing_slots_and_no_use():
    days = {START: [100] * 48, START + timedelta(days=2): [100] * 47 + [MISSING]}
    colours = dict.fromkeys([START + timedelta(days=n) for n in range(-1, 4)], "blue")
    found = uses_of(days, TEMPO, PARIS, colours)
    assert found.missing == 49
    assert total(found.uses) == 9500
    gap = Period(START + timedelta(days=1), START + timedelta(days=2))
    assert sum(use.between(gap) for use in found.uses) == 0


def test_a_class_that_begins_later_has_nothing_before():
    days = {START + timedelta(days=n): [100] * 48 for n in range(3)}
    colours = {START + timedelta(days=n): "blue" for n in range(-1, 4)}
    colours[START + timedelta(days=2)] = "red"
    found = uses_of(days, TEMPO, PARIS, colours)
    red = next(use for use in found.uses if use.classed == "red_peak")
    assert red.between(Period(START, START + timedelta(days=2))) == 0
    assert red.quantity == 32 * 100
    assert {use.classed for use in found.uses} == {
        "blue_off_peak",
        "blue_peak",
        "red_off_peak",
        "red_peak",
    }


@settings(max_examples=30)
@given(st.randoms(), st.sampled_from([date(2026, 3, 25), date(2026, 10, 20), START]))
def test_the_classes_of_a_fortnight_add_up_to_each_of_its_days(dice, first):
    on_days = [first + timedelta(days=n) for n in range(14)]
    days = {on: [dice.randrange(3000) for _ in range(slots(on, PARIS))] for on in on_days}
    colours = {
        on: dice.choice(["blue", "white", "red"]) for on in [first - timedelta(days=1), *on_days]
    }
    found = uses_of(days, TEMPO, PARIS, colours)
    for on in on_days:
        one = Period(on, on + timedelta(days=1))
        assert sum(use.between(one) for use in found.uses) == sum(days[on])
