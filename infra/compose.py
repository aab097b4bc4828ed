"""Joins infra/*.yaml into the one template that `chalice package --merge-template` takes.

What is regular is made here: a table for each line of tables.yaml, schedules and a secret for each
operator pack in its own time zone, an alarm for each dead-letter queue and function, and the site's
headers and function from the files that the local stand-in reads too.

    python -m infra.compose > merge.json
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parent
PACKS = INFRA.parent / "chalicelib/operators/packs"
PARTS = (
    "template", "queues", "buckets", "secrets", "schedules", "handlers", "gateway", "site",
    "alarms",
)  # fmt: skip
QUEUES = ("Collection", "Intake", "Billing", "Outbox")
FUNCTIONS = (
    "APIHandler",
    "Midnight",
    "Collect",
    "Intake",
    "BillingPlan",
    "BillingWork",
    "Delivery",
)

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags, as `!Ref` and `!GetAtt`."""


def _short_tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> Template:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # a mapping node
    return {name: value}


_Loader.add_multi_constructor("!", _short_tag)


def load(path: Path) -> Template:
    """A YAML file of infra/ with short tags spelled out."""
    return dict(yaml.load(path.read_text("utf-8"), _Loader))


def tables() -> dict[str, Template]:
    """Every table of tables.yaml: short name to {hash, range?, ttl?, indexes?}."""
    return load(INFRA / "tables.yaml")


def packs() -> list[tuple[str, str]]:
    """Code and time zone (IANA) of each operator pack, by code."""
    found = []
    for path in sorted(PACKS.glob("*/pack.toml")):
        pack = tomllib.loads(path.read_text("utf-8"))
        found.append((str(pack["code"]), str(pack["time_zone"])))
    return sorted(found)


def logical(*words: str) -> str:
    """A logical id: letters and digits, each word with a capital."""
    parts = [part for word in words for part in word.replace("_", "-").split("-")]
    return "".join(part[:1].upper() + part[1:] for part in parts)


def sub(text: str) -> Template:
    """CloudFormation's `!Sub`."""
    return {"Fn::Sub": text}


def table(name: str, spec: Template) -> Template:
    """One table as a CloudFormation resource."""
    indexes: dict[str, list[str]] = spec.get("indexes", {})
    own = [spec["hash"], *([spec["range"]] if "range" in spec else [])]
    attributes = sorted({*own, *(key for keys in indexes.values() for key in keys)})
    properties: Template = {
        "TableName": sub(f"${{Prefix}}-{name}"),
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": a, "AttributeType": "S"} for a in attributes],
        "KeySchema": _keys(own),
        "SSESpecification": {"SSEEnabled": False},  # AWS's own key: encrypted, no call to KMS
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "DeletionProtectionEnabled": {"Ref": "Protected"},
    }
    if indexes:
        properties["GlobalSecondaryIndexes"] = [
            {"IndexName": index, "KeySchema": _keys(keys), "Projection": {"ProjectionType": "ALL"}}
            for index, keys in sorted(indexes.items())
        ]
    if "ttl" in spec:
        properties["TimeToLiveSpecification"] = {"AttributeName": spec["ttl"], "Enabled": True}
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def _keys(names: list[str]) -> list[dict[str, str]]:
    kinds = ("HASH", "RANGE")
    return [{"AttributeName": n, "KeyType": k} for n, k in zip(names, kinds, strict=False)]


def schedules(code: str, zone: str) -> Iterator[tuple[str, Template]]:
    """What happens each day for one operator, by its own clock.

    Midnight plans the day that just ended; the grid has most of it about 08:00, so two catch-ups
    follow; bills are made at 06:00.
    """
    plan = (
        ("midnight", "0 0", "Midnight", "collect"),
        ("morning", "30 8", "Midnight", "catch_up"),
        ("afternoon", "0 14", "Midnight", "catch_up"),
        ("billing", "0 6", "BillingPlan", "plan"),
    )
    for name, minute_hour, function, task in plan:
        yield (
            logical(name, code, "schedule"),
            {
                "Type": "AWS::Scheduler::Schedule",
                "Properties": {
                    "Name": sub(f"${{Prefix}}-{name}-{code}"),
                    "GroupName": {"Ref": "Schedules"},
                    "ScheduleExpression": f"cron({minute_hour} * * ? *)",
                    "ScheduleExpressionTimezone": zone,
                    "FlexibleTimeWindow": {"Mode": "OFF"},
                    "Target": {
                        "Arn": {"Fn::GetAtt": [function, "Arn"]},
                        "RoleArn": {"Fn::GetAtt": ["SchedulerRole", "Arn"]},
                        "Input": json.dumps({"operator": code, "task": task}),
                        "RetryPolicy": {
                            "MaximumRetryAttempts": 10,
                            "MaximumEventAgeInSeconds": 7200,
                        },
                    },
                },
            },
        )


