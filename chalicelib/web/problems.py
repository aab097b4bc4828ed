"""Refusals as RFC 9457 problem documents, in the caller's language."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Response

from chalicelib import i18n
from chalicelib.errors import Refusal, TooMany
from chalicelib.web import answers

TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def problem(
    status: int,
    code: str,
    language: str,
    request_id: str,
    *,
    facts: Mapping[str, Any] | None = None,
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document: what happened (`detail`) and what to do (`next`), with a stable `code`.

    `facts` become members of the document; `fields` maps each wrong field to its own code, answered
    as `{"code", "detail"}`.
    """
    facts = facts or {}
    body: dict[str, Any] = {
        **facts,
        "type": f"urn:comptoir:problem:{code}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": i18n.t(language, f"errors.{code}.what", **facts),
        "next": i18n.t(language, f"errors.{code}.next", **facts),
        "request_id": request_id,
    }
    if fields:
        body["fields"] = {
            name: {"code": wrong, "detail": i18n.t(language, f"errors.{wrong}.what", **facts)}
            for name, wrong in fields.items()
        }
    return answers.answer(
        body, status, {"Content-Type": "application/problem+json"} | dict(headers or {})
    )


def refused(refusal: Refusal, language: str, request_id: str) -> Response:
    """The problem document of a refusal."""
    headers = {}
    if isinstance(refusal, TooMany):
        headers["Retry-After"] = str(refusal.retry_after)
    return problem(
        refusal.status,
        refusal.code,
        language,
        request_id,
        facts=refusal.facts,
        fields=refusal.fields,
        headers=headers,
    )
