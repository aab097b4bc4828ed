"""Contracts, meters, readings and coefficients come in from files; a bad row is named, no other hurt."""

import json
from pathlib import Path

import pytest

from chalicelib import operators
from chalicelib.contracts import agreements, supply
from chalicelib.contracts import intake as contracts
from chalicelib.errors import Conflict, Invalid
from chalicelib.gateways.backoffice import NotYet
from chalicelib.metering import intake, meters, readings
from chalicelib.operators import directory
from tests.cloud import TestCloud
from tests.integration.accounts.steps import digits, home
from tests.integration.readings.steps import Place, contract, meter, place, read

ORDER = ("customers", "contracts", "coefficients", "meters", "readings")


def test_a_row_names_every_column_that_is_wrong():
    with pytest.raises(Invalid) as refused:
        contracts.take("engie", {
            "contract": "has#hash", "customer": "", "energy": "water", "point": "1" * 61,
            "started_on": "31/12/2026", "ended_on": "2020-02-30", "tariff": "elec mono",
            "off_peak": "22:00", "subscribed_power_va": "-1", "options": "power",
        })  # fmt: skip
    assert refused.value.code == "row_invalid"
    assert refused.value.fields == {
        "contract": "column_malformed",
        "customer": "column_missing",
        "energy": "column_malformed",
        "point": "column_too_long",
        "started_on": "column_malformed",
        "ended_on": "column_malformed",
        "tariff": "column_malformed",
        "off_peak": "column_malformed",
        "subscribed_power_va": "column_malformed",
        "options": "column_malformed",
    }


def test_a_contract_may_not_end_before_it_starts():
    with pytest.raises(Invalid) as refused:
        place("gas", started_on="2026-01-01", ended_on="2026-01-01")
    assert refused.value.fields == {"ended_on": "ends_before_start"}


def test_a_contract_waits_for_its_customer():
    nobody = home()
    nobody.number = digits(10, "2")
    with pytest.raises(NotYet):
        contract(nobody, Place(nobody, "gas", digits(18, "5414"), "M1"))


def test_a_meter_waits_for_its_contract_and_a_reading_for_its_meter():
    at = Place(home(), "gas", digits(18, "5414"), f"M{digits(9)}")
    with pytest.raises(NotYet):
        meter(at)
    with pytest.raises(NotYet):
        read(at, "2026-01-01", 1)
    with pytest.raises(NotYet):
        contracts.take_coefficient(
            "engie", {"point": at.point, "from_on": "2026-01-01", "kwh_per_m3": "11"}
        )


def test_a_meter_hangs_at_one_point_at_a_time():
    at, other = place("gas"), place("gas")
    other.serial = at.serial
    with pytest.raises(Conflict) as refused:
        meter(other)
    assert refused.value.code == "meter_elsewhere"
    meter(at, removed_on="2026-03-01", closing="120")
    meter(other, fitted_on="2026-03-01", opening="120")
    assert [each.point[-18:] for each in meters.by_serial("engie", at.serial)] == [
        at.point,
        other.point,
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("serial", ""),
        ("digits", "0"),
        ("digits", "many"),
        ("unit", "gallon"),
        ("communicating", "perhaps"),
        ("opening", "100000"),
        ("opening", "peak=1"),
        ("opening", "x"),
        ("closing", "5"),
        ("removed_on", "2023-12-31"),
    ],
)
def test_a_meter_that_cannot_be_is_refused_by_its_column(column: str, value: str):
    at = place("gas")
    at.serial = f"M{digits(9)}"
    with pytest.raises(Invalid) as refused:
        meter(at, **{column: value})
    assert column in refused.value.fields


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("index", "123456"),
        ("index", "-1"),
        ("index", "1e999999"),
        ("index", "NaN"),
        ("register", "peak"),
        ("kind", "guessed"),
        ("source", "neighbour"),
        ("on", "2027-01-01"),
        ("on", "yesterday"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_by_its_column(column: str, value: str):
    at = place("gas")
    row = {"serial": at.serial, "on": "2026-01-01", "index": "5", "register": "single"}
    with pytest.raises(Invalid) as refused:
        intake.take_reading("engie", row | {column: value})
    assert column in refused.value.fields


@pytest.mark.parametrize("worth", ["4.99", "15.01", "0", "-11", "eleven", ""])
def test_a_cubic_metre_of_gas_is_worth_something_believable(worth: str):
    at = place("gas")
    with pytest.raises(Invalid):
        contracts.take_coefficient(
            "engie", {"point": at.point, "from_on": "2026-01-01", "kwh_per_m3": worth}
        )


def test_the_same_row_twice_changes_nothing():
    at = place("gas")
    for _ in range(2):
        read(at, "2026-01-01", 120, kind="estimated")
    found = readings.of_point(f"engie#gas#{at.point}")
    assert [each.index for each in found] == [120000]
    read(at, "2026-01-01", 125)
    assert len(readings.of_point(f"engie#gas#{at.point}")) == 2


def test_what_came_first_keeps_its_coefficients_and_the_latest_contract_holds_the_point():
    before = place("gas", started_on="2024-01-01", ended_on="2025-07-01")
    after = Place(home(), "gas", before.point, before.serial)
    contract(after.who, after, started_on="2025-07-01")
    contract(before.who, before, started_on="2024-01-01", ended_on="2025-07-01")
    point = supply.find(f"engie#gas#{before.point}")
    assert point is not None
    assert point.customer == after.who.number
    assert [str(each.kwh_per_m3) for each in point.coefficients] == ["11.2"]
    assert [each.customer for each in agreements.of_point(point.point)] == [
        before.who.number,
        after.who.number,
    ]


@pytest.mark.parametrize("operator", operators.codes())
def test_every_demo_file_goes_in_without_a_problem(cloud: TestCloud, operator: str):
    folder = directory.demo_folder(operator)
    for kind in ORDER:
        path = folder / f"{kind}.csv"
        if not path.exists():
            assert kind == "coefficients"
            continue
        cloud.drop(f"{operator}/{kind}.csv", path.read_bytes())
        cloud.drain("intake")
        report = _report(cloud, f"{operator}/reports/{kind}.csv.json")
        assert report["problems"] == []
        assert report["waiting"] == []
        assert report["taken"] == len(path.read_text().splitlines()) - 1


def _report(cloud: TestCloud, key: str) -> dict[str, object]:
    bucket = cloud.environment["INBOX_BUCKET"]
    return json.loads(cloud.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())


def test_the_demo_files_are_those_that_their_script_writes():
    from infra.local.homes import demo

    for operator in operators.codes():
        folder: Path = directory.demo_folder(operator)
        written = dict(demo.files_of(operator).texts())
        kept = {name: (folder / name).read_text("utf-8") for name in written}
        assert written == kept, operator
