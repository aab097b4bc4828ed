"""The OpenAPI 3.1 document, made from the very schemas that validate requests."""

import inspect
import re
from typing import Any

import msgspec

from chalicelib.web.routing import ANYONE, ROUTES, Route


class Problem(msgspec.Struct, kw_only=True):
    """RFC 9457: why the answer is no, and what to do next."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    next: str
    request_id: str
    fields: dict[str, dict[str, str]] | msgspec.UnsetType = msgspec.UNSET


def document(version: str = "1") -> dict[str, Any]:
    """The whole document as plain data, in a stable order."""
    kinds: list[Any] = [Problem]
    for route in ROUTES:
        kinds += [kind for kind in (route.takes, route.gives, route.query) if kind is not None]
    _, components = msgspec.json.schema_components(
        kinds, ref_template="#/components/schemas/{name}"
    )
    if twins := sorted(name for name in components if "." in name):
        raise ValueError(f"two schemas have one name: {twins}")
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(ROUTES, key=lambda each: (each.path, each.method)):
        paths.setdefault(f"/api{route.path}", {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Comptoir",
            "version": version,
            "description": "The online counter of gas, water and electricity operators.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-{operator}"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    summary, _, more = (inspect.getdoc(route.view) or "").partition("\n")
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]
    if route.query is not None:
        parameters += _query_parameters(route.query)
    operation: dict[str, Any] = {
        "operationId": f"{route.room}_{route.view.__name__}",
        "tags": [route.room],
        "summary": summary.strip(),
        "parameters": parameters,
        "responses": {str(route.status): _response(route.gives)}
        | {
            "default": {
                "description": "A refusal, with its code and what to do next.",
                "content": {"application/problem+json": {"schema": _reference(Problem)}},
            }
        },
        "security": [] if route.open_to == ANYONE else [{"cookie": []}, {"bearer": []}],
    }
    if more.strip():
        operation["description"] = inspect.cleandoc(more)
    if route.takes is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _reference(route.takes)}},
        }
    return operation


def _response(gives: Any) -> dict[str, Any]:
    if gives is None:
        return {"description": "Done."}
    return {
        "description": (inspect.getdoc(gives) or "The answer.").partition("\n")[0],
        "content": {"application/json": {"schema": _reference(gives)}},
    }


def _reference(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components(
        [kind], ref_template="#/components/schemas/{name}"
    )
    return dict(schema)


def _query_parameters(kind: type[msgspec.Struct]) -> list[dict[str, Any]]:
    _, components = msgspec.json.schema_components([kind])
    schema = components[kind.__name__]
    required = set(schema.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in schema.get("properties", {}).items()
    ]
