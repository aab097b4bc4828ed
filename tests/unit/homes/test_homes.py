"""The synthetic homes: the same for ever, believable, quick to ask."""

import time
from datetime import date, timedelta

import pytest

from infra.local.homes import Leak, electricity, gas, home_of, index, water

SEEDS = [f"3000987654{number:04d}" for number in range(60)]
YEAR = [date(2025, 1, 1) + timedelta(days=passed) for passed in range(365)]


def test_a_home_is_the_same_in_whatever_order_it_is_asked():
    home = home_of(SEEDS[0])
    forth = [electricity.half_hours(home, on) for on in YEAR[:30]]
    back = [electricity.half_hours(home, on) for on in reversed(YEAR[:30])]
    assert forth == back[::-1]


def test_a_home_never_changes_between_versions():
    assert home_of("30001234567890").persons == 1
    assert electricity.day_wh(home_of("30001234567890"), date(2026, 1, 15)) == 5615


def test_two_homes_differ():
    days = {tuple(electricity.half_hours(home_of(seed), date(2026, 1, 15))) for seed in SEEDS}
    assert len(days) == len(SEEDS)


@pytest.mark.parametrize(
    ("on", "slots"), [(date(2026, 3, 29), 46), (date(2026, 3, 30), 48), (date(2026, 10, 25), 50)]
)
def test_a_day_has_the_half_hours_that_the_clock_gives_it(on, slots):
    home = home_of(SEEDS[1])
    assert len(electricity.half_hours(home, on)) == slots
    assert len(electricity.ten_minutes(home, on)) == slots * 3
    assert len(gas.hours(home, on)) == len(water.hours(home, on)) == slots // 2


def test_a_zone_without_summer_time_has_days_of_24_hours_only():
    assert len(water.hours(home_of(SEEDS[1]), date(2026, 3, 29), zone="Europe/Moscow")) == 24


def test_half_hours_are_the_sums_of_their_ten_minutes():
    home = home_of(SEEDS[2])
    for on in YEAR[::30]:
        assert sum(electricity.half_hours(home, on)) == sum(electricity.ten_minutes(home, on))


def test_no_value_is_negative_or_above_the_subscribed_power():
    for seed in SEEDS[:20]:
        home = home_of(seed)
        for on in YEAR[::9]:
            values = electricity.ten_minutes(home, on)
            assert min(values) > 0
            assert max(values) * 6 <= home.power_va
            assert min(gas.hours(home, on)) >= 0
            assert min(water.hours(home, on)) >= 0


def test_yearly_use_is_that_of_real_homes():
    for seed in SEEDS:
        home = home_of(seed)
        kwh = sum(electricity.day_wh(home, on) for on in YEAR) // 1000
        m3 = sum(water.day_dm3(home, on) for on in YEAR) // 1000
        assert 1_500 <= kwh <= 26_000, home
        assert 28 <= m3 <= 75 * home.persons, home
        if home.heating == "gas":
            assert 120 <= sum(gas.day_dm3(home, on) for on in YEAR) // 1000 <= 2_800, home


def test_an_electrically_heated_home_uses_much_more_in_winter():
    home = next(home_of(seed) for seed in SEEDS if home_of(seed).heating == "electric")
    january = sum(electricity.day_wh(home, on) for on in YEAR[:31])
    july = sum(electricity.day_wh(home, on) for on in YEAR[181:212])
    assert january > 3 * july


def test_the_evening_draws_more_than_the_dead_of_night_where_heating_is_gas():
    home = next(home_of(s) for s in SEEDS if home_of(s).hot_water == "gas" and not home_of(s).car)
    night = sum(sum(electricity.half_hours(home, on)[5:9]) for on in YEAR)
    evening = sum(sum(electricity.half_hours(home, on)[38:42]) for on in YEAR)
    assert evening > 2 * night


def test_an_empty_home_draws_no_water_and_a_leak_shows_in_every_hour():
    from infra.local.homes.absence import away

    home = next(home_of(s) for s in SEEDS if any(away(s, on) for on in YEAR))
    on = next(on for on in YEAR if away(home.seed, on))
    assert sum(water.hours(home, on)) == 0
    leak = Leak(on, on + timedelta(days=3), dm3_an_hour=12)
    assert min(water.hours(home, on, (leak,))) == 12
    assert water.day_dm3(home, on + timedelta(days=3), (leak,)) == water.day_dm3(
        home, on + timedelta(days=3)
    )


def test_a_sound_home_has_a_night_hour_without_water_almost_every_night():
    quiet = nights = 0
    for seed in SEEDS[:20]:
        for on in YEAR[::5]:
            nights += 1
            quiet += min(water.hours(home_of(seed), on)[1:5]) == 0
    assert quiet >= nights * 98 // 100


@pytest.mark.parametrize("energy", ["electricity", "gas", "water"])
def test_the_index_grows_by_what_was_used(energy):
    home = next(home_of(seed) for seed in SEEDS if home_of(seed).heating == "gas")
    day = {"electricity": electricity.day_wh, "gas": gas.day_dm3, "water": water.day_dm3}[energy]
    before = index.at(home, energy, date(2025, 2, 20), fitted_on=date(2025, 1, 10))
    after = index.at(home, energy, date(2025, 3, 5), fitted_on=date(2025, 1, 10))
    used = sum(day(home, date(2025, 2, 20) + timedelta(days=passed)) for passed in range(13))
    assert after - before == used
    assert index.at(home, energy, date(2025, 1, 10), fitted_on=date(2025, 1, 10)) == 0


def test_a_year_of_half_hours_takes_well_under_50_ms():
    home = home_of("30005555555555")
    electricity.half_hours(home, YEAR[0])
    started = time.process_time()
    for on in YEAR:
        electricity.half_hours(home, on)
    assert time.process_time() - started < 0.05
