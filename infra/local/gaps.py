"""What the embedded CloudFormation reads over in the template, done by API calls afterwards.

ministack 1.5.33 enables no time to live and no object lock, takes no gateway responses out of an
API's definition, asks for a right of its own for batches of messages (on AWS `sqs:SendMessage` is
the right for both), and runs every schedule by UTC; real AWS does all of it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import boto3


def fill(
    template: Mapping[str, Any], prefix: str, api: str | None = None, *, forgets: bool = True
) -> None:
    """Bring what was just deployed to what `template` says; `api` is the REST API's id.

    Without `forgets`, rows that have expired stay.
    """
    resources = template["Resources"]
    if forgets:
        _time_to_live(resources, prefix)
    _object_lock(resources, prefix)
    _batches(prefix)
    if api:
        _gateway_responses(resources["RestAPI"]["Properties"], api)


def _time_to_live(resources: Mapping[str, Any], prefix: str) -> None:
    dynamo = boto3.client("dynamodb")
    for resource in resources.values():
        spec = resource.get("Properties", {}).get("TimeToLiveSpecification")
        if resource.get("Type") == "AWS::DynamoDB::Table" and spec:
            name = resource["Properties"]["TableName"]["Fn::Sub"].replace("${Prefix}", prefix)
            dynamo.update_time_to_live(TableName=name, TimeToLiveSpecification=spec)


def _object_lock(resources: Mapping[str, Any], prefix: str) -> None:
    s3: Any = boto3.client("s3")
    account = boto3.client("sts").get_caller_identity()["Account"]
    for resource in resources.values():
        lock = resource.get("Properties", {}).get("ObjectLockConfiguration")
        if resource.get("Type") == "AWS::S3::Bucket" and lock:
            name = resource["Properties"]["BucketName"]["Fn::Sub"].replace("${Prefix}", prefix)
            name = name.replace("${AWS::AccountId}", account)
            name = name.replace("${AWS::Region}", s3.meta.region_name)
            s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=lock)


def verify_sender(address: str) -> None:
    """What an operator does once by hand on AWS: show SES that the sender's address is its own."""
    mail: Any = boto3.client("sesv2")
    known = mail.list_email_identities().get("EmailIdentities", [])
    if address not in {each["IdentityName"] for each in known}:
        mail.create_email_identity(EmailIdentity=address)


def _batches(prefix: str) -> None:
    """Whoever may send a message may send ten."""
    iam: Any = boto3.client("iam")
    for role in (each["RoleName"] for each in iam.list_roles()["Roles"]):
        if not role.startswith(f"{prefix}-"):
            continue
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            granted = [
                each for each in document["Statement"] if "sqs:SendMessage" in each["Action"]
            ]
            for statement in granted:
                actions = statement["Action"]
                actions = [actions] if isinstance(actions, str) else actions
                statement["Action"] = [*actions, "sqs:SendMessageBatch"]
            if granted:
                iam.put_role_policy(
                    RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document)
                )


def _gateway_responses(properties: Mapping[str, Any], api: str) -> None:
    gateway: Any = boto3.client("apigateway")
    for kind, response in properties["GatewayResponses"].items():
        headers = response.get("ResponseParameters", {}).get("Headers", {})
        status = {"statusCode": str(response["StatusCode"])} if "StatusCode" in response else {}
        gateway.put_gateway_response(
            restApiId=api,
            responseType=kind,
            responseParameters={f"gatewayresponse.header.{n}": v for n, v in headers.items()},
            responseTemplates=response.get("ResponseTemplates", {}),
            **status,
        )
    # A response holds for deployments made after it.
    gateway.create_deployment(restApiId=api, stageName=properties["StageName"])


def set_clocks(template: Mapping[str, Any], prefix: str) -> None:
    """Write each schedule in UTC, by the offset that its time zone has today."""
    scheduler: Any = boto3.client("scheduler")
    for resource in template["Resources"].values():
        if resource.get("Type") != "AWS::Scheduler::Schedule":
            continue
        wanted = resource["Properties"]
        zone = wanted.get("ScheduleExpressionTimezone")
        if zone is None:
            continue  # it runs by UTC anyway
        name = wanted["Name"]["Fn::Sub"].replace("${Prefix}", prefix)
        there = scheduler.get_schedule(Name=name, GroupName=prefix)
        scheduler.update_schedule(
            Name=name,
            GroupName=prefix,
            FlexibleTimeWindow=wanted["FlexibleTimeWindow"],
            Target=there["Target"],
            ScheduleExpression=in_utc(wanted["ScheduleExpression"], zone),
            ScheduleExpressionTimezone="UTC",
            Description=f"{wanted['ScheduleExpression']} in {zone}",
        )


def in_utc(expression: str, zone: str) -> str:
    """A cron expression of a local time, in UTC by today's offset; the days stay as they are."""
    minute, hour, *days = expression.removeprefix("cron(").removesuffix(")").split()
    today = datetime.now(ZoneInfo(zone))
    there = today.replace(hour=int(hour), minute=int(minute)).astimezone(UTC)
    return f"cron({there.minute} {there.hour} {' '.join(days)})"
