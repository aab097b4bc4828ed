"""Errors as the card network answers them."""

from typing import Any


class Refused(Exception):
    """An error answer: `{"error": {"type", "code", "message", …}}` with its HTTP status."""

    def __init__(self, status: int, type: str, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": type, "code": code, "message": message, **more}}


def missing(kind: str, id: str) -> Refused:
    """No such object."""
    return Refused(
        404, "invalid_request_error", "resource_missing", f"No such {kind}: '{id}'", param="id"
    )


def wrong(param: str, message: str, code: str = "parameter_invalid") -> Refused:
    """A parameter that makes no sense."""
    return Refused(400, "invalid_request_error", code, message, param=param)
