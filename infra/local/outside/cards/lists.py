"""Reading: one object, and lists newest first with their filters and cursors."""

import re

from .methods import Params, find
from .network import Network
from .refusals import missing
from .store import Thing

KINDS = {
    "balance_transactions": "balance_transaction",
    "charges": "charge",
    "customers": "customer",
    "disputes": "dispute",
    "events": "event",
    "mandates": "mandate",
    "payment_intents": "payment_intent",
    "payment_methods": "payment_method",
    "refunds": "refund",
    "setup_intents": "setup_intent",
}
FILTERS = ("charge", "customer", "email", "payment_intent", "payment_method", "source", "status")


def one(net: Network, params: Params, id: str) -> Thing:
    """An intent by id."""
    thing = net.store.find(id)
    if thing is None or not re.match("(pi|seti)_", id):
        raise missing("intent", id)
    return thing


def one_of(net: Network, params: Params, plural: str, id: str) -> Thing:
    """Any object by kind and id."""
    if plural not in KINDS:
        raise missing(plural, id)
    return find(net, KINDS[plural], id)


def some(net: Network, params: Params, plural: str) -> Thing:
    """A page of a kind's objects, newest first."""
    if plural not in KINDS:
        raise missing(plural, "")
    return page(net.store.all(KINDS[plural]), params, plural)


def methods_of_customer(net: Network, params: Params, id: str) -> Thing:
    """A customer's payment methods."""
    found = [each for each in net.store.all("payment_method") if each["customer"] == id]
    return page(found, params, f"customers/{id}/payment_methods")


def page(found: list[Thing], params: Params, path: str) -> Thing:
    """The page that `limit`, `starting_after`, `ending_before`, `created` and filters ask for."""
    for name in FILTERS:
        if params.get(name):
            found = [each for each in found if each.get(name) == params[name]]
    if params.get("type"):
        found = [each for each in found if each.get("type") == params["type"]]
    if params.get("types"):
        found = [each for each in found if each.get("type") in params["types"]]
    found = [each for each in found if _in_time(each.get("created", 0), params.get("created"))]
    ids = [each["id"] for each in found]
    if params.get("starting_after") in ids:
        found = found[ids.index(params["starting_after"]) + 1 :]
    elif params.get("ending_before") in ids:
        found = found[: ids.index(params["ending_before"])]
    limit = min(max(int(params.get("limit", 10)), 1), 100)
    return {
        "object": "list",
        "url": f"/v1/{path}",
        "has_more": len(found) > limit,
        "data": found[:limit],
    }


def _in_time(created: int, wanted: object) -> bool:
    if not wanted:
        return True
    if not isinstance(wanted, dict):
        return created == int(str(wanted))
    tests = {
        "gt": created.__gt__,
        "gte": created.__ge__,
        "lt": created.__lt__,
        "lte": created.__le__,
    }
    return all(tests[name](int(value)) for name, value in wanted.items() if name in tests)
