"""What `make start` brings up: the very package, by the very template, with IAM enforced."""

import json
import time

import httpx
import pytest

from infra.headers import headers
from infra.tables import tables
from tests.stack import Stack

OPERATORS = ("engie", "gaz-et-eaux", "oya", "vodokanal")


def test_an_unknown_path_of_the_api_is_a_problem_document(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/api/nothing/is/here/at/all")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["code"] == "path_unknown"


def test_an_unknown_page_is_not_found_and_nothing_outside_the_site_is_served(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/no/such/page/").status_code == 404
    for path in ("/../package.json", "/%2e%2e/package.json", "/assets/..%2f..%2fpackage.json"):
        assert httpx.get(f"{stack.url}{path}").status_code == 404


def test_pages_carry_every_header_of_the_one_list(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/engie/fr/login/")
    assert answer.status_code == 200
    for name, value in headers()["pages"].items():
        assert answer.headers[name] == value


def test_a_page_is_sent_once_and_then_only_confirmed(stack: Stack) -> None:
    first = httpx.get(f"{stack.url}/engie/fr/login/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    again = httpx.get(
        f"{stack.url}/engie/fr/login/", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_pack_is_served_with_its_demo_customers(stack: Stack, operator: str) -> None:
    assert stack.api().get(f"/{operator}/operator").json()["code"] == operator
    rows = stack.client("dynamodb").scan(
        TableName="comptoir-customers",
        FilterExpression="begins_with(customer, :op)",
        ExpressionAttributeValues={":op": {"S": f"{operator}#"}},
    )
    assert rows["Count"] >= 1


def test_a_function_may_not_do_what_its_policy_does_not_say(stack: Stack) -> None:
    """The embedded cloud enforces IAM: without it, missing rights would show on AWS only."""
    iam = stack.client("iam")
    roles = [r["RoleName"] for r in iam.list_roles(MaxItems=100)["Roles"]]
    delivery = next(role for role in roles if "DeliveryRole" in role)
    arn = f"arn:aws:iam::000000000000:role/{delivery}"
    found = iam.simulate_principal_policy(
        PolicySourceArn=arn,
        ActionNames=["dynamodb:Scan", "s3:DeleteObject", "sqs:PurgeQueue"],
        ResourceArns=["*"],
    )
    decisions = {r["EvalActionName"]: r["EvalDecision"] for r in found["EvaluationResults"]}
    assert set(decisions.values()) == {"implicitDeny"}


def test_a_message_goes_through_queue_and_delivery_into_the_outbox(stack: Stack) -> None:
    address = f"visitor-{time.time_ns()}@example.com"
    answer = stack.api().post("/engie/signups", json={"email": address})
    assert answer.status_code == 202
    mail = stack.wait_for_mail(address, seconds=60)
    assert mail.link().startswith(f"{stack.url}/engie/")
    page = httpx.get(f"{stack.url}/_outbox/").text
    assert address in page
    assert f'href="{mail.link()}"' in page


def test_schedules_run_by_the_operators_clocks(stack: Stack) -> None:
    scheduler = stack.client("scheduler")
    names = {s["Name"] for s in scheduler.list_schedules(MaxResults=100)["Schedules"]}
    assert {f"comptoir-midnight-{operator}" for operator in OPERATORS} <= names
    moscow = scheduler.get_schedule(Name="comptoir-midnight-vodokanal", GroupName="comptoir")
    assert json.loads(moscow["Target"]["Input"])["operator"] == "vodokanal"


def test_expired_rows_are_deleted_and_invoices_cannot_be(stack: Stack) -> None:
    dynamo, s3 = stack.client("dynamodb"), stack.client("s3")
    for name, spec in tables().items():
        found = dynamo.describe_time_to_live(TableName=f"comptoir-{name}")["TimeToLiveDescription"]
        assert found.get("AttributeName") == spec.get("ttl")
    bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if "-invoices-" in b["Name"])
    lock = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
    assert lock["ObjectLockEnabled"] == "Enabled"


def test_no_function_was_refused_a_right_or_failed(stack: Stack) -> None:
    log = (stack.state / "cloud/cloud.log").read_text("utf-8", "replace")
    bad = [
        line[:300] for line in log.splitlines() if "AccessDenied" in line or "errorType=" in line
    ]
    assert bad == []
