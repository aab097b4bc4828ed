"""Mails and texts: an outbox row and a queue message, rendered and sent by the delivery handler."""

from chalicelib.notifications.outbox import Recipient, send

__all__ = ["Recipient", "send"]
