"""Load curves: any step, any order, days of 46 and 50 half-hours; the day's sum is kept."""

import struct
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.calendar import slots
from chalicelib.rules.curve import (
    MISSING,
    Sample,
    by_month,
    half_hours,
    pack,
    starts_by_end,
    total,
    unpack,
)

PARIS = "Europe/Paris"
MONDAY, SPRING, AUTUMN = date(2026, 1, 5), date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize("value", [-1, 65536, 10**9])
def test_a_value_that_does_not_fit_a_slot_is_refused(value):
    with pytest.raises(ValueError, match="slot_out_of_range"):
        pack([value])


def test_half_a_number_is_refused():
    with pytest.raises(struct.error):
        unpack(b"\x01\x02\x03")


def test_a_day_is_packed_into_96_bytes_with_its_gaps():
    packed = pack([100, None, MISSING, 65534] * 12)
    assert len(packed) == 96
    assert packed[:4] == b"d\x00\xff\xff"
    assert unpack(packed)[:4] == (100, MISSING, MISSING, 65534)
    assert total(unpack(packed)).missing == 24
    assert total(unpack(packed)).wh == 12 * (100 + 65534)


@given(st.lists(st.one_of(st.none(), st.integers(0, 65534)), max_size=60))
def test_what_is_packed_is_unpacked(values):
    assert list(unpack(pack(values))) == [MISSING if v is None else v for v in values]


def test_half_hours_are_the_mean_of_three_samples_of_ten_minutes():
    samples = [Sample(0, 10, 300), Sample(10, 10, 600), Sample(20, 10, 900)]
    assert half_hours(samples, 2) == [300, MISSING]


def test_what_rounding_leaves_over_is_carried_to_the_next_slot():
    # 1 W over a half-hour is half a watt-hour: two of them make one.
    samples = [Sample(30 * slot, 30, 1) for slot in range(4)]
    assert half_hours(samples, 4) == [1, 0, 1, 0]


def test_an_hour_gives_two_half_hours():
    assert half_hours([Sample(0, 60, 1001)], 2) == [501, 500]


def test_samples_that_repeat_or_lie_outside_the_day_are_left_out():
    samples = [Sample(0, 30, 100), Sample(0, 30, 900), Sample(-30, 30, 5), Sample(1440, 30, 5)]
    assert half_hours(samples, 48)[:2] == [50, MISSING]


def test_a_slot_is_missing_unless_every_minute_of_it_is_known():
    samples = [Sample(0, 10, 300), Sample(20, 10, 900), Sample(30, 15, 60), Sample(45, 15, 60)]
    assert half_hours(samples, 2) == [MISSING, 30]


@given(
    st.randoms(),
    st.sampled_from([10, 15, 30, 60]),
    st.sampled_from([46, 48, 50]),
    st.integers(0, 120_000),
)
def test_any_step_gives_half_hours_that_keep_the_days_energy(dice, step, count, most):
    samples = [Sample(start, step, dice.randint(0, most)) for start in range(0, count * 30, step)]
    watt_minutes = sum(sample.watts * sample.minutes for sample in samples)
    dice.shuffle(samples)
    values = half_hours(samples, count)
    assert len(values) == count and MISSING not in values
    assert abs(60 * sum(values) - watt_minutes) <= 30


def ends(on: date, zone: str, step: int) -> list[tuple[datetime, int, int]]:
    """A day as a distributor sends it: naive local ends of slots, the watts telling the slot."""
    from chalicelib.rules.calendar import slot_starts, zone_of

    return [
        (
            (start + timedelta(minutes=step)).astimezone(zone_of(zone)).replace(tzinfo=None),
            step,
            1000 + place,
        )
        for place, start in enumerate(slot_starts(on, zone, step))
    ]


@pytest.mark.parametrize("on", [MONDAY, SPRING, AUTUMN])
@pytest.mark.parametrize("step", [10, 15, 30, 60])
def test_the_end_of_each_slot_leads_to_its_start_on_every_kind_of_day(on, step):
    known = starts_by_end(on, step, PARIS)
    passes = Counter()
    found = []
    for ends_at, _, _ in ends(on, PARIS, step):
        found.append(known[ends_at][passes[ends_at]])
        passes[ends_at] += 1
    assert found == list(range(0, slots(on, PARIS) * 30, step))


def at(text):
    return datetime.fromisoformat(text)


def test_midnight_closes_the_day_before():
    assert starts_by_end(MONDAY, 30, PARIS)[at("2026-01-06T00:00")] == (1410,)
    assert at("2026-01-05T00:00") not in starts_by_end(MONDAY, 30, PARIS)


def test_in_october_two_slots_end_at_two_and_two_at_half_past():
    known = starts_by_end(AUTUMN, 30, PARIS)
    assert known[at("2026-10-25T02:00")] == (90, 150)
    assert known[at("2026-10-25T02:30")] == (120, 180)
    assert known[at("2026-10-25T03:00")] == (210,)
    assert sum(len(starts) for starts in known.values()) == 50


def test_in_march_a_time_that_the_clock_skipped_is_the_one_after_it():
    known = starts_by_end(SPRING, 30, PARIS)
    assert known[at("2026-03-29T03:00")] == known[at("2026-03-29T02:00")] == (90,)
    assert known[at("2026-03-29T03:30")] == (120,)
    assert at("2026-03-29T02:30") not in known


def test_days_are_summed_by_month():
    days = {date(2026, 1, 31): 5, date(2026, 2, 1): 7, date(2026, 2, 2): 8}
    assert by_month(days) == {date(2026, 1, 1): 5, date(2026, 2, 1): 15}
