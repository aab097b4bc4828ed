"""Puts the packaged template on AWS, or on the embedded cloud when AWS_ENDPOINT_URL points there.

    python -m infra.deploy SiteUrl=https://comptoir.example MailFrom=... [Parameter=value ...]

Zips go to a bucket of their own, named by their content, so that what did not change is not sent
again. The stack bears the name of Prefix. Parameters that are not given keep their value.
"""

import hashlib
import json
import mimetypes
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError, WaiterError

from infra.headers import cache_control, headers
from infra.package import ROOT, package

CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


def artifacts_bucket(prefix: str) -> str:
    """The bucket that zips are uploaded to, made when it is not there."""
    account = boto3.client("sts").get_caller_identity()["Account"]
    s3 = boto3.client("s3")
    region = s3.meta.region_name
    name = f"{prefix}-artifacts-{account}-{region}"
    try:
        s3.head_bucket(Bucket=name)
    except ClientError:
        place: dict[str, Any] = {}
        if region != "us-east-1":
            place["CreateBucketConfiguration"] = {"LocationConstraint": region}
        s3.create_bucket(Bucket=name, **place)
        s3.put_public_access_block(
            Bucket=name,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
        )
    return name


def upload(bucket: str, content: bytes, suffix: str) -> str:
    """Store `content` under its own hash unless it is there; gives the key."""
    s3 = boto3.client("s3")
    key = f"{hashlib.sha256(content).hexdigest()[:32]}{suffix}"
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError:
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key


def uploaded_template(build: Path, bucket: str) -> dict[str, Any]:
    """The template, with the uploaded zips in the place of local files."""
    template: dict[str, Any] = json.loads((build / "template.json").read_text("utf-8"))
    keys: dict[str, str] = {}
    for resource in template["Resources"].values():
        for field in ("CodeUri", "ContentUri"):
            name = resource.get("Properties", {}).get(field)
            if isinstance(name, str):
                if name not in keys:
                    keys[name] = upload(bucket, (build / name).read_bytes(), ".zip")
                resource["Properties"][field] = f"s3://{bucket}/{keys[name]}"
    return template


def deploy(
    build: Path, parameters: dict[str, str], say: Callable[[str], None] = print
) -> dict[str, str]:
    """Create or update the stack and wait for it; gives its outputs.

    Exits with CloudFormation's own words when it fails.
    """
    prefix = parameters.get("Prefix", "comptoir")
    bucket = artifacts_bucket(prefix)
    text = json.dumps(uploaded_template(build, bucket), separators=(",", ":"))
    key = upload(bucket, text.encode(), ".json")
    cloud = boto3.client("cloudformation")
    url = boto3.client("s3").generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=3600
    )
    known = {} if (there := describe(prefix)) is None else there["parameters"]
    given: list[Any] = [{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()]
    given += [
        {"ParameterKey": name, "UsePreviousValue": True}
        for name in json.loads(text)["Parameters"]
        if name in known and name not in parameters
    ]
    wanted: dict[str, Any] = {
        "StackName": prefix, "TemplateURL": url, "Parameters": given, "Capabilities": CAPABILITIES,
    }  # fmt: skip
    kind = "stack_update_complete" if there else "stack_create_complete"
    started = time.time()
    try:
        if there:
            cloud.update_stack(**wanted)
        else:
            cloud.create_stack(**wanted, OnFailure="DELETE")
    except ClientError as error:
        if "No updates" in str(error):
            return dict(there["outputs"]) if there else {}
        raise SystemExit(f"CloudFormation refused the template: {error}") from error
    try:
        pause = 1 if cloud.meta.endpoint_url.startswith("http://") else 10
        cloud.get_waiter(kind).wait(
            StackName=prefix, WaiterConfig={"Delay": pause, "MaxAttempts": 3600 // pause}
        )
    except WaiterError as error:
        for line in failures(prefix, started):
            say(line)
        raise SystemExit(
            "CloudFormation could not build the stack; the reasons stand above."
        ) from error
    done = describe(prefix)
    assert done is not None
    return dict(done["outputs"])


def describe(stack: str) -> dict[str, dict[str, str]] | None:
    """The stack's outputs and parameters; None when there is none or it is only half there."""
    try:
        found = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError:
        return None
    if found["StackStatus"] in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE"):
        return None
    return {
        "outputs": {o["OutputKey"]: o["OutputValue"] for o in found.get("Outputs", [])},
        "parameters": {
            p["ParameterKey"]: p.get("ParameterValue", "") for p in found.get("Parameters", [])
        },
        "state": {"status": found["StackStatus"]},
    }


def failures(stack: str, since: float) -> Iterator[str]:
    """What CloudFormation says of each resource that failed."""
    events = boto3.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
    for event in reversed(events):
        failed = event.get("ResourceStatus", "").endswith("_FAILED")
        if failed and event["Timestamp"].timestamp() >= since - 60:
            yield f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"


def upload_site(dist: Path, bucket: str, distribution: str) -> int:
    """Copy the built pages to their bucket, each with its cache header; gives how many."""
    s3 = boto3.client("s3")
    rules: dict[str, str] = headers()["cache"]
    count = 0
    for path in sorted(dist.rglob("*")):
        if path.is_file():
            name = path.relative_to(dist).as_posix()
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            if kind.startswith("text/") or kind.endswith(("json", "javascript")):
                kind += "; charset=utf-8"
            s3.put_object(
                Bucket=bucket,
                Key=name,
                Body=path.read_bytes(),
                ContentType=kind,
                CacheControl=cache_control(f"/{name}", rules),
            )
            count += 1
    boto3.client("cloudfront").create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns()),
        },
    )  # fmt: skip
    return count


def main() -> None:
    """The command line."""
    parameters = dict(pair.split("=", 1) for pair in sys.argv[1:])
    outputs = deploy(package("aws"), parameters)
    dist = ROOT / "frontend/dist"
    if dist.is_dir():
        count = upload_site(dist, outputs["SiteBucketName"], outputs["SiteDistribution"])
        print(f"{count} files of the site are up.")
    for name, value in sorted(outputs.items()):
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
