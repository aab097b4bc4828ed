"""tables.yaml, and the DynamoDB table that each of its lines stands for."""

from infra.templates import INFRA, Template, load, sub


def tables() -> dict[str, Template]:
    """Every table of tables.yaml: short name to {hash, range?, ttl?, indexes?}."""
    return load(INFRA / "tables.yaml")


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
