"""The few things that a mail is made of, each in HTML and in plain text."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from chalicelib import i18n

_INK = "#10202c"
_QUIET = "#4d5f6b"


class PlainPieces:
    """Plain text: paragraphs, a link on its own line, and columns for facts."""

    def __init__(self, language: str, facts: dict[str, Any]) -> None:
        self.language = language
        self.facts = facts

    def words(self) -> dict[str, Callable[..., str]]:
        """What a template may call."""
        return {
            name: getattr(self, name)
            for name in ("say", "note", "button", "link", "figure", "rows")
        }

    def text(self, key: str, more: dict[str, Any]) -> str:
        """The words of `mail.<key>` with the mail's facts."""
        return i18n.t(self.language, f"mail.{key}", **{**self.facts, **more})

    def say(self, key: str, **more: Any) -> str:
        """A paragraph."""
        return f"{self.text(key, more)}\n"

    def note(self, key: str, **more: Any) -> str:
        """A quieter paragraph."""
        return self.say(key, **more)

    def button(self, key: str, url: str, **more: Any) -> str:
        """The one thing to do."""
        return f"{self.text(key, more)}:\n{url}\n"

    def link(self, key: str, url: str, **more: Any) -> str:
        """A lesser thing to do."""
        return self.button(key, url, **more)

    def figure(self, value: str, key: str, **more: Any) -> str:
        """The answer, in the largest type."""
        return f"{self.text(key, more)}: {value}\n"

    def rows(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Facts, each with the key of its label."""
        return "".join(f"- {self.text(key, {})}: {value}\n" for key, value in pairs)


class HtmlPieces(PlainPieces):
    """HTML for mail programs: inline styles, no images, readable without colours."""

    def __init__(self, language: str, facts: dict[str, Any], colour: str) -> None:
        super().__init__(language, facts)
        self.colour = colour

    def say(self, key: str, **more: Any) -> str:
        return (
            f'<p style="margin:0 0 16px;font-size:16px;line-height:1.5;color:{_INK};'
            f'white-space:pre-line">{escape(self.text(key, more))}</p>'
        )

    def note(self, key: str, **more: Any) -> str:
        return (
            f'<p style="margin:0 0 12px;font-size:14px;line-height:1.5;color:{_QUIET}">'
            f"{escape(self.text(key, more))}</p>"
        )

    def button(self, key: str, url: str, **more: Any) -> str:
        return (
            f'<p style="margin:24px 0"><a href="{escape(url)}" style="display:inline-block;'
            f"padding:14px 24px;border-radius:10px;background:{self.colour};color:#ffffff;"
            f'font-size:16px;font-weight:600;text-decoration:none">{escape(self.text(key, more))}'
            "</a></p>"
        )

    def link(self, key: str, url: str, **more: Any) -> str:
        return (
            f'<p style="margin:0 0 12px;font-size:14px"><a href="{escape(url)}" '
            f'style="color:{self.colour}">{escape(self.text(key, more))}</a></p>'
        )

    def figure(self, value: str, key: str, **more: Any) -> str:
        return (
            f'<p style="margin:0;font-size:14px;color:{_QUIET}">{escape(self.text(key, more))}</p>'
            f'<p style="margin:0 0 20px;font-size:36px;font-weight:700;color:{_INK}">'
            f"{escape(value)}</p>"
        )

    def rows(self, pairs: Sequence[tuple[str, str]]) -> str:
        edge = "border-top:1px solid #dfe6e9;font-size:14px"
        cells = "".join(
            f'<tr><td style="padding:8px 16px 8px 0;{edge};color:{_QUIET}">'
            f"{escape(self.text(key, {}))}</td>"
            f'<td align="right" style="padding:8px 0;{edge};color:{_INK}">{escape(value)}</td></tr>'
            for key, value in pairs
        )
        return f'<table role="presentation" width="100%" style="margin:0 0 20px">{cells}</table>'
