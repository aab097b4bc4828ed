"""The browser's side: the script, the framed card form, the bank's question, and a look inside."""

import html
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from . import intents, setups
from .network import network
from .refusals import Refused
from .store import Thing

_FOLDER = Path(__file__).parent / "pages"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
    " form-action 'self' {forms}; base-uri 'none'; frame-ancestors 'self'"
)


def _headers(forms: str = "") -> dict[str, str]:
    return {
        "Content-Security-Policy": _CSP.format(forms=forms),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Simulated": "card network",
    }


def _file(name: str) -> Response:
    path = _FOLDER / name
    if path.parent != _FOLDER or not path.is_file() or path.suffix not in _TYPES:
        return Response("Nothing here.", 404)
    headers = _headers() | {"Access-Control-Allow-Origin": "*"}
    return FileResponse(path, headers=headers, media_type=f"{_TYPES[path.suffix]}; charset=utf-8")


async def script(request: Request) -> Response:
    """The stand-in for Stripe.js, under any release name (`/cards/stripe.js`)."""
    text = "".join((_FOLDER / name).read_text("utf-8") for name in ("words.js", "stripe.js"))
    headers = _headers() | {"Access-Control-Allow-Origin": "*"}
    return Response(text, headers=headers, media_type="text/javascript; charset=utf-8")


async def frame(request: Request) -> Response:
    """The card form."""
    return _file("frame.html")


async def file(request: Request) -> Response:
    """A script or style of these pages."""
    return _file(request.path_params["name"])


def _page(title: str, body: str, kind: str = "page", data: str = "", root: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{title}</title>'
        f'<link rel="stylesheet" href="{root}pages/cards.css">'
        f'<script src="{root}pages/challenge.js" defer></script></head>'
        f'<body class="{kind}"{data}><main><p class="mark"><span class="dot"></span> '
        f"Simulated card network: no bank, no money</p>{body}</main></body></html>"
    )


async def challenge(request: Request) -> Response:
    """The bank asks its customer (3-D Secure): a form with two answers."""
    return await run_in_threadpool(_challenge, request)


def _challenge(request: Request) -> Response:
    net = network()
    thing = net.store.find(request.path_params["id"])
    secret = request.query_params.get("client_secret", "")
    if thing is None or thing.get("client_secret") != secret:
        return HTMLResponse(_page("Not found", "<h1>No such payment</h1>", "bank", root="../"), 404)
    if thing["status"] != "requires_action":
        return _answered(thing, None)
    amount = thing.get("amount")
    what = "Set up a payment method" if amount is None else "Confirm a payment"
    money = "" if amount is None else f'<p class="sum">{_money(thing)}</p>'
    safe = html.escape(secret, quote=True)
    body = (
        f"<h1>3-D Secure</h1><p>The bank of this card asks: is it you?</p>{money}"
        f'<p class="small">{what} <code>{thing["id"]}</code></p>'
        f'<form method="post"><input type="hidden" name="client_secret" value="{safe}">'
        '<button name="outcome" value="passed" id="pass">Complete authentication</button>'
        '<button name="outcome" value="failed" id="fail" class="plain">Fail authentication</button>'
        "</form>"
    )
    back = urlsplit(thing.get("_return_url") or "")
    forms = f"{back.scheme}://{back.netloc}" if back.netloc else ""
    return HTMLResponse(_page("3-D Secure", body, "bank", root="../"), headers=_headers(forms))


