"""One client for each AWS service and process, made when first used (each costs 35 to 90 ms)."""

from functools import lru_cache
from typing import Any

from chalicelib.config import settings


@lru_cache(maxsize=16)
def client(service: str) -> Any:
    """The client of an AWS service, giving up within 10 s in all."""
    import boto3
    from botocore.config import Config

    make: Any = boto3.client
    return make(
        service,
        region_name=settings().region,
        endpoint_url=settings().endpoint_url,
        config=Config(
            connect_timeout=1,
            read_timeout=4,
            retries={"total_max_attempts": 3, "mode": "standard"},
            signature_version="s3v4" if service == "s3" else None,
            # "virtual" makes links name the region: the global name redirects, which no upload of
            # a page may follow.
            s3={"addressing_style": "path" if settings().endpoint_url else "virtual"},
        ),
    )
