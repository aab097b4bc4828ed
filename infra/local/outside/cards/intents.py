"""Payment intents, from their making to their outcome."""

import secrets
from typing import Any

from . import charges
from .forms import truth
from .methods import Params, choose, find, kinds_for, make_mandate
from .network import Network, shown
from .refusals import Refused, wrong
from .store import Thing

OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")


def make(net: Network, params: Params) -> Thing:
    """POST /v1/payment_intents"""
    try:
        amount = int(params.get("amount", ""))
    except ValueError:
        raise wrong("amount", "Invalid integer: amount", "parameter_invalid_integer") from None
    currency = str(params.get("currency", "")).lower()
    if amount < 50:
        raise wrong("amount", "Amount must be at least 50 cents", "amount_too_small")
    if amount > 99_999_999:
        raise wrong("amount", "Amount must be no more than 999,999.99", "amount_too_large")
    if len(currency) != 3 or not currency.isalpha():
        raise wrong("currency", f"Invalid currency: {currency}")
    if params.get("customer"):
        find(net, "customer", params["customer"])
    id = net.store.new_id("pi")
    automatic = params.get("automatic_payment_methods")
    intent: Thing = {
        "id": id,
        "object": "payment_intent",
        "created": net.now(),
        "livemode": False,
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "application": None,
        "automatic_payment_methods": {"enabled": truth(automatic.get("enabled", "true"))}
        if automatic
        else None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{id}_secret_{secrets.token_hex(12)}",
        "confirmation_method": "automatic",
        "currency": currency,
        "customer": params.get("customer"),
        "description": params.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "metadata": params.get("metadata") or {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": params.get("payment_method"),
        "payment_method_options": params.get("payment_method_options") or {},
        "payment_method_types": kinds_for(net, params, currency),
        "processing": None,
        "receipt_email": params.get("receipt_email"),
        "review": None,
        "setup_future_usage": params.get("setup_future_usage"),
        "shipping": None,
        "source": None,
        "statement_descriptor": params.get("statement_descriptor"),
        "statement_descriptor_suffix": params.get("statement_descriptor_suffix"),
        "status": "requires_confirmation"
        if params.get("payment_method")
        else "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }
    net.tell("payment_intent.created", intent)
    return confirm(net, params, id) if truth(params.get("confirm")) else intent


def change(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/payment_intents/{id}: while nothing was paid yet."""
    intent = find(net, "payment_intent", id)
    if intent["status"] not in OPEN:
        raise unexpected(intent, "update")
    if "amount" in params:
        intent["amount"] = int(params["amount"])
    for name in ("description", "receipt_email", "setup_future_usage"):
        if name in params:
            intent[name] = params[name] or None
    intent["metadata"] |= params.get("metadata") or {}
    return net.store.save(intent)


def confirm(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/payment_intents/{id}/confirm"""
    intent = find(net, "payment_intent", id)
    if intent["status"] not in OPEN:
        raise unexpected(intent, "confirm")
    method = choose(net, intent, params)
    off_session = truth(params.get("off_session"))
    intent |= {"payment_method": method["id"], "last_payment_error": None, "next_action": None}
    intent["_keeps"] = params.get("setup_future_usage") or intent["setup_future_usage"]
    intent["_mandate"] = _mandate(net, method, params, bool(intent["_keeps"]) or off_session)
    if _asks(method):
        if off_session:
            raise fail(net, intent, "authentication_required", "authentication_required")
        intent["status"] = "requires_action"
        intent["next_action"] = next_action(net, intent, params)
        return net.tell("payment_intent.requires_action", intent)
    return charge(net, intent, method)


def _asks(method: Thing) -> bool:
    asks = method["_conduct"]["asks"]
    return asks == "always" or (asks == "unless_set_up" and not method["_set_up"])


def _mandate(net: Network, method: Thing, params: Params, many: bool) -> str | None:
    if method["type"] != "sepa_debit":
        return None
    if params.get("mandate"):
        mandate = find(net, "mandate", params["mandate"])
        if mandate["status"] != "active":
            raise wrong("mandate", "The mandate is no longer active.", "mandate_invalid")
        return str(mandate["id"])
    for mandate in net.store.all("mandate"):
        if mandate["payment_method"] == method["id"] and mandate["status"] == "active":
            return str(mandate["id"])
    if not params.get("mandate_data"):
        raise wrong("mandate_data", "A SEPA debit needs mandate_data.", "parameter_missing")
    return str(make_mandate(net, method, params["mandate_data"], many)["id"])


def next_action(net: Network, intent: Thing, params: Params) -> dict[str, Any]:
    """Where the bank asks its customer: in a frame for the script, else on a page of its own."""
    url = f"{net.public_url()}/cards/challenge/{intent['id']}"
    intent["_return_url"] = params.get("return_url")
    if params.get("return_url") and not truth(params.get("use_stripe_sdk")):
        url = f"{url}?client_secret={intent['client_secret']}"
        redirect = {"url": url, "return_url": params["return_url"]}
        return {"type": "redirect_to_url", "redirect_to_url": redirect}
    sdk = {"type": "three_d_secure_redirect", "stripe_js": url}
    return {"type": "use_stripe_sdk", "use_stripe_sdk": sdk}


def answer_challenge(net: Network, id: str, client_secret: str, passed: bool) -> Thing:
    """The payer has answered their bank's question on the challenge page."""
    intent = find(net, "payment_intent", id)
    if intent["client_secret"] != client_secret or intent["status"] != "requires_action":
        raise unexpected(intent, "authenticate")
    intent["next_action"] = None
    if not passed:
        fail(net, intent, "payment_intent_authentication_failure", "")
        return intent
    method = find(net, "payment_method", intent["payment_method"])
    method["_set_up"] = method["_set_up"] or bool(intent["_keeps"])
    net.store.save(method)
    try:
        return charge(net, intent, method)
    except Refused:
        return find(net, "payment_intent", id)


def charge(net: Network, intent: Thing, method: Thing) -> Thing:
    """Move the money: at once for a card, after some days for a debit."""
    made = charges.make_charge(net, intent, method, intent.get("_mandate"))
    intent["latest_charge"] = made["id"]
    if intent["_keeps"] and intent["customer"] and method["customer"] is None:
        method["customer"] = intent["customer"]
        net.tell("payment_method.attached", method)
    if method["type"] == "card":
        return settle(net, intent, made)
    intent["status"] = "processing"
    net.tell("charge.pending", made)
    net.tell("payment_intent.processing", intent)
    wait = method["_conduct"]["seconds"]
    seconds = net.store.setting("debit_seconds", 5) if wait is None else wait
    net.store.after(seconds, "settle", intent["id"])
    return intent


def settle_later(net: Network, id: str) -> None:
    """A debit that was waiting has its outcome."""
    intent = find(net, "payment_intent", id)
    if intent["status"] == "processing":
        try:
            settle(net, intent, find(net, "charge", intent["latest_charge"]))
        except Refused:
            return


def settle(net: Network, intent: Thing, made: Thing) -> Thing:
    """The outcome of a charge, which is that of its intent; a decline is raised."""
    conduct = made["_conduct"]
    if conduct["decline"]:
        charges.decline(net, made)
        raise fail(net, intent, conduct["code"], conduct["decline"])
    charges.pay(net, made)
    intent |= {"status": "succeeded", "amount_received": intent["amount"], "processing": None}
    net.tell("payment_intent.succeeded", intent)
    if conduct["dispute"]:
        charges.dispute(net, made["id"], conduct["dispute"])
    return intent


def fail(net: Network, intent: Thing, code: str, decline_code: str) -> Refused:
    """Put an intent back to wanting a payment method; the error to answer with."""
    message = charges.sentence(decline_code)
    if code == "payment_intent_authentication_failure":
        message = "The provided payment method has failed authentication."
    elif code == "authentication_required":
        message = "Your card was declined. This transaction requires authentication."
    error: dict[str, Any] = {"type": "card_error", "code": code, "message": message}
    if decline_code:
        error["decline_code"] = decline_code
    if intent["latest_charge"]:
        error["charge"] = intent["latest_charge"]
    method = net.store.find(intent["payment_method"])
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": error | {"payment_method": shown(method)},
    }
    net.tell("payment_intent.payment_failed", intent)
    return Refused(
        402,
        "card_error",
        code,
        message,
        payment_intent=shown(intent),
        **{name: error[name] for name in ("decline_code", "charge") if name in error},
    )


def cancel(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/payment_intents/{id}/cancel"""
    intent = find(net, "payment_intent", id)
    if intent["status"] not in OPEN:
        raise unexpected(intent, "cancel")
    intent |= {
        "status": "canceled",
        "canceled_at": net.now(),
        "cancellation_reason": params.get("cancellation_reason"),
        "next_action": None,
    }
    return net.tell("payment_intent.canceled", intent)


def unexpected(intent: Thing, verb: str) -> Refused:
    """The intent is not in a state that allows this."""
    return Refused(
        400,
        "invalid_request_error",
        "payment_intent_unexpected_state",
        f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}.",
        payment_intent=shown(intent),
    )
