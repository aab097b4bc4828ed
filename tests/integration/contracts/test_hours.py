"""A point's own cheap hours, to the minute, by season and from a day on: classes, cost, display."""

from datetime import date

import pytest

from chalicelib.contracts import intake, supply, tariffs
from chalicelib.contracts.facts import SupplyPoint
from chalicelib.errors import Invalid
from chalicelib.gateways.backoffice import NotYet
from chalicelib.metering import tapestry
from chalicelib.rules.calendar import slots
from chalicelib.rules.classify import day_by_class
from tests.integration.accounts.steps import digits
from tests.integration.readings.steps import Place, place

ZONE = "Europe/Brussels"
OLD, NEW = date(2026, 10, 31), date(2026, 11, 1)
SUMMER, WINTER = "02:04-07:04 12:34-15:34", "00:56-06:56 14:26-16:26"


def hours(at: Place, windows: str, season: str = "all", from_on: str = "2026-11-01") -> None:
    row = {"point": at.point, "from_on": from_on, "season": season, "windows": windows}
    intake.take_hours("engie", row)


def found(at: Place) -> SupplyPoint:
    point = supply.find(at.key)
    assert point is not None
    return point


def cheap_wh(at: Place, on: date) -> int:
    """What is off-peak of a day of 60 Wh a half-hour: 2 Wh a minute."""
    tariff = tariffs.find("engie", "elec-bi")
    assert tariff is not None
    known = tariffs.own_hours(found(at), tariff) or tariff.schedules
    values = [60] * slots(on, ZONE)
    return day_by_class(values, on, known, ZONE, {})["off_peak"]


@pytest.fixture
def home(cloud) -> Place:
    return place("electricity", tariff="elec-bi", off_peak="22:00-06:00", registers="peak off_peak")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"windows": ""}, "windows"),
        ({"windows": "25:00-07:00"}, "windows"),
        ({"windows": "night"}, "windows"),
        ({"season": "spring"}, "season"),
        ({"from_on": "soon"}, "from_on"),
    ],
)
def test_hours_that_make_no_sense_name_their_column(home: Place, change: dict, column: str):
    row = {"point": home.point, "from_on": "2026-11-01", "season": "all", "windows": WINTER}
    with pytest.raises(Invalid) as wrong:
        intake.take_hours("engie", row | change)
    assert column in wrong.value.fields


def test_hours_of_a_point_that_is_not_in_yet_wait(cloud):
    row = {"point": digits(18, "5414"), "from_on": "2026-11-01", "windows": WINTER}
    with pytest.raises(NotYet):
        intake.take_hours("engie", row)


def test_new_hours_count_from_their_day_on_and_by_season_to_the_minute(home: Place):
    for season, windows in (("summer", SUMMER), ("winter", WINTER)):
        for _ in range(2):
            hours(home, windows, season)
    assert len(found(home).cheap_hours) == 2
    assert cheap_wh(home, OLD) == 8 * 60 * 2
    assert cheap_wh(home, NEW) == (6 * 60 + 2 * 60) * 2
    assert cheap_wh(home, date(2027, 3, 31)) == 8 * 60 * 2
    assert cheap_wh(home, date(2027, 4, 1)) == (5 * 60 + 3 * 60) * 2
    hours(home, "01:00-06:00", "winter")
    assert cheap_wh(home, NEW) == 5 * 60 * 2


def test_the_windows_of_a_day_are_shown_as_they_are_stated(home: Place):
    hours(home, SUMMER, "summer")
    hours(home, WINTER, "winter")
    holding = supply.held_now(home.key, NEW)
    assert holding is not None
    assert tapestry.off_peak(holding, OLD) == (("22:00", "06:00"),)
    assert tapestry.off_peak(holding, NEW) == (("00:56", "06:56"), ("14:26", "16:26"))
    assert tapestry.off_peak(holding, date(2027, 3, 28)) == (("00:56", "06:56"), ("14:26", "16:26"))
    assert tapestry.off_peak(holding, date(2027, 7, 1)) == (("02:04", "07:04"), ("12:34", "15:34"))


def test_a_night_that_the_clock_shortens_or_lengthens_counts_what_passed(home: Place):
    hours(home, "00:00-08:00", from_on="2026-01-01")
    assert cheap_wh(home, date(2026, 3, 29)) == 7 * 60 * 2
    assert cheap_wh(home, date(2026, 10, 25)) == 9 * 60 * 2


def test_before_the_first_own_hours_the_tariffs_count(cloud):
    plain = place("electricity", tariff="elec-bi", registers="peak off_peak")
    before = cheap_wh(plain, OLD)
    hours(plain, "01:00-02:00")
    assert cheap_wh(plain, OLD) == before
    assert cheap_wh(plain, NEW) == 60 * 2


def test_a_tariff_that_knows_no_cheap_hours_has_none(home: Place):
    tariff = tariffs.find("engie", "elec-mono")
    assert tariff is not None
    hours(home, WINTER)
    assert tariffs.own_hours(found(home), tariff) == ()


def test_a_contract_that_comes_again_keeps_the_points_hours(home: Place):
    hours(home, WINTER)
    from tests.integration.readings.steps import contract

    contract(home.who, home, tariff="elec-bi", off_peak="22:00-06:00")
    assert len(found(home).cheap_hours) == 1
