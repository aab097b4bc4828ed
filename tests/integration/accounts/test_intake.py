"""Files of the back office: bad rows are reported with line and reason, good ones are taken."""

import json
import time

import pytest

from chalicelib.accounts import customers, intake
from chalicelib.errors import Invalid
from chalicelib.gateways import backoffice
from tests.cloud import TestCloud
from tests.integration.accounts.steps import digits

HEADER = "number;name;surname;email;language;activation_code"


def report(cloud: TestCloud, name: str) -> dict:
    bucket = cloud.environment["INBOX_BUCKET"]
    body = cloud.client("s3").get_object(Bucket=bucket, Key=f"engie/reports/{name}.json")["Body"]
    return json.loads(body.read())


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("number", "3000000017", "column_malformed"),
        ("number", "2#", "column_malformed"),
        ("name", "", "column_missing"),
        ("name", "x" * 201, "column_too_long"),
        ("activation_code", "12", "column_malformed"),
        ("email", "nowhere", "email_invalid"),
        ("language", "ru", "column_malformed"),
        ("kind", "alien", "column_malformed"),
        ("company", "nobody", "column_malformed"),
    ],
)
def test_a_bad_column_is_refused_by_name(cloud: TestCloud, column: str, value: str, why: str):
    row = {"number": digits(10, "2"), "name": "A", "activation_code": digits(10)} | {column: value}
    with pytest.raises(Invalid) as refused:
        intake.take("engie", row)
    assert refused.value.fields == {column: why}


def test_a_file_whose_name_says_nothing_is_reported_and_not_read(cloud: TestCloud):
    cloud.drop("engie/holidays-2026.csv", "a,b\n1,2\n")
    cloud.drain("intake")
    found = report(cloud, "holidays-2026.csv")
    assert [each["code"] for each in found["problems"]] == ["file_unknown"]
    assert found["taken"] == 0


def test_bad_rows_are_reported_with_line_and_reason_and_never_stop_the_good_ones(cloud: TestCloud):
    numbers = [digits(10, "2") for _ in range(4)]
    lines = [
        HEADER,
        f"{numbers[0]};Amina Peeters;Peeters;amina@example.com;fr;{digits(10)}",
        "12;Nobody;;;fr;",
        f'{numbers[1]};"open;;;fr;{digits(10)}',
        f"{numbers[2]};Bram Maes;Maes;;nl;{digits(10)}",
        "only;three;cells",
        f"{numbers[3]};Zoë Dubois;Dubois;;;{digits(10)}",
    ]
    name = f"customers-{digits(8)}.csv"
    cloud.drop(f"engie/{name}", "\n".join(lines))
    cloud.drain("intake")
    found = report(cloud, name)
    assert (found["taken"], found["refused"], found["waiting"]) == (3, 3, [])
    assert [(each["line"], each["code"]) for each in found["problems"]] == [
        (3, "row_invalid"),
        (4, "row_malformed"),
        (6, "row_cells"),
    ]
    assert all(
        each["reason"] and not each["reason"].startswith("errors.") for each in found["problems"]
    )
    assert {"number", "activation_code"} == found["problems"][0]["fields"].keys()
    for number in (numbers[0], numbers[2], numbers[3]):
        assert customers.find("engie", number) is not None
    assert customers.find("engie", numbers[1]) is None


def test_the_same_file_twice_changes_nothing_and_is_not_read_again(cloud: TestCloud):
    name, number = f"customers-{digits(8)}.json", digits(10, "2")
    row = {"number": int(number), "name": "Amina", "activation_code": digits(10)}
    for _ in range(2):
        cloud.drop(f"engie/{name}", json.dumps([row]))
        cloud.drain("intake")
    assert report(cloud, name)["taken"] == 1


def test_a_row_leaves_alone_what_it_does_not_say_and_never_touches_the_account(cloud: TestCloud):
    number = digits(10, "2")
    intake.take(
        "engie",
        {"number": number, "name": "Amina", "email": "a@example.com", "activation_code": "1" * 10},
    )
    customers.note_meter("engie", number, "M-1")
    intake.take(
        "engie",
        {"number": number, "name": "Amina P.", "activation_code": "1" * 10, "meter_serials": "M-2"},
    )
    found = customers.find("engie", number)
    assert found is not None
    assert (found.name, found.email, found.meter_serials) == (
        "Amina P.",
        "a@example.com",
        {"M-1", "M-2"},
    )
    intake.take(
        "engie", {"number": number, "name": "Amina P.", "activation_code": "1" * 10, "email": ""}
    )
    emptied = customers.find("engie", number)
    assert emptied is not None and emptied.email is None


def test_a_row_that_speaks_of_what_has_not_come_in_is_tried_again_when_it_has(
    cloud: TestCloud, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backoffice, "DELAYS", (1, 1, 1))
    number, name = digits(10, "2"), f"links-{digits(8)}.csv"

    def link(operator: str, row: dict[str, str]) -> None:
        customers.note_contract(operator, row["customer"], row["contract"])

    bucket = cloud.environment["INBOX_BUCKET"]
    cloud.client("s3").put_object(
        Bucket=bucket, Key=f"engie/{name}", Body=f"customer,contract\n{number},K1\n"
    )
    takes, languages = {"links": link}, lambda _: ("fr",)
    waits = backoffice.take_file(bucket, f"engie/{name}", takes, languages)
    assert waits is not None and waits.waiting == [2] and waits.finished_at is None
    intake.take("engie", {"number": number, "name": "Amina", "activation_code": digits(10)})
    done = backoffice.take_file(bucket, f"engie/{name}", takes, languages)
    assert done is not None and (done.taken, done.waiting, done.problems) == (1, [], [])
    found = customers.find("engie", number)
    assert found is not None and found.contract_numbers == {"K1"}
    time.sleep(1.1)
    cloud.drain("intake")


def test_a_row_that_waited_in_vain_becomes_a_problem(
    cloud: TestCloud, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backoffice, "DELAYS", (1,))
    name = f"links-{digits(8)}.csv"
    bucket = cloud.environment["INBOX_BUCKET"]
    cloud.client("s3").put_object(
        Bucket=bucket, Key=f"engie/{name}", Body="customer,contract\n2999999999,K1\n"
    )
    takes = {
        "links": lambda operator, row: customers.note_contract(
            operator, row["customer"], row["contract"]
        )
    }
    for _ in range(2):
        found = backoffice.take_file(bucket, f"engie/{name}", takes, lambda _: ("fr",))
    assert found is not None and found.finished_at is not None
    assert [(each.line, each.code) for each in found.problems] == [(2, "customer_not_in_yet")]
    time.sleep(1.1)
    cloud.drain("intake")


def test_thousands_of_rows_are_taken_in_one_go(cloud: TestCloud):
    numbers = [f"29{n:08d}" for n in range(2000)]
    rows = [f"{number};Client {number};;;fr;{number}" for number in numbers]
    rows[1000] = "broken"
    name = f"customers-{digits(8)}.csv"
    cloud.drop(f"engie/{name}", "\n".join([HEADER, *rows]))
    cloud.drain("intake")
    found = report(cloud, name)
    assert (found["taken"], found["refused"]) == (1999, 1)
    assert found["problems"][0]["line"] == 1002
