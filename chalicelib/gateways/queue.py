"""Queues: messages out, and batches in with only the failed ones coming back."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from chalicelib.gateways.aws import client
from chalicelib.log import log


def send(queue_url: str, bodies: Iterable[Any], delay_seconds: int = 0) -> int:
    """Put each body (anything msgspec encodes) on the queue, ten a call; how many were put.

    Raises `RuntimeError` naming how many SQS refused, so that the caller's own message is retried.
    """
    sent = 0
    for batch in _tens(bodies):
        answer = client("sqs").send_message_batch(
            QueueUrl=queue_url,
            Entries=[
                {
                    "Id": str(number),
                    "MessageBody": msgspec.json.encode(body).decode(),
                    "DelaySeconds": delay_seconds,
                }
                for number, body in enumerate(batch)
            ],
        )
        if answer.get("Failed"):
            raise RuntimeError(f"{len(answer['Failed'])} of {len(batch)} messages not queued")
        sent += len(batch)
    return sent


def work(event: dict[str, Any], do: Callable[[Any], object]) -> dict[str, Any]:
    """Do each message of an SQS batch; the answer names the failed ones, so that only they return.

    Source: AWS Lambda, partial batch responses (`ReportBatchItemFailures`).
    """
    from aws_lambda_powertools.utilities.batch import (
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    def one(record: Any) -> None:
        try:
            do(msgspec.json.decode(record.body))
        except Exception:
            log().exception("message_failed", message_id=record.message_id)
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(
        event=event, record_handler=one, processor=processor, context=None
    )
    return dict(answer)


def _tens(bodies: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(bodies)
    while batch := list(islice(rest, 10)):
        yield batch
