"""Days between readings: no unit lost, whatever the readings, the curve and the cuts."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.metering.buckets import fill, one, parts, year_before
from chalicelib.metering.days import Day, lay_out, sum_of
from chalicelib.metering.facts import Reading, in_force
from chalicelib.rules.calendar import Period
from chalicelib.rules.usage import ESTIMATED, REAL, Use

SINCE = date(2024, 1, 1)
quantities = st.integers(0, 10**9)
lengths = st.integers(1, 400)


@st.composite
def chains(draw) -> list[Use]:
    """Uses of one register that follow one another."""
    on, found = SINCE, []
    for length in draw(st.lists(lengths, min_size=1, max_size=6)):
        until = on + timedelta(days=length)
        kind = draw(st.sampled_from([REAL, ESTIMATED]))
        found.append(Use(Period(on, until), draw(quantities), kind=kind))
        on = until
    return found


@given(chains())
def test_the_days_of_uses_add_up_to_them(uses):
    days = lay_out(uses, {})
    assert sum(day.amount for day in days.values()) == sum(use.quantity for use in uses)
    for use in uses:
        inside = [days[on].amount for on in use.period.dates()]
        assert sum(inside) == use.quantity
        assert max(inside) - min(inside) <= 1


@given(chains(), st.sets(st.integers(0, 900), max_size=60), st.integers(0, 10**6))
def test_measured_days_stay_and_the_rest_fills_up_to_the_readings(uses, places, wh):
    curve = {SINCE + timedelta(days=place): {"single": wh} for place in places}
    days = lay_out(uses, curve)
    assert all(days[on] == Day(parts) for on, parts in curve.items())
    for use in uses:
        known = sum(wh for on in use.period.dates() if on in curve)
        unknown = [on for on in use.period.dates() if on not in curve]
        whole = sum(days[on].amount for on in use.period.dates())
        assert whole == (max(use.quantity, known) if unknown else known)


@given(chains(), st.integers(0, 60), lengths)
def test_every_step_tells_the_same_sum(uses, later, length):
    days = lay_out(uses, {})
    period = Period(SINCE + timedelta(days=later), SINCE + timedelta(days=later + length))
    today = date(2030, 1, 1)
    sums = {
        step: sum(bucket.amount or 0 for bucket in fill(days, period, step, (period,), today))
        for step in ("day", "month", "year")
    }
    assert len(set(sums.values())) == 1


@given(chains(), st.sampled_from(["day", "month", "year"]))
def test_parts_cover_a_period_once(uses, step):
    period = Period(SINCE, uses[-1].period.until_on)
    found = list(parts(period, step))
    assert found[0].from_on == period.from_on
    assert found[-1].until_on == period.until_on
    assert all(a.until_on == b.from_on for a, b in pairwise(found))


def test_two_registers_of_a_tariff_that_tells_no_hours_apart_are_one_use():
    period = Period(SINCE, SINCE + timedelta(days=10))
    uses = [Use(period, 60, "peak"), Use(period, 40, "off_peak")]
    curve = {SINCE: {"single": 30}}
    days = lay_out(uses, curve, lambda classed, on: "single")
    assert sum_of(days.values()) == {"single": 100}
    assert days[SINCE].amount == 30


def test_an_estimate_at_one_end_makes_its_days_estimates():
    days = lay_out([Use(Period(SINCE, date(2024, 1, 3)), 5, kind=ESTIMATED)], {})
    assert all(day.estimated for day in days.values())


def test_a_bucket_without_a_held_day_is_missing():
    bucket = one({}, Period(SINCE, date(2024, 2, 1)), (), date(2030, 1, 1))
    assert (bucket.amount, bucket.kind, bucket.expected) == (None, "missing", 0)


def test_the_29th_of_february_is_compared_with_the_28th():
    leap = Period(date(2024, 2, 29), date(2024, 3, 1))
    assert year_before(leap) == Period(date(2023, 2, 28), date(2023, 3, 1))
    eve = Period(date(2024, 2, 28), date(2024, 2, 29))
    assert year_before(eve) == Period(date(2023, 2, 28), date(2023, 3, 1))


def read(on: int, index: int, kind: str = "real", sent: int = 0, name: str = "a") -> Reading:
    day = SINCE + timedelta(days=on)
    sent_at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=sent)
    return Reading(name, "M1", "single", day, index, kind, "operator", sent_at)


def test_of_one_day_the_reading_sent_last_counts_and_a_real_one_before_an_estimate():
    assert [r.index for r in in_force([read(5, 10, sent=1), read(5, 9, sent=2)])] == [9]
    both = [read(5, 10, "estimated", name="z"), read(5, 9, "real", name="a")]
    assert [r.index for r in in_force(both)] == [9]


def test_estimates_count_only_after_the_last_real_reading():
    found = in_force([read(1, 1), read(5, 9, "estimated"), read(9, 5), read(12, 7, "estimated")])
    assert [(r.index, r.kind) for r in found] == [(1, "real"), (5, "real"), (7, "estimated")]
