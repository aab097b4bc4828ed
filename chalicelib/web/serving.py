"""From a Chalice request to a view and back: operator, language, session, body, answer."""

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec
from chalice.app import Blueprint, Request, Response

from chalicelib import i18n
from chalicelib.errors import (
    Invalid,
    Malformed,
    NotAllowed,
    NotFound,
    Oversized,
    Refusal,
    SignInNeeded,
)
from chalicelib.log import log
from chalicelib.web import answers, limits, problems
from chalicelib.web.edges import edges
from chalicelib.web.visit import Session, Visit

if TYPE_CHECKING:
    from chalicelib.web.routing import Route

CHANGES = ("POST", "PUT", "PATCH", "DELETE")


def handler_of(route: "Route", room: Blueprint) -> Callable[..., Response]:
    """The function that Chalice calls for a route, with the path parameters by name."""

    def handler(**parameters: str) -> Response:
        request = room.current_request
        language = i18n.LANGUAGES[0]
        request_id = str(request.context.get("requestId", "local"))
        try:
            language, operator = _operator_of(route, request, parameters)
            return _serve(route, request, operator, language, request_id, parameters)
        except Refusal as refusal:
            return problems.refused(refusal, language, request_id)
        except Exception:
            log().exception("unexpected", route=route.path, request_id=request_id)
            return problems.problem(500, "unexpected", language, request_id)

    return handler


def _operator_of(route: "Route", request: Request, parameters: dict[str, str]) -> tuple[str, str]:
    """The language to answer in and the operator's code (taken out of `parameters`)."""
    wanted = request.headers.get("accept-language")
    if not route.of_operator:
        return i18n.negotiate(wanted, i18n.LANGUAGES), ""
    operator = unquote(parameters.pop("operator"))
    languages = edges.languages_of(operator)
    if languages is None:
        raise NotFound("operator_unknown")
    return i18n.negotiate(wanted, languages), operator


def _serve(
    route: "Route",
    request: Request,
    operator: str,
    language: str,
    request_id: str,
    parameters: dict[str, str],
) -> Response:
    ip, device = address_of(request), str(request.headers.get("user-agent", ""))[:200]
    if route.limit is not None:
        limits.count(f"{route.method} {route.path}|{operator}|{ip}", *route.limit)
    token, by_cookie = token_of(request, operator)
    if by_cookie and route.method in CHANGES and not request.headers.get("x-comptoir"):
        # A cookie goes along with a forged form too; a header of our own only with our own calls.
        raise NotAllowed("not_from_our_pages")
    session = edges.find_session(operator, token) if token and operator else None
    _admit(route, session)
    if session is not None and session.language and not request.headers.get("accept-language"):
        language = session.language
    visit = Visit(operator, language, request_id, ip, device, session, token, dict(request.headers))
    arguments: dict[str, Any] = {name: unquote(value) for name, value in parameters.items()}
    if route.raw or route.takes is not None:
        sent = request.raw_body
        body = sent.encode() if isinstance(sent, str) else sent
        if len(body) > route.max_body:
            raise Oversized("body_too_large", limit=route.max_body)
        arguments["form"] = body if route.takes is None else parse(body, route.takes)
    if route.query is not None:
        arguments["query"] = parse_query(request.query_params or {}, route.query)
    result = route.view(visit, **arguments)
    headers: Mapping[str, str] = {}
    if isinstance(result, answers.WithHeaders):
        result, headers = result.body, result.headers
    return answers.answer(result, route.status, headers)


def _admit(route: "Route", session: Session | None) -> None:
    """Refuse a caller that the route is not open to."""
    if route.open_to == "anyone":
        return
    if session is None:
        raise SignInNeeded("sign_in_needed")
    if route.open_to != "signed_in" and (route.open_to == "staff") != (session.role != "customer"):
        # Said as if the route did not exist: a customer learns nothing of the staff's desk.
        raise NotFound("not_found")
    if session.must_change_password and not route.before_terms:
        raise NotAllowed("password_change_needed")
    if session.terms_due and not route.before_terms:
        raise NotAllowed("terms_changed")


def token_of(request: Request, operator: str) -> tuple[str | None, bool]:
    """The session token (`Authorization: Bearer`, else the operator's cookie), and whether the
    browser sent it by itself.
    """
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip(), False
    try:
        cookies = SimpleCookie(str(request.headers.get("cookie", "")))
    except CookieError:
        return None, False
    found = cookies.get(cookie_name(operator))
    return (found.value, True) if found and found.value else (None, False)


def cookie_name(operator: str) -> str:
    """The session cookie of an operator; the prefix makes browsers bind it to this very host."""
    return f"__Host-{operator}"


def address_of(request: Request) -> str:
    """The caller's address, as API Gateway saw it behind CloudFront.

    CloudFront appends the viewer's address to `X-Forwarded-For` and API Gateway appends
    CloudFront's, so the viewer's is the last but one; what a caller writes there itself stands
    before it and is not believed.
    """
    hops = [hop.strip() for hop in str(request.headers.get("x-forwarded-for", "")).split(",")]
    if len(hops) >= 2 and hops[-2]:
        return hops[-2]
    return str(request.context.get("identity", {}).get("sourceIp", "unknown"))


def parse(body: bytes, kind: type[msgspec.Struct]) -> msgspec.Struct:
    """The form in a JSON body; `body_malformed` when it is no JSON, `form_invalid` with the field.

    msgspec names the place as `$.field`; nothing of the content is repeated in the answer.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Invalid("form_invalid", fields={_place(str(error)): "field_invalid"}) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("body_malformed") from error


def parse_query(given: Mapping[str, Any], kind: type[msgspec.Struct]) -> msgspec.Struct:
    """The query parameters as a Struct; text is turned into numbers, dates and booleans."""
    try:
        return msgspec.convert(dict(given), type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid("form_invalid", fields={_place(str(error)): "field_invalid"}) from error


def _place(message: str) -> str:
    """The field that a validation message of msgspec speaks of."""
    if "missing required field" in message:
        return message.split("`")[1]
    return message.rpartition("at `$.")[2].rstrip("`") if "at `$." in message else "body"
