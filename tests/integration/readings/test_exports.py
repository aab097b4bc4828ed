"""A customer's own data as a file: CSV, JSON, and Green Button that is valid against its schema."""

import csv
import io
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from lxml import etree

from chalicelib.metering import green_button
from chalicelib.metering.green_button import Feed, Interval
from tests.cloud import Api, TestCloud
from tests.integration.accounts.steps import code_of
from tests.integration.readings.steps import at_home, monthly, place, read
from tests.integration.readings.test_usage import agree, measured

SCHEMA = Path(__file__).parents[4] / "shared/data/espi-4.0.xsd"
ESPI, ATOM = "{http://naesb.org/espi}", "{http://www.w3.org/2005/Atom}"
YEAR = {"from": "2025-01-01", "until": "2026-01-01", "step": "month"}


class _NoAtom(etree.Resolver):
    """The schema imports Atom's without using it."""

    def resolve(self, url, public, context):
        if url.endswith("atom.xsd"):
            empty = (
                '<schema xmlns="http://www.w3.org/2001/XMLSchema"'
                ' targetNamespace="http://www.w3.org/2005/Atom"/>'
            )
            return self.resolve_string(empty, context)
        return None


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Green Button's schema, as its alliance publishes it."""
    if not SCHEMA.exists():
        pytest.skip("the Green Button schema is not part of this project")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_NoAtom())
    return etree.XMLSchema(etree.parse(SCHEMA, parser))


def exported(api: Api, at, **asked: str) -> bytes:
    answer = api.post(f"{at.url}/exports", json=YEAR | asked)
    assert answer.status_code == 201, answer.text
    file = httpx.get(answer.json()["url"])
    assert file.status_code == 200
    assert file.headers["content-disposition"].startswith("attachment")
    assert len(file.content) == answer.json()["size"]
    return file.content


def resources(feed: bytes) -> list[etree._Element]:
    return [each for each in etree.fromstring(feed).iter() if each.getparent() is not None
            and each.getparent().tag == f"{ATOM}content"]  # fmt: skip


def test_only_ones_own_data_are_exported(api: Api, cloud: TestCloud):
    other = place("gas")
    assert code_of(api.post(f"{other.url}/exports", json=YEAR), 401) == "sign_in_needed"
    at_home(api, cloud, "gas")
    assert code_of(api.post(f"{other.url}/exports", json=YEAR), 404) == "supply_point_unknown"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"format": "pdf"}, 422, "form_invalid"),
        ({"step": "year"}, 422, "form_invalid"),
        ({"until": "2025-01-01"}, 422, "period_reversed"),
        ({"from": "2001-01-01", "step": "day"}, 422, "period_too_long"),
        ({"step": "half_hour"}, 403, "consent_needed"),
    ],
)
def test_what_cannot_be_exported_is_refused(api: Api, cloud: TestCloud, asked, status, code):
    made = at_home(api, cloud, "electricity", communicating="true")
    assert code_of(api.post(f"{made.url}/exports", json=YEAR | asked), status) == code


def test_a_csv_has_a_line_for_each_month(api: Api, cloud: TestCloud):
    made = at_home(api, cloud, "electricity")
    monthly(made, 150)
    lines = list(csv.DictReader(io.StringIO(exported(api, made).decode())))
    assert len(lines) == 12
    assert lines[6]["start"] == "2025-07-01T00:00:00+02:00"
    assert {line["amount_wh"] for line in lines} == {"150000"}
    assert {line["kind"] for line in lines} == {"real"}
    assert sum(int(line["cents"]) for line in lines) > 0


def test_a_json_has_the_same(api: Api, cloud: TestCloud):
    import json

    made = at_home(api, cloud, "gas")
    monthly(made, 100)
    whole = json.loads(exported(api, made, format="json"))
    assert whole["unit"] == "dm3"
    assert [each["amount"] for each in whole["intervals"]] == [100000] * 12


@pytest.mark.parametrize("energy", ["electricity", "gas"])
def test_green_button_is_valid(api: Api, cloud: TestCloud, schema: etree.XMLSchema, energy: str):
    made = at_home(api, cloud, energy)
    monthly(made, 100)
    read(made, "2025-06-15", 1000 + 17 * 100 + 20, kind="estimated")
    feed = exported(api, made, format="green_button")
    found = resources(feed)
    assert [etree.QName(each).localname for each in found] == [
        "UsagePoint", "LocalTimeParameters", "MeterReading", "ReadingType", *["IntervalBlock"] * 12,
    ]  # fmt: skip
    for each in found:
        schema.assertValid(etree.ElementTree(each))
    values = [int(each.text) for each in etree.fromstring(feed).iter(f"{ESPI}value")]
    assert sum(values) == 1_200_000


def test_green_button_of_a_day_of_50_half_hours(api: Api, cloud: TestCloud, schema):
    made = at_home(api, cloud, "electricity", communicating="true")
    agree(made, "recording", "half_hourly")
    measured(made, date(2026, 10, 24), 3)
    asked = {"from": "2026-10-24", "until": "2026-10-27", "step": "half_hour"}
    feed = exported(api, made, format="green_button", **asked)
    for each in resources(feed):
        schema.assertValid(etree.ElementTree(each))
    starts = [int(each.text) for each in etree.fromstring(feed).iter(f"{ESPI}start")][1:]
    assert len(starts) == len(set(starts)) == 48 + 50 + 48
    assert all(b - a == 1800 for a, b in pairwise(starts))


@pytest.mark.parametrize(
    ("energy", "zone", "codes"),
    [
        ("water", "Europe/Moscow", ("2", "9", "58", "42", "-3")),
        ("gas", "Europe/Paris", ("1", "7", "58", "42", "-3")),
        ("electricity", "Europe/Brussels", ("0", "1", "12", "72", "0")),
    ],
)
def test_each_fluid_has_its_codes_and_each_zone_its_rule(schema, energy, zone, codes):
    made_at = datetime(2026, 11, 5, tzinfo=UTC)
    feed = Feed("https://x.test", "w-1", 'A & "B" <C>', energy, "RUB", zone, 86400, made_at)
    text = green_button.document(feed, [Interval(made_at, 86400, 120, green_button.ESTIMATED, 15)])
    whole = etree.fromstring(text.encode())
    for each in resources(text.encode()):
        schema.assertValid(etree.ElementTree(each))
    read = {etree.QName(e).localname: e.text for e in whole.iter() if isinstance(e.tag, str)}
    kinds = [e.text for e in whole.iter(f"{ESPI}kind")]
    assert (
        kinds[0],
        read["commodity"],
        kinds[1],
        read["uom"],
        read["powerOfTenMultiplier"],
    ) == codes
    assert read["cost"] == "15000"
    if zone == "Europe/Moscow":
        assert (read["dstStartRule"], read["tzOffset"]) == ("FFFFFFFF", "10800")
    else:
        assert (read["dstStartRule"], read["dstEndRule"], read["tzOffset"]) == (
            "3E0E2000", "AE0E3000", "3600",
        )  # fmt: skip
