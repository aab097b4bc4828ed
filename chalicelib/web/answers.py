"""Answers on the wire: JSON by msgspec, and the headers that every answer carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
from chalice.app import Response

SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}

_encoder = msgspec.json.Encoder(decimal_format="string")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WithHeaders(Generic[T]):
    """An answer that also sets headers, such as the cookies of a new session (a list each)."""

    body: T
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)


def answer(
    body: Any, status: int, headers: Mapping[str, str | list[str]] | None = None
) -> Response:
    """A JSON answer. Chalice would turn Decimal into float, so the text is made here.

    `None` is an answer without a body.
    """
    sent = SECURITY_HEADERS | {"Content-Type": "application/json"} | dict(headers or {})
    text = "" if body is None else _encoder.encode(body).decode()
    return Response(body=text, status_code=status, headers={**sent})
