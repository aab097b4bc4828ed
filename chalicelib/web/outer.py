"""What Chalice itself answers (wrong method, wrong media type) said as problem documents too."""

from collections.abc import Callable
from typing import Any

from chalice.app import Chalice, Request, Response

from chalicelib import i18n
from chalicelib.web import problems

CODES = {405: "method_not_allowed", 415: "media_type_not_supported", 500: "unexpected"}


def dress(app: Chalice) -> None:
    """Make every answer of the app a problem document when it is a refusal of Chalice's own."""

    @app.middleware("http")
    def _dress(request: Request, get_response: Callable[[Request], Response]) -> Response:
        response = get_response(request)
        body: Any = response.body
        if response.status_code < 400 or not isinstance(body, dict) or "Code" not in body:
            return response
        language = i18n.negotiate(request.headers.get("accept-language"), i18n.LANGUAGES)
        code = CODES.get(response.status_code, "malformed")
        request_id = str(request.context.get("requestId", "local"))
        allow = {name: str(value) for name, value in response.headers.items() if name == "Allow"}
        return problems.problem(response.status_code, code, language, request_id, headers=allow)
