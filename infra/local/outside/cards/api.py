"""The API side: `/stripe/v1/…`, form-encoded, answered as the public description says."""

import base64
import hashlib
import json
import re
import time
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from . import charges, intents, lists, methods, setups
from .forms import parse
from .network import Network, network, shown
from .refusals import Refused, missing

Step = Callable[..., Any]

_ROUTES: list[tuple[str, str, Step, bool]] = [
    # method, path, step, open to the publishable key (with the object's client secret)
    ("POST", "customers", methods.make_customer, False),
    ("POST", "customers/([^/]+)", methods.change_customer, False),
    ("GET", "customers/([^/]+)/payment_methods", lists.methods_of_customer, False),
    ("POST", "payment_methods", methods.make_method, True),
    ("POST", "payment_methods/([^/]+)/attach", methods.attach, False),
    ("POST", "payment_methods/([^/]+)/detach", methods.detach, False),
    ("POST", "payment_intents", intents.make, False),
    ("GET", "payment_intents/([^/]+)", lists.one, True),
    ("POST", "payment_intents/([^/]+)", intents.change, False),
    ("POST", "payment_intents/([^/]+)/confirm", intents.confirm, True),
    ("POST", "payment_intents/([^/]+)/cancel", intents.cancel, False),
    ("POST", "setup_intents", setups.make, False),
    ("GET", "setup_intents/([^/]+)", lists.one, True),
    ("POST", "setup_intents/([^/]+)/confirm", setups.confirm, True),
    ("POST", "setup_intents/([^/]+)/cancel", setups.cancel, False),
    ("POST", "refunds", charges.refund, False),
    ("GET", "([a-z_]+)/([^/]+)", lists.one_of, False),
    ("GET", "([a-z_]+)", lists.some, False),
]


async def answer(request: Request) -> Response:
    """Every call of the API."""
    body = (await request.body()).decode("utf-8", "replace")
    return await run_in_threadpool(_answer, request, body)


def _answer(request: Request, body: str) -> Response:
    net = network()
    time.sleep(float(net.store.setting("slow_ms", 0)) / 1000)
    id = net.store.new_id("req")
    headers = {
        "Request-Id": id,
        "Stripe-Version": request.headers.get("stripe-version", ""),
        "Access-Control-Allow-Origin": "*",
        "X-Simulated": "card network",
    }
    with net.store.lock:
        try:
            status, content = _replayed(net, request, body, id, headers)
        except Refused as refused:
            status, content = refused.status, json.dumps(refused.body)
        if _lost(net, request):
            # The step was done and its answer is lost on the way, as networks do.
            status, content = (
                500,
                json.dumps({"error": {"type": "api_error", "message": "The answer was lost."}}),
            )
            headers["Stripe-Should-Retry"] = "false"
    return Response(content, status, headers, media_type="application/json")


def _lost(net: Network, request: Request) -> bool:
    left = int(net.store.setting("lose_answers", 0))
    if request.method != "POST" or left == 0:
        return False
    net.store.set("lose_answers", left - 1)
    return True


def _replayed(
    net: Network, request: Request, body: str, id: str, headers: dict[str, str]
) -> tuple[int, str]:
    """Do a call once for each idempotency key; a repeat gets the first answer again."""
    failing = int(net.store.setting("fail_next", 0))
    if failing:
        net.store.set("fail_next", failing - 1)
        raise Refused(
            int(net.store.setting("fail_status", 500)), "api_error", "", "Switched to fail."
        )
    key = request.headers.get("idempotency-key")
    path = str(request.path_params["path"]).strip("/")
    fingerprint = hashlib.sha256(f"{request.method} {path} {body}".encode()).hexdigest()
    if key and request.method == "POST":
        row = net.store.db.execute("select * from replays where key = ?", (key,)).fetchone()
        if row and row["fingerprint"] != fingerprint:
            raise Refused(
                400,
                "idempotency_error",
                "idempotency_key_in_use",
                "Keys for idempotent requests can only be used with the same parameters.",
            )
        if row:
            headers["Idempotent-Replayed"] = "true"
            return int(row["status"]), str(row["body"])
    net.request = {"id": id, "idempotency_key": key}
    try:
        status, content = 200, json.dumps(_do(net, request, path, body), indent=2)
    except Refused as refused:
        if refused.status == 401:
            raise
        status, content = refused.status, json.dumps(refused.body, indent=2)
    finally:
        net.request = {"id": None, "idempotency_key": None}
    if key and request.method == "POST":
        net.store.db.execute(
            "insert into replays values (?, ?, ?, ?)", (key, fingerprint, status, content)
        )
    return status, content


def _do(net: Network, request: Request, path: str, body: str) -> Any:
    params = parse(request.url.query) | parse(body)
    key = _key_of(request, params)
    for method, pattern, step, public in _ROUTES:
        match = re.fullmatch(pattern, path)
        if method != request.method or match is None:
            continue
        if key.startswith("pk_"):
            _check_public(net, public, params, match)
        found = step(net, params, *match.groups())
        return shown(expand(net, found, params.get("expand") or []))
    raise Refused(
        404,
        "invalid_request_error",
        "",
        f"Unrecognized request URL ({request.method}: /v1/{path}) on the simulated network.",
    )


def _key_of(request: Request, params: dict[str, Any]) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        given = base64.b64decode(given).decode("utf-8", "replace").split(":")[0]
    key = given or str(params.pop("key", ""))
    params.pop("key", None)
    if not key.startswith(("sk_", "rk_", "pk_")):
        raise Refused(401, "invalid_request_error", "", "You did not provide an API key.")
    if key.startswith(("sk_live", "rk_live", "pk_live")):
        raise Refused(401, "invalid_request_error", "", "A live key was sent to a simulation.")
    return key


def _check_public(net: Network, public: bool, params: dict[str, Any], match: re.Match[str]) -> None:
    if not public:
        raise Refused(
            403, "invalid_request_error", "secret_key_required", "This needs a secret key."
        )
    if match.groups():
        thing = net.store.find(match.group(1))
        if thing is None or params.get("client_secret") != thing.get("client_secret"):
            raise missing("object", match.group(1))


def expand(net: Network, found: Any, paths: list[str]) -> Any:
    """Put whole objects in the place of their ids, as `expand[]` asks (`data.customer`)."""
    for path in paths:
        head, _, rest = str(path).partition(".")
        for each in found if isinstance(found, list) else [found]:
            inside = each.get(head) if isinstance(each, dict) else None
            if isinstance(inside, str) and net.store.find(inside):
                inside = each[head] = net.store.find(inside)
            if rest and inside is not None:
                expand(net, inside, [rest])
    return found
