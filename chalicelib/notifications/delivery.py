"""The delivery handler: takes messages from the outbox queue, renders them, hands them over."""

from datetime import timedelta
from typing import Any

from pynamodb.exceptions import UpdateError

from chalicelib import clock, operators
from chalicelib.gateways import mail, queue, texts
from chalicelib.notifications import rendering
from chalicelib.notifications.table import NotificationRow

SENDING = timedelta(minutes=2)
"""After so long a worker that took a message has stopped: a call to SES or SNS lasts seconds."""


class InHand(Exception):
    """Another worker is sending this message: the queue brings it back, sent by then or not."""


def work(event: dict[str, Any]) -> dict[str, Any]:
    """Deliver a batch of outbox messages; only those that failed come back."""
    return queue.work(event, lambda body: deliver(body["notification"], body["secrets"]))


def deliver(notification: str, secrets: dict[str, str]) -> None:
    """Send one message unless it was sent already (a queue may hand a message over twice).

    Raises InHand while another worker has it.
    """
    row = NotificationRow.get(notification, consistent_read=True)
    if row.state not in ("queued", "sending"):
        return
    if not row.to:
        row.update(actions=[NotificationRow.state.set("dropped")])
        return
    _take(row)
    try:
        provider_id = _hand_over(row, {**row.facts, **secrets})
    except Exception:
        row.update(actions=[NotificationRow.state.set("queued")])
        raise
    row.update(
        actions=[
            NotificationRow.state.set("sent"),
            NotificationRow.provider_id.set(provider_id),
            NotificationRow.sent_at.set(clock.now()),
        ]
    )


def _hand_over(row: NotificationRow, facts: dict[str, Any]) -> str:
    operator = operators.find(row.operator)
    if row.channel == "sms":
        text = rendering.text_message(operator, row.kind, row.language, facts)
        return texts.send(row.to, text)
    letter = rendering.letter(operator, row.kind, row.language, facts)
    return mail.send(row.to, operator.name, letter.subject, letter.text, letter.html)


def _take(row: NotificationRow) -> None:
    """Only one of two workers that hold the same message sends it."""
    now = clock.now()
    free = (NotificationRow.state == "queued") | (NotificationRow.taken_at < now - SENDING)
    try:
        row.update(
            actions=[NotificationRow.state.set("sending"), NotificationRow.taken_at.set(now)],
            condition=free,
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise InHand(row.notification) from None
