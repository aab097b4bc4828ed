"""A connection that stays open to one host: a call costs a round trip and no new handshake."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10


class WireLost(OSError):
    """No whole answer came: no connection, a time-out, or a body that ends too soon."""


@dataclass(frozen=True, slots=True)
class Got:
    """An answer: status, headers with lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Calls to one base address, one after the other; not for several threads at once."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._host = parts.netloc
        self._secure = parts.scheme == "https"
        self._path = parts.path.rstrip("/")
        self._open: http.client.HTTPConnection | None = None

    def call(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Got:
        """One call; raises `WireLost`. A connection that the host had closed is opened again."""
        kept = self._open is not None
        try:
            return self._once(method, path, headers, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
            self.close()
            if not kept:
                raise WireLost(str(error)) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise WireLost(str(error)) from error
        try:
            return self._once(method, path, headers, body)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise WireLost(str(error)) from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Got:
        if self._open is None:
            self._open = (
                http.client.HTTPSConnection(
                    self._host, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
                )
                if self._secure
                else http.client.HTTPConnection(self._host, timeout=TIMEOUT_SECONDS)
            )
        self._open.request(method, self._path + path, body, dict(headers))
        answer = self._open.getresponse()
        whole = answer.read()
        return Got(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, whole
        )
