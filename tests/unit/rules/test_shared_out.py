"""A dial's total shared out by half-hours: nothing invented, nothing lost, gaps said to be gaps."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.calendar import Period, slots
from chalicelib.rules.charge import bill
from chalicelib.rules.curve import MISSING
from chalicelib.rules.shared_out import HalfHours, by_class
from chalicelib.rules.terms import Terms
from chalicelib.rules.usage import Reading, Use
from tests.unit.rules.shipped import tariffs

PARIS = "Europe/Paris"
TEMPO = tariffs("oya")["bleu-tempo"]
JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
FLAT = {on: [500] * 48 for on in JANUARY.dates()}
BLUE = {date(2025, 11, 30) + timedelta(days=day): "blue" for day in range(130)}


def known(days, colours=BLUE):
    return HalfHours(days, TEMPO.schedules, TEMPO.class_codes, PARIS, colours)


def of(uses, classed):
    return next(use for use in uses if use.classed == classed)


def test_days_of_an_unknown_colour_are_left_out():
    colours = dict(BLUE)
    del colours[date(2026, 1, 20)]
    assert by_class([], known(FLAT, colours)) == ()
    eve = dict(BLUE)
    del eve[date(2025, 12, 31)]
    assert by_class([Use(JANUARY, 1000)], known(FLAT, eve)) == ()


def test_a_total_without_any_half_hour_is_not_shared_out():
    assert by_class([Use(JANUARY, 1000)], known({})) == ()
    longer = Use(Period(date(2025, 12, 1), JANUARY.until_on), 1000)
    assert by_class([longer], known(FLAT)) == ()


def test_a_month_with_a_missing_half_hour_is_estimated_and_the_others_are_not():
    days = FLAT | {date(2026, 2, day): [500] * 48 for day in range(1, 29)}
    days[date(2026, 2, 10)] = [MISSING] * 3 + [500] * 45
    del days[date(2026, 2, 12)]
    uses = by_class([], known(days))
    kinds = {use.period.from_on.month: use.kind for use in uses}
    assert kinds == {1: "real", 2: "estimated"}
    assert sum(use.quantity for use in uses) == 59 * 24_000, "as on the days around"


def test_a_missing_half_hour_is_the_mean_of_its_like_before_and_after():
    days = {date(2026, 1, day): [100 * day] * 48 for day in range(1, 32)}
    days[date(2026, 1, 10)] = [MISSING] * 48
    days[date(2026, 1, 1)] = [MISSING] * 48
    uses = by_class([], known(days))
    whole = sum(use.quantity for use in uses)
    assert whole == 48 * (sum(100 * day for day in range(2, 32)) + 200)


def test_a_half_hour_without_its_like_counts_as_nothing():
    days = {on: [MISSING] + [500] * 47 for on in JANUARY.dates()}
    uses = by_class([], known(days))
    assert sum(use.quantity for use in uses) == 31 * 47 * 500


def test_the_dial_says_how_much_and_the_curve_when():
    first, last = Reading(JANUARY.from_on, 0), Reading(JANUARY.until_on, 750_000)
    dial = Use(JANUARY, 750_000, before=first, after=last)
    uses = by_class([dial], known(FLAT))
    assert sum(use.quantity for use in uses) == 750_000
    assert of(uses, "blue_peak").quantity == 500_000, "16 of 24 hours"
    assert of(uses, "red_peak").quantity == 0
    assert all(use.by_curve and use.kind == "real" and use.after is last for use in uses)
    ten = Period(JANUARY.from_on, date(2026, 1, 11))
    assert of(uses, "blue_peak").between(ten) == 161_290, "a day's own, brought to the dial's sum"


def test_a_dial_that_turned_where_the_curve_says_nothing_is_spread_over_the_days():
    uses = by_class([Use(JANUARY, 600)], known({on: [0] * 48 for on in JANUARY.dates()}))
    assert [use.quantity for use in uses] == [100] * 6
    assert of(uses, "red_peak").until(date(2026, 1, 16)) == 48


def test_an_estimated_total_stays_an_estimate():
    uses = by_class([Use(JANUARY, 750_000, kind="estimated")], known(FLAT))
    assert {use.kind for use in uses} == {"estimated"}


def test_what_comes_after_the_last_reading_is_the_curves_own():
    days = FLAT | {date(2026, 2, day): [500] * 48 for day in range(1, 11)}
    uses = by_class([Use(JANUARY, 750_000)], known(days))
    later = [use for use in uses if use.period.from_on == JANUARY.until_on]
    assert sum(use.quantity for use in later) == 240_000
    assert by_class([Use(JANUARY, 750_000)], known(days).until(JANUARY.until_on)) == uses[:6]


def test_hours_without_colours_need_no_calendar():
    tariff = tariffs("oya")["bleu-heures-creuses"]
    plain = HalfHours(FLAT, tariff.schedules, tariff.class_codes, PARIS)
    uses = by_class([], plain)
    assert {use.classed: use.quantity for use in uses} == {"peak": 496_000, "off_peak": 248_000}


def test_a_tempo_bill_of_a_single_dial_by_hand():
    """One red Monday in a week of 1 kW; the dial showed 1 % more than the curve (domain D4, D8)."""
    week = Period(date(2026, 1, 5), date(2026, 1, 12))
    colours = BLUE | {date(2026, 1, 5): "red"}
    curve = known({on: [500] * 48 for on in week.dates()}, colours)
    # 168 h: before 06:00 of Monday 6 blue off-peak; red 16 peak and 8 off-peak (until Tuesday 06:00);
    # then 6 blue days: 16 x 6 peak = 96, off-peak 6 + 8 x 5 + 2 = 48... of 169.680 kWh on the dial.
    uses = by_class([Use(week, 169_680)], curve)
    found = {use.classed: use.quantity for use in uses if use.quantity}
    assert found == {
        "red_peak": 16_160,  # 16 x 1.01
        "red_off_peak": 8_080,  # 8 x 1.01
        "blue_peak": 96_960,  # 96 x 1.01
        "blue_off_peak": 48_480,  # 48 x 1.01
    }
    made = bill(Terms(TEMPO, {"power_va": "6000"}), week, uses, date(2026, 1, 13))
    energy = {line.classed: line.cents for line in made.lines if line.family == "energy"}
    assert energy == {
        "blue_off_peak": 352,  # 48.48 x 0.0727 = 3.524496
        "blue_peak": 916,  # 96.96 x 0.0945 = 9.16272
        "white_off_peak": 0,
        "white_peak": 0,
        "red_off_peak": 74,  # 8.08 x 0.0917 = 0.740936
        "red_peak": 823,  # 16.16 x 0.5090 = 8.22544
    }
    assert all(part.by_curve for line in made.lines for part in line.parts)


@settings(max_examples=25, deadline=None)
@given(st.randoms(), st.sampled_from([date(2026, 3, 20), date(2026, 10, 15)]))
def test_the_classes_add_up_to_the_dial_whatever_is_missing(dice, first):
    period = Period(first, first + timedelta(days=25))
    days = {
        on: [dice.choice([MISSING, 0, dice.randrange(3000)]) for _ in range(slots(on, PARIS))]
        for on in period.dates()
        if dice.random() > 0.2
    }
    colours = {
        first + timedelta(days=day): dice.choice(["blue", "white", "red"]) for day in range(-1, 26)
    }
    half_hours = known(days, colours)
    total = Use(period, dice.randrange(10**6))
    uses = by_class([total], half_hours)
    assert not uses or sum(use.quantity for use in uses) == total.quantity
    for on in period.dates():
        day = Period(on, on + timedelta(days=1))
        assert all(use.between(day) >= 0 for use in uses)
    assert replace(half_hours, days={}).days == {}
