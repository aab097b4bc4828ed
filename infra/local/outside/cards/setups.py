"""Setup intents: a card or a mandate is agreed now and charged later."""

import secrets

from .forms import truth
from .intents import OPEN, next_action, unexpected
from .methods import Params, choose, find, kinds_for, make_mandate
from .network import Network, shown
from .refusals import Refused, wrong
from .store import Thing


def make(net: Network, params: Params) -> Thing:
    """POST /v1/setup_intents"""
    if params.get("customer"):
        find(net, "customer", params["customer"])
    id = net.store.new_id("seti")
    setup: Thing = {
        "id": id,
        "object": "setup_intent",
        "created": net.now(),
        "livemode": False,
        "application": None,
        "cancellation_reason": None,
        "client_secret": f"{id}_secret_{secrets.token_hex(12)}",
        "customer": params.get("customer"),
        "description": params.get("description"),
        "last_setup_error": None,
        "latest_attempt": None,
        "mandate": None,
        "metadata": params.get("metadata") or {},
        "next_action": None,
        "payment_method": params.get("payment_method"),
        "payment_method_options": params.get("payment_method_options") or {},
        "payment_method_types": kinds_for(net, params, "eur"),
        "single_use_mandate": None,
        "status": "requires_confirmation"
        if params.get("payment_method")
        else "requires_payment_method",
        "usage": params.get("usage") or "off_session",
    }
    net.tell("setup_intent.created", setup)
    return confirm(net, params, id) if truth(params.get("confirm")) else setup


def confirm(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/setup_intents/{id}/confirm"""
    setup = find(net, "setup_intent", id)
    if setup["status"] not in OPEN:
        raise unexpected(setup, "confirm")
    method = choose(net, setup, params)
    setup |= {"payment_method": method["id"], "last_setup_error": None, "next_action": None}
    setup["_mandate_data"] = params.get("mandate_data")
    if method["type"] == "sepa_debit" and not setup["_mandate_data"]:
        raise wrong("mandate_data", "A SEPA debit needs mandate_data.", "parameter_missing")
    if method["_conduct"]["asks"] != "never" and not truth(params.get("off_session")):
        setup["status"] = "requires_action"
        setup["next_action"] = next_action(net, setup, params)
        return net.tell("setup_intent.requires_action", setup)
    return succeed(net, setup, method)


def succeed(net: Network, setup: Thing, method: Thing) -> Thing:
    """The method is agreed: kept with its customer, and with a mandate where it is a debit."""
    conduct = method["_conduct"]
    if method["type"] == "card" and conduct["decline"] and not conduct.get("keeps"):
        raise fail(net, setup, conduct["code"])
    method["_set_up"] = True
    if setup["customer"]:
        method["customer"] = setup["customer"]
        net.tell("payment_method.attached", method)
    if setup["_mandate_data"]:
        setup["mandate"] = make_mandate(net, method, setup["_mandate_data"], many=True)["id"]
    net.store.save(method)
    setup |= {"status": "succeeded", "next_action": None}
    return net.tell("setup_intent.succeeded", setup)


def answer_challenge(net: Network, id: str, client_secret: str, passed: bool) -> Thing:
    """The holder has answered their bank's question on the challenge page."""
    setup = find(net, "setup_intent", id)
    if setup["client_secret"] != client_secret or setup["status"] != "requires_action":
        raise unexpected(setup, "authenticate")
    if not passed:
        fail(net, setup, "setup_intent_authentication_failure")
        return setup
    try:
        return succeed(net, setup, find(net, "payment_method", setup["payment_method"]))
    except Refused:
        return find(net, "setup_intent", id)


def fail(net: Network, setup: Thing, code: str) -> Refused:
    """Put a setup intent back to wanting a payment method; the error to answer with."""
    message = "The payment method could not be set up."
    error = {"type": "card_error", "code": code, "message": message}
    setup |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_setup_error": error,
    }
    net.tell("setup_intent.setup_failed", setup)
    return Refused(402, "card_error", code, message, setup_intent=shown(setup))


def cancel(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/setup_intents/{id}/cancel"""
    setup = find(net, "setup_intent", id)
    if setup["status"] not in OPEN:
        raise unexpected(setup, "cancel")
    setup |= {"status": "canceled", "cancellation_reason": params.get("cancellation_reason")}
    return net.tell("setup_intent.canceled", setup)
