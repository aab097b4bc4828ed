"""What an event of the card network tells of a payment, as facts. Nothing is stored here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib.gateways.cards import Event
from chalicelib.payments.payment import Facts

METADATA = "comptoir_payment"
"""The name under which an intent carries the id of our payment."""

REFUND_RANKS = {"pending": 0, "requires_action": 0, "succeeded": 1, "failed": 2, "canceled": 2}
DISPUTE_RANKS = {
    "warning_needs_response": 0,
    "warning_under_review": 0,
    "warning_closed": 1,
    "needs_response": 2,
    "under_review": 3,
    "lost": 4,
    "won": 5,
}
REASONS = {
    "insufficient_funds": "insufficient_funds",
    "expired_card": "expired_card",
    "incorrect_cvc": "incorrect_cvc",
    "lost_card": "card_blocked",
    "stolen_card": "card_blocked",
    "authentication_required": "authentication_needed",
    "payment_intent_authentication_failure": "authentication_failed",
    "debit_not_authorized": "debit_refused",
    "account_closed": "bank_account_closed",
    "bank_account_closed": "bank_account_closed",
    "no_account": "bank_account_unknown",
    "processing_error": "processing_error",
    "fraudulent": "disputed",
    "unrecognized": "disputed",
    "duplicate": "disputed",
}
"""The network's many codes as the few that we have words for (`payments.reason.<code>`)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says: of which intent, in which currency, and the facts (perhaps none)."""

    intent: str
    payment: str | None
    currency: str
    facts: Facts


def read(event: Event) -> Told | None:
    """What an event tells of a payment; None for kinds that tell nothing of one."""
    thing = event.thing
    if event.kind.startswith("payment_intent."):
        facts = _intent_facts(event, thing)
        return None if facts is None else _told(thing, str(thing["id"]), facts)
    intent = thing.get("payment_intent")
    if not isinstance(intent, str):
        return None
    at = datetime.fromtimestamp(int(thing["created"]), UTC).isoformat()
    common = {"at": at, "cents": thing.get("amount"), "status": thing.get("status")}
    if thing.get("object") == "refund" and thing["status"] in REFUND_RANKS:
        fact = {**common, "rank": REFUND_RANKS[thing["status"]]}
        return _told(thing, intent, {f"refund#{thing['id']}": fact})
    if thing.get("object") == "dispute" and thing["status"] in DISPUTE_RANKS:
        rank, reason = DISPUTE_RANKS[thing["status"]], _reason(thing.get("reason"), "disputed")
        return _told(
            thing, intent, {f"dispute#{thing['id']}": {**common, "rank": rank, "reason": reason}}
        )
    return None


def _told(thing: Mapping[str, Any], intent: str, facts: Facts) -> Told:
    payment = (thing.get("metadata") or {}).get(METADATA)
    return Told(intent, payment, str(thing.get("currency", "")).upper(), facts)


def _intent_facts(event: Event, thing: Mapping[str, Any]) -> Facts | None:
    at = event.at.isoformat()
    match event.kind.removeprefix("payment_intent."):
        case "succeeded":
            return {"settled": {"at": at, "rank": 0, "cents": int(thing["amount_received"])}}
        case "processing":
            return {f"pending#{thing.get('latest_charge') or event.event}": {"at": at, "rank": 0}}
        case "payment_failed":
            error = thing.get("last_payment_error") or {}
            attempt = error.get("charge") or thing.get("latest_charge") or event.event
            if error.get("code") == "payment_intent_authentication_failure":
                attempt = event.event  # no charge was made; the latest one is of an earlier try
            reason = _reason(error.get("decline_code") or error.get("code"), "declined")
            return {f"rejected#{attempt}": {"at": at, "rank": 0, "reason": reason}}
        case "canceled":
            return {"canceled": {"at": at, "rank": 0}}
        case "created" | "requires_action":
            return {}
    return None


def _reason(code: Any, otherwise: str) -> str:
    return REASONS.get(str(code), otherwise)
