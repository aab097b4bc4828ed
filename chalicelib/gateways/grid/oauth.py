"""OAuth client credentials: a token is kept until shortly before it ends."""

from base64 import b64encode
from time import monotonic
from urllib.parse import urlencode, urlsplit

import msgspec

from chalicelib.gateways.grid.facts import GridRefused
from chalicelib.gateways.grid.wire import Got, Wire, WireLost

EARLY_SECONDS = 60
"""A token is given up this long before it ends."""


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int | str


def call(
    wire: Wire, method: str, path: str, headers: dict[str, str], body: bytes | None = None
) -> Got:
    """One call; no whole answer is `unavailable`. Raises `GridRefused`."""
    try:
        return wire.call(method, path, headers, body)
    except WireLost as error:
        raise GridRefused("unavailable", "no_answer") from error


class Tokens:
    """The tokens of one client application; `scope` where the server wants one.

    With `in_header` the client's name and secret go as Basic authorisation, and not in the form.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        client_secret: str,
        scope: str = "",
        in_header: bool = False,
    ) -> None:
        parts = urlsplit(url)
        self._wire = Wire(f"{parts.scheme}://{parts.netloc}")
        self._path = parts.path
        self._headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self._form = {"grant_type": "client_credentials"}
        if in_header:
            both = b64encode(f"{client_id}:{client_secret}".encode()).decode()
            self._headers["Authorization"] = f"Basic {both}"
        else:
            self._form |= {"client_id": client_id, "client_secret": client_secret}
        if scope:
            self._form["scope"] = scope
        self._token = ""
        self._until = 0.0

    def headers(self) -> dict[str, str]:
        """What an authorised call carries. Raises `GridRefused`."""
        if not self._token or monotonic() >= self._until:
            self._renew()
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}

    def forget(self) -> None:
        """The token was refused: the next call gets another."""
        self._token = ""

    def _renew(self) -> None:
        """Get a token and trust `expires_in`, a number or one as text."""
        form = urlencode(self._form).encode()
        got = call(self._wire, "POST", self._path, self._headers, form)
        if got.status != 200:
            raise GridRefused("unavailable", f"token_{got.status}")
        try:
            token = msgspec.json.decode(got.body, type=_Token)
            lives = int(token.expires_in)
        except (msgspec.MsgspecError, ValueError) as error:
            raise GridRefused("unavailable", "token_unreadable") from error
        self._token = token.access_token
        self._until = monotonic() + max(0, lives - EARLY_SECONDS)


def authorised(wire: Wire, tokens: Tokens, path: str, body: bytes | None = None) -> Got:
    """A call with a token (POST when there is a body of JSON, else GET).

    A token that is refused is renewed once. Raises `GridRefused`.
    """
    method = "GET" if body is None else "POST"
    kind = {} if body is None else {"Content-Type": "application/json"}
    got = call(wire, method, path, tokens.headers() | kind, body)
    if got.status == 401:
        tokens.forget()
        got = call(wire, method, path, tokens.headers() | kind, body)
    return got
