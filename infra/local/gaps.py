"""What the embedded CloudFormation reads over in the template, done by API calls afterwards.

ministack 1.5.33 enables no time to live, and takes no gateway responses out of an API's definition;
real CloudFormation does both.
"""

from collections.abc import Mapping
from typing import Any

import boto3


def fill(template: Mapping[str, Any], prefix: str, api: str | None = None) -> None:
    """Bring what was just deployed to what `template` says; `api` is the REST API's id."""
    resources = template["Resources"]
    _time_to_live(resources, prefix)
    if api:
        _gateway_responses(resources["RestAPI"]["Properties"], api)


def _time_to_live(resources: Mapping[str, Any], prefix: str) -> None:
    dynamo = boto3.client("dynamodb")
    for resource in resources.values():
        spec = resource.get("Properties", {}).get("TimeToLiveSpecification")
        if resource.get("Type") == "AWS::DynamoDB::Table" and spec:
            name = resource["Properties"]["TableName"]["Fn::Sub"].replace("${Prefix}", prefix)
            dynamo.update_time_to_live(TableName=name, TimeToLiveSpecification=spec)


def _gateway_responses(properties: Mapping[str, Any], api: str) -> None:
    gateway = boto3.client("apigateway")
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
