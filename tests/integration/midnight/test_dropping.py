"""Curves that come as files: a local distributor's, a water head-end's."""

import json
from datetime import timedelta

import pytest

from chalicelib import clock
from chalicelib.consents import record
from chalicelib.consents.record import Word
from chalicelib.contracts import intake as contracts_intake
from chalicelib.contracts.shards import shard_of
from chalicelib.errors import Invalid, NotAllowed
from chalicelib.gateways.backoffice import NotYet
from chalicelib.metering import curves, dropping
from chalicelib.rules.calendar import Period
from chalicelib.rules.curve import MISSING
from infra.local.homes import home_of, water
from tests.integration.accounts.steps import digits
from tests.integration.midnight.steps import MORNING, TODAY, YESTERDAY, agree, point, stored

OPERATOR = "gaz-et-eaux"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def frozen(cloud):
    with clock.freeze(MORNING):
        yield


def water_point(agreed=True):
    from chalicelib.accounts import intake

    number, name = digits(7, "4"), digits(11, "E")
    intake.take(OPERATOR, {"number": number, "name": "Ana Roux", "account_number": digits(8)})
    contracts_intake.take(
        OPERATOR,
        {
            "contract": digits(8, "W"),
            "customer": number,
            "energy": "water",
            "point": name,
            "started_on": (TODAY - 40 * DAY).isoformat(),
            "tariff": "eau",
        },
    )
    key = f"{OPERATOR}#water#{name}"
    for purpose in ("recording", "half_hourly") if agreed else ():
        for step in ("granted", "activated"):
            record.change(
                key,
                purpose,
                step,
                Word("acc"),
                customer=number,
                shard=shard_of(OPERATOR, key),
                today=TODAY,
                until_on=TODAY + 900 * DAY,
            )
    return key, name


def row(name, values, on=YESTERDAY, **more):
    text = " ".join("-" if value is None else str(value) for value in values)
    return {
        "energy": "water",
        "point": name,
        "on": on.isoformat(),
        "step": "60",
        "unit": "dm3",
        "values": text,
    } | more


def kept(key, on=YESTERDAY):
    return list(curves.days(key, Period(on, on + DAY)))


def test_the_water_of_who_did_not_agree_is_not_kept(cloud):
    key, name = water_point(agreed=False)
    with pytest.raises(NotAllowed):
        dropping.take_curve(OPERATOR, row(name, [1] * 24))
    assert kept(key) == []


def test_a_point_that_is_not_in_yet_waits(cloud):
    with pytest.raises(NotYet):
        dropping.take_curve(OPERATOR, row("E999", [1] * 24))


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"values": "1 2 3"}, "values"),
        ({"values": " ".join(["x"] * 24)}, "values"),
        ({"values": " ".join(["-1"] * 24)}, "values"),
        ({"values": " ".join(["999999"] * 24)}, "values"),
        ({"values": ""}, "values"),
        ({"step": "7"}, "step"),
        ({"step": ""}, "step"),
        ({"unit": "Wh"}, "unit"),
        ({"on": TODAY.isoformat()}, "on"),
        ({"on": "yesterday"}, "on"),
        ({"energy": "steam"}, "energy"),
    ],
)
def test_a_row_that_makes_no_sense_names_its_column(cloud, change, column):
    _, name = water_point()
    with pytest.raises(Invalid) as wrong:
        dropping.take_curve(OPERATOR, row(name, [1] * 24) | change)
    assert column in wrong.value.fields


def test_hours_of_water_are_kept_to_the_litre(cloud):
    key, name = water_point()
    hours = water.hours(home_of(name), YESTERDAY)
    dropping.take_curve(OPERATOR, row(name, hours))
    (day,) = kept(key)
    assert (day.unit, day.step, day.total) == ("dm3", 60, sum(hours))
    assert [a + b for a, b in zip(day.values[::2], day.values[1::2], strict=True)] == hours


def test_the_same_file_again_changes_nothing_and_a_correction_replaces(cloud):
    key, name = water_point()
    for _ in range(2):
        dropping.take_curve(OPERATOR, row(name, [10] * 24))
    assert kept(key)[0].revision == 1
    dropping.take_curve(OPERATOR, row(name, [None] * 12 + [20] * 12))
    (day,) = kept(key)
    assert (day.total, day.missing, day.revision) == (10 * 12 + 20 * 12, 0, 2)


def test_an_hour_that_the_meter_lacks_stays_missing(cloud):
    key, name = water_point()
    dropping.take_curve(OPERATOR, row(name, [5] * 23 + [None]))
    (day,) = kept(key)
    assert list(day.values[-2:]) == [MISSING, MISSING]


@pytest.mark.parametrize(("unit", "value"), [("W", 600), ("Wh", 100)])
def test_electricity_comes_in_watts_or_watt_hours_of_any_step(cloud, grid, unit, value):
    one = point()
    agree(one)
    ten = [value] * 144
    text = row(one.number, ten, energy="electricity", step="10", unit=unit)
    dropping.take_curve("engie", text)
    assert stored(one) == [300] * 48


def test_a_dropped_file_keeps_its_good_rows_and_reports_the_bad_ones(cloud):
    key, name = water_point()
    good, bad = row(name, [3] * 24), row(name, [3] * 23, on=YESTERDAY - DAY)
    names = list(good)
    lines = [",".join(names), *(",".join(each[part] for part in names) for each in (good, bad))]
    cloud.drop(f"{OPERATOR}/curves-{name}.csv", "\n".join(lines) + "\n")
    cloud.drain("intake")
    assert kept(key)[0].total == 72
    bucket = cloud.environment["INBOX_BUCKET"]
    where = f"{OPERATOR}/reports/curves-{name}.csv.json"
    report = json.loads(cloud.client("s3").get_object(Bucket=bucket, Key=where)["Body"].read())
    assert (report["taken"], report["refused"]) == (1, 1)
    assert report["problems"][0]["line"] == 3


def csv(rows):
    names = list(rows[0])
    lines = [",".join(names), *(",".join(each[name] for name in names) for each in rows)]
    return "\n".join(lines) + "\n"


def test_half_a_file_keeps_what_is_whole_and_the_whole_one_completes_it_once(cloud):
    key, name = water_point()
    week = [TODAY - n * DAY for n in range(7, 0, -1)]
    whole = csv([row(name, [n] * 24, on=on) for n, on in enumerate(week, 1)])
    cloud.drop(f"{OPERATOR}/curves-{name}-a.csv", whole[: -len("7 7 7 7\n")])
    cloud.drain("intake")
    assert [day.on for day in curves.days(key, Period(week[0], TODAY))] == week[:-1]
    cloud.drop(f"{OPERATOR}/curves-{name}-b.csv", whole)
    cloud.drain("intake")
    found = list(curves.days(key, Period(week[0], TODAY)))
    assert [day.total for day in found] == [24 * n for n in range(1, 8)]
    assert {day.revision for day in found} == {1}


def test_rows_twice_and_in_no_order_give_each_day_once(cloud):
    key, name = water_point()
    week = [TODAY - n * DAY for n in (3, 7, 1, 5, 2, 6, 4)]
    rows = [row(name, [on.day] * 24, on=on) for on in week]
    cloud.drop(f"{OPERATOR}/curves-{name}.csv", csv([*rows, *reversed(rows)]))
    cloud.drain("intake")
    found = list(curves.days(key, Period(TODAY - 7 * DAY, TODAY)))
    assert [day.on for day in found] == sorted(week)
    assert all(day.total == 24 * day.on.day and day.revision == 1 for day in found)