def grid_secret(code: str) -> Template:
    """Where the operator's credentials at the grid's interface are kept."""
    return {
        "Type": "AWS::SecretsManager::Secret",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "Name": sub(f"${{Prefix}}/grid/{code}"),
            "Description": "Grid operator's interface, {client_id, client_secret}",
            "SecretString": '{"client_id": "", "client_secret": ""}',
        },
    }


def alarm(name: str, words: str, namespace: str, metric: str, dimension: Template) -> Template:
    """An alarm that rings at the first count of `metric` in five minutes."""
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": sub(f"${{Prefix}}-{name}"),
            "AlarmDescription": words,
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": [dimension],
            "Statistic": "Maximum" if namespace == "AWS/SQS" else "Sum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "Threshold": 0,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "Alarms"}],
        },
    }


def alarms() -> Iterator[tuple[str, Template]]:
    """An alarm for each dead-letter queue and for the errors of each function."""
    for queue in QUEUES:
        dimension = {"Name": "QueueName", "Value": {"Fn::GetAtt": [f"{queue}Dead", "QueueName"]}}
        words = f"A message of the {queue.lower()} queue failed for good; look, repair, replay"
        metric = "ApproximateNumberOfMessagesVisible"
        yield (
            f"{queue}DeadAlarm",
            alarm(f"{queue.lower()}-dead", words, "AWS/SQS", metric, dimension),
        )
    for function in FUNCTIONS:
        dimension = {"Name": "FunctionName", "Value": {"Ref": function}}
        words = f"{function} ended in an error"
        yield (
            f"{function}FailsAlarm",
            alarm(f"{function.lower()}-fails", words, "AWS/Lambda", "Errors", dimension),
        )


def headers() -> dict[str, Any]:
    """headers.json: the headers of every page, and how long each kind of file is kept."""
    return dict(json.loads((INFRA / "headers.json").read_text("utf-8")))


def headers_policy(pages: dict[str, str]) -> Template:
    """The page headers as CloudFront writes them."""
    security: Template = {}
    custom = []
    for name, value in pages.items():
        match name:
            case "Content-Security-Policy":
                security["ContentSecurityPolicy"] = {
                    "ContentSecurityPolicy": value, "Override": True,
                }  # fmt: skip
            case "Strict-Transport-Security":
                age = int(value.split("max-age=")[1].split(";")[0])
                security["StrictTransportSecurity"] = {
                    "AccessControlMaxAgeSec": age,
                    "IncludeSubdomains": "includeSubDomains" in value,
                    "Preload": "preload" in value,
                    "Override": True,
                }
            case "X-Content-Type-Options":
                security["ContentTypeOptions"] = {"Override": True}
            case "X-Frame-Options":
                security["FrameOptions"] = {"FrameOption": value, "Override": True}
            case "Referrer-Policy":
                security["ReferrerPolicy"] = {"ReferrerPolicy": value, "Override": True}
            case _:
                custom.append({"Header": name, "Value": value, "Override": True})
    return {"SecurityHeadersConfig": security, "CustomHeadersConfig": {"Items": custom}}


def merge(into: Template, more: Template) -> Template:
    """`more` laid over `into`, mapping by mapping; a doubled resource is a mistake."""
    for section, entries in more.items():
        if not isinstance(entries, dict):
            into[section] = entries
            continue
        there = into.setdefault(section, {})
        doubled = there.keys() & entries.keys()
        if doubled:
            raise ValueError(f"{section} defined twice in infra/: {', '.join(sorted(doubled))}")
        there.update(entries)
    return into


def compose() -> Template:
    """The whole merge template."""
    whole: Template = {}
    for part in PARTS:
        merge(whole, load(INFRA / f"{part}.yaml"))
    resources = whole["Resources"]
    more: Template = {logical(name, "table"): table(name, spec) for name, spec in tables().items()}
    for code, zone in packs():
        more.update(schedules(code, zone))
        more[logical("grid", code, "secret")] = grid_secret(code)
    more.update(alarms())
    merge(whole, {"Resources": more})
    config = resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    config.update(headers_policy(headers()["pages"]))
    site_function = (INFRA / "cf-function.js").read_text("utf-8")
    resources["SiteFunction"]["Properties"]["FunctionCode"] = site_function
    return whole


if __name__ == "__main__":
    json.dump(compose(), sys.stdout, indent=1)
