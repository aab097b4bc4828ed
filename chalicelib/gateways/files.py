"""Files in S3: written once, read back, and handed out by short-lived links."""

from collections.abc import Iterator

from chalicelib.errors import NotFound
from chalicelib.gateways.aws import client

CHUNK = 64 * 1024
"""Bytes read at a time from a file that is streamed."""
LINK_SECONDS = 300
"""A link to a file lives five minutes."""


def put(bucket: str, key: str, content: bytes, content_type: str) -> None:
    """Store a file under `key`, replacing what was there (the bucket keeps its versions)."""
    client("s3").put_object(Bucket=bucket, Key=key, Body=content, ContentType=content_type)


def get(bucket: str, key: str) -> bytes:
    """The content of a file; raises `NotFound` (`file_not_found`)."""
    s3 = client("s3")
    try:
        return bytes(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    except s3.exceptions.NoSuchKey as error:
        raise NotFound("file_not_found") from error


def stream(bucket: str, key: str) -> tuple[str, Iterator[bytes]]:
    """A file's version and its content in chunks, for files too large to hold.

    Raises `NotFound` (`file_not_found`).
    """
    s3 = client("s3")
    try:
        found = s3.get_object(Bucket=bucket, Key=key)
    except s3.exceptions.NoSuchKey as error:
        raise NotFound("file_not_found") from error
    return str(found["ETag"]), found["Body"].iter_chunks(CHUNK)


def link(
    bucket: str, key: str, file_name: str, seconds: int = LINK_SECONDS, *, shown: bool = True
) -> str:
    """A URL that shows the file to whoever holds it, for `seconds`; or saves it unless `shown`."""
    how = "inline" if shown else "attachment"
    return str(
        client("s3").generate_presigned_url(
            "get_object",
            Params={
                "Bucket": bucket,
                "Key": key,
                "ResponseContentDisposition": f'{how}; filename="{file_name}"',
            },
            ExpiresIn=seconds,
        )
    )


def upload_link(bucket: str, key: str, content_type: str, size: int, seconds: int) -> str:
    """A URL to PUT one file to, of exactly this type and size: both are signed into it."""
    return str(
        client("s3").generate_presigned_url(
            "put_object",
            Params={
                "Bucket": bucket,
                "Key": key,
                "ContentType": content_type,
                "ContentLength": size,
            },
            ExpiresIn=seconds,
        )
    )


def peek(bucket: str, key: str, count: int = 16) -> tuple[int, bytes]:
    """A file's size and its first bytes; raises `NotFound` (`file_not_found`)."""
    s3 = client("s3")
    try:
        found = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{count - 1}")
    except s3.exceptions.NoSuchKey as error:
        raise NotFound("file_not_found") from error
    size = int(str(found.get("ContentRange", "/0")).rpartition("/")[2])
    return size, bytes(found["Body"].read())


def copy(bucket: str, source: str, target: str, content_type: str) -> None:
    """Copy a file within a bucket, under the type that its content was found to have."""
    client("s3").copy_object(
        Bucket=bucket,
        Key=target,
        CopySource={"Bucket": bucket, "Key": source},
        ContentType=content_type,
        MetadataDirective="REPLACE",
    )
