"""Customers, payment methods and mandates."""

import time
from typing import Any

from .forms import truth
from .network import Network
from .numbers import look_at_card, look_at_iban
from .refusals import Refused, missing, wrong
from .store import Thing

Params = dict[str, Any]


def make_customer(net: Network, params: Params) -> Thing:
    """POST /v1/customers"""
    customer = {
        "id": net.store.new_id("cus"),
        "object": "customer",
        "created": net.now(),
        "livemode": False,
        "email": params.get("email"),
        "name": params.get("name"),
        "phone": params.get("phone"),
        "description": params.get("description"),
        "address": params.get("address"),
        "preferred_locales": params.get("preferred_locales", []),
        "invoice_settings": {"default_payment_method": None},
        "balance": 0,
        "currency": None,
        "delinquent": False,
        "metadata": params.get("metadata") or {},
    }
    return net.tell("customer.created", customer)


def find(net: Network, kind: str, id: str) -> Thing:
    """A thing of a kind by id, refused when there is none."""
    thing = net.store.find(id)
    if thing is None or thing["object"] != kind:
        raise missing(kind, id)
    return thing


def change_customer(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/customers/{id}"""
    customer = find(net, "customer", id)
    for name in ("email", "name", "phone", "description", "address", "preferred_locales"):
        if name in params:
            customer[name] = params[name] or None
    customer["metadata"] |= params.get("metadata") or {}
    return net.tell("customer.updated", customer)


def make_method(net: Network, params: Params) -> Thing:
    """POST /v1/payment_methods: a card or a bank account, of which the number is not kept."""
    kind = params.get("type") or "card"
    method: Thing = {
        "id": net.store.new_id("pm"),
        "object": "payment_method",
        "created": net.now(),
        "livemode": False,
        "type": kind,
        "customer": None,
        "allow_redisplay": params.get("allow_redisplay") or "unspecified",
        "billing_details": {"address": None, "email": None, "name": None, "phone": None}
        | (params.get("billing_details") or {}),
        "metadata": params.get("metadata") or {},
    }
    given = params.get(kind) or {}
    if kind == "card":
        today = time.gmtime(net.now())
        conduct, kept = look_at_card(given, today.tm_year, today.tm_mon)
        method["card"] = kept
    elif kind == "sepa_debit":
        if not method["billing_details"]["name"] or not method["billing_details"]["email"]:
            raise wrong("billing_details", "A SEPA debit needs the holder's name and email.")
        conduct, method["sepa_debit"] = look_at_iban(str(given.get("iban", "")))
    else:
        raise wrong("type", f"The simulated network knows card and sepa_debit, not {kind}.")
    method["_conduct"] = conduct.stored()
    method["_set_up"] = False
    return net.store.save(method)


def attach(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/payment_methods/{id}/attach"""
    method = find(net, "payment_method", id)
    customer = find(net, "customer", str(params.get("customer", "")))
    if method["customer"] not in (None, customer["id"]):
        raise wrong("payment_method", "The payment method is attached to another customer.")
    method["customer"] = customer["id"]
    return net.tell("payment_method.attached", method)


def detach(net: Network, params: Params, id: str) -> Thing:
    """POST /v1/payment_methods/{id}/detach; mandates on it end."""
    method = find(net, "payment_method", id)
    if method["customer"] is None:
        raise wrong("payment_method", "The payment method is not attached to a customer.")
    method |= {"customer": None, "_detached": True}
    for mandate in net.store.all("mandate"):
        if mandate["payment_method"] == id and mandate["status"] == "active":
            end_mandate(net, mandate)
    return net.tell("payment_method.detached", method)


def end_mandate(net: Network, mandate: Thing) -> Thing:
    """A mandate that can no longer be used."""
    mandate["status"] = "inactive"
    return net.tell("mandate.updated", mandate, {"status": "active"})


def make_mandate(net: Network, method: Thing, acceptance: Params, many: bool) -> Thing:
    """The mandate that comes with a SEPA debit or with the setting up of one."""
    given = acceptance.get("customer_acceptance") or {}
    mandate: Thing = {
        "id": net.store.new_id("mandate"),
        "object": "mandate",
        "livemode": False,
        "customer_acceptance": {
            "accepted_at": int(given.get("accepted_at") or net.now()),
            "type": given.get("type") or "online",
            "online": given.get("online") or {"ip_address": None, "user_agent": None},
        },
        "payment_method": method["id"],
        "payment_method_details": {"type": method["type"]},
        "status": "active",
        "type": "multi_use" if many else "single_use",
        "single_use": None,
        "multi_use": {} if many else None,
    }
    if method["type"] == "sepa_debit":
        reference = mandate["id"].removeprefix("mandate_")[:16].upper()
        mandate["payment_method_details"]["sepa_debit"] = {
            "reference": reference,
            "url": f"{net.public_url()}/cards/mandates/{mandate['id']}",
        }
    return net.store.save(mandate)


def choose(net: Network, thing: Thing, params: Params) -> Thing:
    """The payment method that a confirmation means; refused when there is none or it is foreign."""
    if params.get("payment_method_data"):
        method = make_method(net, params["payment_method_data"])
    else:
        id = params.get("payment_method") or thing["payment_method"]
        if not id:
            raise Refused(
                400,
                "invalid_request_error",
                "payment_intent_unexpected_state",
                "You cannot confirm this object because it's missing a payment method.",
            )
        method = find(net, "payment_method", id)
        if method.get("_detached"):
            raise wrong("payment_method", "The payment method was detached and is of no use.")
    if method["type"] not in thing["payment_method_types"]:
        raise wrong("payment_method", f"This object does not take {method['type']}.")
    if method["customer"] not in (None, thing["customer"]):
        raise wrong("payment_method", "The payment method belongs to another customer.")
    return method


def kinds_for(net: Network, params: Params, currency: str) -> list[str]:
    """The kinds of payment method of an intent: those asked for, else what the account offers."""
    if "payment_method_types" in params:  # its name until the version that is spoken here
        raise wrong(
            "payment_method_types",
            "Received unknown parameter: payment_method_types. Did you mean"
            " allowed_payment_method_types?",
            "parameter_unknown",
        )
    allowed = params.get("allowed_payment_method_types")
    if allowed:
        return list(allowed)
    automatic = params.get("automatic_payment_methods") or {}
    if automatic and not truth(automatic.get("enabled", "true")):
        return ["card"]
    offered = net.store.setting("payment_method_types", ["card", "sepa_debit"])
    excluded = params.get("excluded_payment_method_types") or []
    return [
        kind
        for kind in offered
        if kind not in excluded and (kind != "sepa_debit" or currency == "eur")
    ] or ["card"]
