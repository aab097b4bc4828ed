"""Every e-mail and text that the product sent, kept over restarts, as a page and as JSON."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from infra.local import staff

Message = dict[str, str]
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


class Outbox:
    """What the embedded cloud has sent; it forgets e-mails at its end, the file does not."""

    def __init__(self, file: Path, look: Callable[[str], Any]) -> None:
        """`look` reads one of ministack's own pages as JSON."""
        self.file, self.look = file, look
        self.kept: dict[str, Message] = {}
        if file.exists():
            self.kept = json.loads(file.read_text("utf-8"))

    def messages(self) -> list[Message]:
        """All of them, oldest first; new ones are kept from now on."""
        new = {each["id"]: each for each in self._sent() if each["id"] not in self.kept}
        if new:
            self.kept.update(new)
            self.file.parent.mkdir(parents=True, exist_ok=True)
            draft = self.file.with_suffix(".new")
            draft.write_text(json.dumps(self.kept, ensure_ascii=False, indent=1), "utf-8")
            draft.replace(self.file)
        return sorted(self.kept.values(), key=lambda each: each["at"])

    def _sent(self) -> list[Message]:
        found: list[Message] = []
        for sent in self.look("/_ministack/ses/messages")["messages"].values():
            found += [_mail(each) for each in sent]
        for number, sent in self.look("/_ministack/sns/sms-messages")["sms_messages"].items():
            found += [_text(number, each) for each in sent]
        return found


def _mail(sent: dict[str, Any]) -> Message:
    return {
        "kind": "mail",
        "id": sent["MessageId"],
        "at": moment(sent["Timestamp"]),
        "from": sent["Source"],
        "to": ", ".join(sent["To"]),
        "subject": sent["Subject"],
        "text": sent["BodyText"] or "",
        "html": sent["BodyHtml"] or "",
    }


def _text(number: str, sent: dict[str, Any]) -> Message:
    return {
        "kind": "text",
        "id": str(sent.get("MessageId", f"{number} {sent.get('Timestamp')}")),
        "at": moment(sent.get("Timestamp", 0)),
        "to": str(sent.get("PhoneNumber") or number),
        "text": str(sent.get("Message") or ""),
    }


def moment(stamp: object) -> str:
    """A time as ISO 8601 in UTC, whether it came as such or as seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(str(stamp)), UTC).isoformat()
    except ValueError:
        return str(stamp)


_STYLE = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem}
body{background:light-dark(#fff,#111);color:light-dark(#1a1a1a,#eee)}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:0}
p.lead,header p{color:light-dark(#555,#aaa);margin:0 0 .5rem;font-size:.9rem}
article{border-top:1px solid light-dark(#ddd,#333);padding:1rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}
a{color:light-dark(#0b57d0,#8ab4f8)}
iframe{width:100%;height:26rem;border:1px solid light-dark(#ddd,#333);background:#fff}
summary{cursor:pointer;margin-top:.5rem;font-size:.9rem}
"""


def page(messages: list[Message]) -> str:
    """The page, newest first."""
    shown = "".join(_shown(each) for each in reversed(messages)) or "<p>Nothing was sent yet.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Outbox ({len(messages)})</title><style>{_STYLE}</style></head><body>"
        '<h1>Outbox</h1><p class="lead">Every e-mail and text that was sent here; none '
        f"left this machine. <a href=''>Look again</a></p>{_staff()}"
        f"<main>{shown}</main></body></html>"
    )


def _staff() -> str:
    digits, seconds = staff.code()
    return (
        '<p class="lead">Code of the demo staff\'s second factor: '
        f"<strong>{digits[:3]} {digits[3:]}</strong>, good for {seconds} s more.</p>"
    )


def _shown(message: Message) -> str:
    at = html.escape(message["at"].replace("T", " ")[:19])
    title = message["subject"] if message["kind"] == "mail" else "Text message"
    rich = ""
    if message.get("html"):
        source = html.escape(message["html"], quote=True)
        rich = (
            "<details><summary>As the mail program shows it</summary>"
            '<iframe sandbox="allow-popups allow-top-navigation-by-user-activation" '
            f'title="{html.escape(title, quote=True)}" srcdoc="{source}"></iframe></details>'
        )
    return (
        f'<article data-to="{html.escape(message["to"], quote=True)}"><header>'
        f"<h2>{html.escape(title)}</h2>"
        f"<p>to {html.escape(message['to'])}, {at} UTC</p></header>"
        f"<pre>{_linked(message['text'])}</pre>{rich}</article>"
    )


def _linked(text: str) -> str:
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = html.escape(found[0], quote=True)
        parts += [html.escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


def routes(outbox: Outbox) -> list[BaseRoute]:
    """`/_outbox/` for people, `/_outbox/messages` for tests."""

    def show(request: Request) -> Response:
        return HTMLResponse(page(outbox.messages()), headers={"Cache-Control": "no-store"})

    def give(request: Request) -> Response:
        found = outbox.messages()
        mails = [each for each in found if each["kind"] == "mail"]
        texts = [each for each in found if each["kind"] == "text"]
        return JSONResponse({"mails": mails, "texts": texts}, headers={"Cache-Control": "no-store"})

    def code(request: Request) -> Response:
        digits, seconds = staff.code()
        said = {"code": digits, "seconds": seconds}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    return [
        Route("/_outbox/code", code),
        Route("/_outbox/messages", give),
        Route("/_outbox/", show),
        Route("/_outbox", show),
    ]
