"""What infra/ describes, on the embedded cloud and against the code that uses it."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from pynamodb.attributes import Attribute
from pynamodb.models import Model

from infra.alarms import QUEUES
from infra.compose import compose
from infra.daily import packs
from infra.local.gaps import in_utc
from infra.tables import tables
from tests.cloud import ROOT, Api, TestCloud

TABLE_MODULES = sorted((ROOT / "chalicelib").glob("**/*table.py"))


def models() -> list[type[Model]]:
    """Every PynamoDB model of every room."""
    found = []
    for path in TABLE_MODULES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Model) and value.__module__ == name:
                found.append(value)
    return found


def short_name(model: type[Model]) -> str:
    """The table's name in infra/tables.yaml, also when the model has been used in this process."""
    return str(model.Meta.table_name).removeprefix("comptoir-")


def keys_of(attributes: Any) -> dict[str, str]:
    """{"hash": name, "range": name} of a model or an index, with the kind of each key."""
    keys = {}
    for attribute in attributes:
        if attribute.is_hash_key:
            keys["hash"] = attribute.attr_name
        if attribute.is_range_key:
            keys["range"] = attribute.attr_name
        if attribute.is_hash_key or attribute.is_range_key:
            assert attribute.attr_type == "S", f"{attribute.attr_name} is no string"
    return keys


def index_attributes(index: Any) -> list[Any]:
    """The attributes that an index declares."""
    return [each for each in vars(type(index)).values() if isinstance(each, Attribute)]


def test_unknown_paths_are_answered_404_with_a_problem_document(api: Api) -> None:
    answer = api.get("/nothing/is/here/at/all")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["code"] == "path_unknown"


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_model_has_the_keys_and_indexes_of_its_table(model: type[Model]) -> None:
    spec = tables().get(short_name(model))
    assert spec is not None, f"{short_name(model)} is not in infra/tables.yaml"
    keys = {name: spec[name] for name in ("hash", "range") if name in spec}
    assert keys_of(model.get_attributes().values()) == keys
    indexes: dict[str, list[str]] = spec.get("indexes", {})
    for index in model._indexes.values():
        name = index.Meta.index_name
        assert name in indexes, f"{short_name(model)} has no index {name} in infra/tables.yaml"
        found = keys_of(index_attributes(index))
        assert [found[kind] for kind in ("hash", "range") if kind in found] == indexes[name]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_model_has_its_tables_time_to_live_as_a_number(model: type[Model]) -> None:
    ttl = tables()[short_name(model)].get("ttl")
    if ttl is not None:
        kinds = {each.attr_name: each.attr_type for each in model.get_attributes().values()}
        assert kinds.get(ttl) == "N"


def test_the_embedded_cloud_has_every_table_as_described(cloud: TestCloud) -> None:
    dynamo = cloud.client("dynamodb")
    for name, spec in tables().items():
        found = dynamo.describe_table(TableName=f"comptoir-{name}")["Table"]
        keys = {key["KeyType"].lower(): key["AttributeName"] for key in found["KeySchema"]}
        assert keys == {kind: spec[kind] for kind in ("hash", "range") if kind in spec}
        indexes = {index["IndexName"] for index in found.get("GlobalSecondaryIndexes", [])}
        assert indexes == set(spec.get("indexes", {}))


def test_a_file_dropped_into_the_inbox_becomes_an_intake_message(cloud: TestCloud) -> None:
    cloud.drop("nobody/nothing.csv", "a,b\n1,2\n")
    sqs, url = cloud.client("sqs"), cloud.environment["QUEUE_URL_INTAKE"]
    found = []
    for _ in range(20):
        for message in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", []):
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if any("nobody/nothing.csv" in body for body in found):
            return
    raise AssertionError(f"no message for the file: {found}")


def test_invoices_are_versioned_and_locked(cloud: TestCloud) -> None:
    s3, bucket = cloud.client("s3"), cloud.environment["INVOICES_BUCKET"]
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    lock = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    assert lock["Rule"]["DefaultRetention"]["Years"] == 10


def test_every_operator_has_its_schedules_in_its_own_time_zone() -> None:
    resources = compose()["Resources"]
    for code, zone in packs():
        mine = [
            each["Properties"]
            for each in resources.values()
            if each.get("Type") == "AWS::Scheduler::Schedule"
            and f'"operator": "{code}"' in each["Properties"]["Target"]["Input"]
        ]
        tasks = {json.loads(each["Target"]["Input"])["task"] for each in mine}
        assert {"collect", "catch_up", "plan"} <= tasks
        assert {each["ScheduleExpressionTimezone"] for each in mine} == {zone}


def test_the_embedded_cloud_gets_schedules_in_utc_on_the_same_days() -> None:
    assert in_utc("cron(0 15 ? * SUN *)", "UTC") == "cron(0 15 ? * SUN *)"
    assert in_utc("cron(30 8 * * ? *)", "Europe/Moscow") == "cron(30 5 * * ? *)"


def test_every_queue_has_a_dead_letter_queue_with_an_alarm() -> None:
    resources = compose()["Resources"]
    for queue in QUEUES:
        redrive = resources[f"{queue}Queue"]["Properties"]["RedrivePolicy"]
        assert redrive["deadLetterTargetArn"] == {"Fn::GetAtt": [f"{queue}Dead", "Arn"]}
        alarm = resources[f"{queue}DeadAlarm"]["Properties"]
        assert alarm["Dimensions"][0]["Value"] == {"Fn::GetAtt": [f"{queue}Dead", "QueueName"]}


def test_no_function_may_scan_a_table_or_do_everything() -> None:
    for path in sorted(Path(ROOT / ".chalice").glob("policy-*.json")):
        text = path.read_text("utf-8")
        assert "dynamodb:Scan" not in text
        assert ':*"' not in "".join(line for line in text.splitlines() if '"Action"' in line)
        assert '"*"' not in "".join(line for line in text.splitlines() if '"Action"' in line)


def test_the_api_is_told_where_a_viewer_is_and_keeps_its_own_host() -> None:
    """AllViewerExceptHostHeader: API Gateway refuses a foreign Host; the town comes with the rest."""
    site = compose()["Resources"]["Site"]["Properties"]["DistributionConfig"]
    (api,) = [each for each in site["CacheBehaviors"] if each["PathPattern"] == "/api/*"]
    assert api["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
