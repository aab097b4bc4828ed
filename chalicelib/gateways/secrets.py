"""Secrets Manager: secrets are read when needed, kept five minutes, never logged."""

from typing import Any

from chalicelib.config import settings

KEPT_SECONDS = 300


def find(name: str) -> dict[str, Any]:
    """The JSON secret `comptoir/<name>`."""
    from aws_lambda_powertools.utilities.parameters import SecretsProvider

    global _provider
    if _provider is None:
        from chalicelib.gateways.aws import client

        _provider = SecretsProvider(boto3_client=client("secretsmanager"))
    value = _provider.get(
        f"{settings().table_prefix}/{name}", max_age=KEPT_SECONDS, transform="json"
    )
    if not isinstance(value, dict):
        raise RuntimeError(f"secret {name} is not a JSON object")
    return value


def forget() -> None:
    """Read every secret anew from now on."""
    global _provider
    _provider = None


_provider: Any = None
