"""What Lambda hands to event handlers, and the messages that they send."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from infra.local.cloud import ACCOUNT, REGION


@dataclass(frozen=True)
class Mail:
    """An e-mail that was sent."""

    to: str
    subject: str
    text: str
    html: str
    sender: str

    def link(self) -> str:
        """The first address in its text."""
        start = self.text.index("http")
        return self.text[start:].split()[0].rstrip(".,)>")


@dataclass(frozen=True)
class Text:
    """A text message that was sent."""

    to: str
    text: str


class FakeContext:
    """Lambda's context, as far as handlers and Powertools read it."""

    def __init__(self, name: str) -> None:
        self.function_name = f"comptoir-{name}"
        self.function_version = "$LATEST"
        self.memory_limit_in_mb = 1024
        self.invoked_function_arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:comptoir-{name}"
        self.aws_request_id = secrets.token_hex(16)
        self.log_group_name = f"/aws/lambda/comptoir-{name}"
        self.log_stream_name = "test"
        self._end = time.monotonic() + 300

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda would stop the function."""
        return int((self._end - time.monotonic()) * 1000)


def sqs_record(message: dict[str, Any], queue: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": message.get("MessageAttributes", {}),
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:comptoir-{queue}",
        "awsRegion": REGION,
    }
