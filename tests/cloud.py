"""The embedded cloud for tests: the real tables, queues and buckets, and the product in process.

Fixtures (tests/conftest.py): `cloud`, `api`, `outside`, `stack`.
"""

import importlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from infra.compose import compose
from infra.local import gaps, inprocess
from infra.local.cloud import ACCOUNT, REGION, Cloud
from tests.api import Api, Server
from tests.events import FakeContext, Mail, Text, sqs_record

__all__ = ["Api", "Mail", "Server", "TestCloud", "Text", "environment", "free_port", "gateway"]

ROOT = Path(__file__).parents[1]
STRIPE_KEY = "sk_test_simulated"
STRIPE_PUBLISHABLE_KEY = "pk_test_simulated"
WEBHOOK_SECRET = "whsec_simulated"
KEPT = (
    "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
)  # fmt: skip
HANDLERS = {
    "outbox": "delivery", "collection": "collect", "billing": "billing_work", "intake": "intake",
}  # fmt: skip


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def storage_template() -> dict[str, Any]:
    """infra/'s template without functions and what needs them: tables, queues, buckets, secrets."""
    whole = compose()
    resources = {n: r for n, r in whole["Resources"].items() if r.get("Type") in KEPT}
    return {"Parameters": whole["Parameters"], "Resources": resources}


