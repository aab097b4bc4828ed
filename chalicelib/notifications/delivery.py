"""The delivery handler: takes messages from the outbox queue, renders them, hands them over."""

from typing import Any

from chalicelib import clock, operators
from chalicelib.gateways import mail, queue, texts
from chalicelib.notifications import rendering
from chalicelib.notifications.table import NotificationRow


def work(event: dict[str, Any]) -> dict[str, Any]:
    """Deliver a batch of outbox messages; only those that failed come back."""
    return queue.work(event, lambda body: deliver(body["notification"], body["secrets"]))


def deliver(notification: str, secrets: dict[str, str]) -> None:
    """Send one message unless it was sent already (a queue may hand a message over twice)."""
    row = NotificationRow.get(notification)
    if row.state != "queued":
        return
    if not row.to:
        row.update(actions=[NotificationRow.state.set("dropped")])
        return
    operator = operators.find(row.operator)
    facts = {**row.facts, **secrets}
    if row.channel == "sms":
        provider_id = texts.send(
            row.to, rendering.text_message(operator, row.kind, row.language, facts)
        )
    else:
        letter = rendering.letter(operator, row.kind, row.language, facts)
        provider_id = mail.send(row.to, operator.name, letter.subject, letter.text, letter.html)
    row.update(
        actions=[
            NotificationRow.state.set("sent"),
            NotificationRow.provider_id.set(provider_id),
            NotificationRow.sent_at.set(clock.now()),
        ]
    )
