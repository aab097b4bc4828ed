"""Renders a message from one text source: `templates/<kind>.txt` becomes HTML and plain text.

A template says what stands in the mail in a few words (`say`, `button`, `figure`, `rows`, `note`);
each is a function that writes HTML or plain text, with the words of `mail.json`.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib import i18n
from chalicelib.config import settings
from chalicelib.operators import Operator

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Letter:
    """A rendered mail."""

    subject: str
    text: str
    html: str


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def letter(operator: Operator, kind: str, language: str, facts: dict[str, Any]) -> Letter:
    """The mail of a kind in plain text and HTML."""
    from chalicelib.notifications.pieces import HtmlPieces, PlainPieces

    known = {**facts, "operator": operator.name}
    subject = i18n.t(language, f"mail.{kind}.subject", **known)
    template = _environment().get_template(f"{kind}.txt")
    around = {
        "operator": operator,
        "language": language,
        "subject": subject,
        "site": f"{settings().site_url}/{operator.code}/{language}/",
        "phones": [
            (phone.label.get(language) or next(iter(phone.label.values())), phone.number)
            for phone in operator.phones
        ],
        "sign_off": i18n.t(language, "mail.layout.sign_off", **known),
        "why": i18n.t(language, "mail.layout.why", **known),
    }
    plain = template.render(PlainPieces(language, known).words(), **known)
    html = template.render(HtmlPieces(language, known, operator.brand.colour).words(), **known)
    from markupsafe import Markup

    return Letter(
        subject=subject,
        text=_environment().get_template("layout.plain").render(body=plain.strip(), **around),
        html=_environment().get_template("layout.html").render(body=Markup(html), **around),  # noqa: S704 - every piece escapes what it is given
    )


def text_message(operator: Operator, kind: str, language: str, facts: dict[str, Any]) -> str:
    """The text message of a kind: one sentence, `mail.<kind>.sms`."""
    return i18n.t(language, f"mail.{kind}.sms", **{**facts, "operator": operator.name})