@dataclass
class Drained:
    """What a drain did: how many messages by queue, and those whose handler failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[tuple[str, Any]] = field(default_factory=list)


class TestCloud:
    """An embedded cloud of one's own, with the product's tables, queues, buckets and secrets."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.cloud = Cloud(folder, free_port(), auth=False)
        self.url = self.cloud.url
        self.api_port, self.outside_port = free_port(), free_port()
        self.seen_mails = self.seen_texts = 0

    @property
    def environment(self) -> dict[str, str]:
        """The environment that the functions have on AWS, and where the cloud is."""
        queue = f"{self.url}/{ACCOUNT}/comptoir"
        return self.cloud.environment | {
            "STAGE": "test",
            "TABLE_PREFIX": "comptoir",
            "SITE_URL": f"http://127.0.0.1:{self.api_port}",
            "MAIL_FROM": "comptoir@localhost.test",
            "STRIPE_API_BASE": f"http://127.0.0.1:{self.outside_port}/stripe",
            "STRIPE_SCRIPT_URL": f"http://127.0.0.1:{self.outside_port}/cards/stripe.js",
            "GRID_API_BASE": f"http://127.0.0.1:{self.outside_port}/grid",
            "GAS_API_BASE": f"http://127.0.0.1:{self.outside_port}/gas/adict/v2",
            "GAS_TOKEN_URL": f"http://127.0.0.1:{self.outside_port}/gas/token",
            "RTE_API_BASE": f"http://127.0.0.1:{self.outside_port}/rte",
            "WATER_API_BASE": f"http://127.0.0.1:{self.outside_port}/water/api/v1",
            "INBOX_BUCKET": f"comptoir-inbox-{ACCOUNT}-{REGION}",
            "INVOICES_BUCKET": f"comptoir-invoices-{ACCOUNT}-{REGION}",
            "UPLOADS_BUCKET": f"comptoir-uploads-{ACCOUNT}-{REGION}",
            "QUEUE_URL_COLLECTION": f"{queue}-collection",
            "QUEUE_URL_INTAKE": f"{queue}-intake",
            "QUEUE_URL_BILLING": f"{queue}-billing",
            "QUEUE_URL_OUTBOX": f"{queue}-outbox",
            "POWERTOOLS_SERVICE_NAME": "comptoir",
            "POWERTOOLS_METRICS_NAMESPACE": "Comptoir",
            "POWERTOOLS_TRACE_DISABLED": "true",
        }

    def start(self) -> None:
        """Start, and make what infra/ describes, by CloudFormation."""
        self.cloud.start()
        formation = self.client("cloudformation")
        formation.create_stack(
            StackName="comptoir",
            TemplateBody=json.dumps(storage_template()),
            Parameters=[{"ParameterKey": "Protected", "ParameterValue": "false"}],
        )
        formation.get_waiter("stack_create_complete").wait(
            StackName="comptoir", WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )
        with self.cloud.owned():
            # Tests stop the clock in the past, and the cloud deletes what has expired by its own:
            # the rows that a test has just written. Time to live is tried in tests/e2e.
            gaps.fill(storage_template(), "comptoir", forgets=False)
        self.secret("stripe", api_key=STRIPE_KEY, publishable_key=STRIPE_PUBLISHABLE_KEY,
                    webhook_secrets=[WEBHOOK_SECRET])  # fmt: skip
        self.secret("rte", client_id="simulated", client_secret="simulated")
        self.client("sesv2").create_email_identity(EmailIdentity="comptoir@localhost.test")
        known = self.client("secretsmanager").list_secrets(MaxResults=100)["SecretList"]
        for name in (each["Name"] for each in known):
            if name.startswith("comptoir/grid/"):
                short = name.removeprefix("comptoir/")
                self.secret(short, client_id="simulated", client_secret="simulated")

    def client(self, service: str) -> Any:
        """A boto3 client of this cloud, with all rights."""
        make: Any = boto3.client
        return make(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def secret(self, name: str, **value: Any) -> None:
        """Put a secret's value; `name` is what stands behind "comptoir/"."""
        self.client("secretsmanager").put_secret_value(
            SecretId=f"comptoir/{name}", SecretString=json.dumps(value)
        )

    def mails(self, to: str | None = None) -> list[Mail]:
        """E-mails sent since `forget_messages()`, oldest first; only those to `to` when given."""
        sent = self._mails()[self.seen_mails :]
        return [mail for mail in sent if to is None or mail.to == to]

    def texts(self, to: str | None = None) -> list[Text]:
        """Texts sent since `forget_messages()`, oldest first."""
        sent = self._texts()[self.seen_texts :]
        return [text for text in sent if to is None or text.to == to]

    def forget_messages(self) -> None:
        """From now on `mails` and `texts` give only newer ones."""
        self.seen_mails, self.seen_texts = len(self._mails()), len(self._texts())

    def _mails(self) -> list[Mail]:
        return [
            Mail(each["To"][0], each["Subject"], each["BodyText"] or "", each["BodyHtml"] or "", each["Source"])
            for sent in self.cloud.get("/_ministack/ses/messages")["messages"].values()
            for each in sent
        ]  # fmt: skip

    def _texts(self) -> list[Text]:
        found = self.cloud.get("/_ministack/sns/sms-messages")["sms_messages"]
        return [
            Text(str(each.get("PhoneNumber", number)), str(each.get("Message", "")))
            for number, messages in found.items()
            for each in messages
        ]

    def drop(self, key: str, content: str | bytes) -> None:
        """Drop a file into the inbox bucket, as a back office does: `engie/customers.csv`."""
        body = content.encode() if isinstance(content, str) else content
        bucket = self.environment["INBOX_BUCKET"]
        self.client("s3").put_object(Bucket=bucket, Key=key, Body=body)

    def drain(self, *queues: str, strict: bool = True, rounds: int = 50) -> Drained:
        """Run what waits in the queues through the real handlers, until they are empty.

        `queues` are "outbox", "collection", "billing", "intake" (all by default). A message whose
        handler fails is deleted and reported in `failed`; with `strict` that is an AssertionError.
        Delayed messages that are not due are left alone.
        """
        drained = Drained()
        for _ in range(rounds):
            worked = [self._drain_once(name, drained) for name in queues or HANDLERS]
            if not any(worked):
                break
        assert not (strict and drained.failed), f"handlers failed: {drained.failed}"
        return drained

    def _drain_once(self, queue: str, drained: Drained) -> bool:
        sqs, url = self.client("sqs"), self.environment[f"QUEUE_URL_{queue.upper()}"]
        got = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        ).get("Messages", [])
        if not got:
            return False
        answer = self.handle(
            HANDLERS[queue], {"Records": [sqs_record(each, queue) for each in got]}
        )
        bad = {each["itemIdentifier"] for each in (answer or {}).get("batchItemFailures", [])}
        for message in got:
            if message["MessageId"] in bad:
                drained.failed.append((queue, json.loads(message["Body"])))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        drained.done[queue] = drained.done.get(queue, 0) + len(got) - len(bad)
        return True

    def handle(self, handler: str, event: dict[str, Any]) -> Any:
        """Call an event handler of app.py in this process."""
        function: Callable[..., Any] = getattr(importlib.import_module("app"), handler)
        return function(event, FakeContext(handler))

    def waiting(self, queue: str) -> list[Any]:
        """What waits in a queue, looked at without taking it."""
        found = self.cloud.get(f"/_ministack/sqs/messages?account={ACCOUNT}")
        return [message for message in _walk(found) if f"comptoir-{queue}" in message["queue"]]

    def empty(self) -> None:
        """Delete every row and every waiting message (buckets stay)."""
        dynamo, sqs = self.client("dynamodb"), self.client("sqs")
        for table in dynamo.list_tables()["TableNames"]:
            keys = [
                k["AttributeName"]
                for k in dynamo.describe_table(TableName=table)["Table"]["KeySchema"]
            ]
            for page in dynamo.get_paginator("scan").paginate(TableName=table):
                for item in page["Items"]:
                    dynamo.delete_item(TableName=table, Key={key: item[key] for key in keys})
        for queue in HANDLERS:
            sqs.purge_queue(QueueUrl=self.environment[f"QUEUE_URL_{queue.upper()}"])


def _walk(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        for name, value in found.items():
            if isinstance(value, list):
                yield from ({"queue": name, "message": each} for each in value)
            else:
                yield from _walk(value)


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables inside a `with` block, with the product's settings read anew."""
    before = dict(os.environ)
    os.environ.update(values)
    forget_settings()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        forget_settings()


def forget_settings() -> None:
    """Make the product read its settings again and connect anew."""
    from chalicelib import config, storage
    from chalicelib.gateways import aws

    config.settings.cache_clear()
    aws.client.cache_clear()
    storage.reset()


def gateway() -> inprocess.Gateway:
    """app.py's app in this process."""
    return inprocess.application()