async def answer(request: Request) -> Response:
    """The answer to the bank's question; then back to the shop, or to the script that waits."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return await run_in_threadpool(_answer, request.path_params["id"], fields)


def _answer(id: str, fields: dict[str, list[str]]) -> Response:
    net = network()
    secret = fields.get("client_secret", [""])[0]
    passed = fields.get("outcome") == ["passed"]
    step = setups.answer_challenge if id.startswith("seti_") else intents.answer_challenge
    with net.store.lock:
        try:
            thing = step(net, id, secret, passed)
        except Refused as refused:
            known = net.store.find(id)
            if known is None or known.get("client_secret") != secret:
                body = f"<h1>{html.escape(str(refused))}</h1>"
                return HTMLResponse(_page("Refused", body, "bank", root="../"), refused.status)
            thing = known
    return _answered(thing, passed)


def _answered(thing: Thing, passed: bool | None) -> Response:
    if thing.get("_return_url") and passed is not None:
        name = thing["object"]
        good = thing["status"] in ("succeeded", "processing")
        query = {
            name: thing["id"],
            f"{name}_client_secret": thing["client_secret"],
            "redirect_status": "succeeded" if good else "failed",
        }
        join = "&" if "?" in thing["_return_url"] else "?"
        return RedirectResponse(f"{thing['_return_url']}{join}{urlencode(query)}", 303)
    body = "<h1>Answered</h1><p>You can go back to the payment.</p>"
    page = _page("Answered", body, "bank", f' data-challenge="{thing["id"]}"', "../")
    return HTMLResponse(page, headers=_headers())


def _money(thing: Thing) -> str:
    return f"{thing['amount'] // 100}.{thing['amount'] % 100:02d} {thing['currency'].upper()}"


async def home(request: Request) -> Response:
    """What the network has seen: payments, events and how their delivery goes."""
    return await run_in_threadpool(_home)


def _home() -> Response:
    store = network().store
    with store.lock:
        payments = "".join(
            f"<tr><td><code>{each['id']}</code></td><td>{_money(each)}</td>"
            f"<td>{each['status']}</td><td>{html.escape(each['description'] or '')}</td></tr>"
            for each in store.all("payment_intent")[:50]
        )
        rows = store.db.execute("select * from deliveries order by id desc limit 50").fetchall()
        events = ""
        for row in rows:
            event = store.find(row["event"]) or {"type": "?"}
            events += (
                f"<tr><td>{event['type']}</td><td>{row['state']}</td><td>{row['attempt']}</td>"
                f"<td>{row['answer'] or ''}</td></tr>"
            )
    numbers = (
        ("4242 4242 4242 4242", "pays"),
        ("4000 0027 6000 3184", "asks 3-D Secure, then pays"),
        ("4000 0082 6000 3178", "asks 3-D Secure, then has no funds"),
        ("4000 0000 0000 9995", "insufficient funds"),
        ("4000 0000 0000 0002", "declined"),
        ("4000 0000 0000 0259", "pays, then is disputed"),
        ("AT61 1904 3002 3457 3201", "debit that is paid"),
        ("AT59 1904 3002 3547 3203", "debit that is paid, then taken back"),
    )
    tests = "".join(f"<tr><td><code>{n}</code></td><td>{w}</td></tr>" for n, w in numbers)
    body = (
        "<h1>Simulated card network</h1><p>It speaks the public API of a card network so that the "
        "product can be tried without one. Any expiry to come and any security code will do.</p>"
        f'<h2>Numbers to try</h2><div class="scroll"><table>{tests}</table></div>'
        '<h2>Payments</h2><div class="scroll"><table><tr><th>Id</th><th>Amount</th><th>State</th>'
        f"<th>What for</th></tr>{payments}</table></div>"
        '<h2>Webhooks</h2><div class="scroll"><table><tr><th>Event</th><th>Delivery</th>'
        f"<th>Tries</th><th>Answer</th></tr>{events}</table></div>"
    )
    return HTMLResponse(_page("Simulated card network", body, root="./"), headers=_headers())


routes = [
    Route("/cards/", home),
    Route("/cards/stripe.js", script),
    Route("/cards/{release}/stripe.js", script),
    Route("/cards/frame", frame),
    Route("/cards/pages/{name}", file),
    Route("/cards/challenge/{id}", challenge, methods=["GET"]),
    Route("/cards/challenge/{id}", answer, methods=["POST"]),
]
