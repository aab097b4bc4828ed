"""Puts messages into the outbox; nothing is sent while a customer waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from pynamodb.exceptions import PutError

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.gateways import queue
from chalicelib.notifications.table import NotificationRow

KEPT_SECONDS = 400 * 24 * 3600
"""How long the outbox remembers a message: a little over a year."""

Fact = str | int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message: an e-mail address or a phone number (E.164), and the account if any."""

    email: str = ""
    phone: str = ""
    account: str | None = None


def send(
    operator: str,
    *,
    to: Recipient,
    kind: str,
    language: str,
    facts: Mapping[str, Fact] | None = None,
    secrets: Mapping[str, str] | None = None,
    channel: str = "email",
    once: str | None = None,
) -> str:
    """Queue a message of `kind` (a template under `templates/`, words in `mail.json`); its id.

    `facts` are already written in the reader's language and are kept with the message. `secrets`
    (links with tokens, codes) travel in the encrypted queue message only. `once` names the message:
    a second one of the same name is not sent; but as long as the first has not gone out it is
    queued again, since its caller may have stopped between the row and the queue.
    """
    notification = f"{operator}#{once}" if once else storage.new_id("msg")
    row = NotificationRow(
        notification,
        account=to.account,
        operator=operator,
        kind=kind,
        channel=channel,
        to=to.email if channel == "email" else to.phone,
        language=language,
        facts=dict(facts or {}),
        state="queued",
        queued_at=clock.now(),
        expires_at=clock.epoch() + KEPT_SECONDS,
    )
    try:
        row.save(condition=NotificationRow.notification.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        if NotificationRow.get(notification, consistent_read=True).state != "queued":
            return notification
    message = {"notification": notification, "secrets": dict(secrets or {})}
    queue.send(settings().queue_url_outbox, [message])
    return notification
