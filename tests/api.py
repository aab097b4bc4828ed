"""The API behind HTTP for tests: a server in a thread, and a caller like a browser."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn


class Server(uvicorn.Server):
    """An ASGI application served by a thread of this process."""

    def __init__(self, application: Any, port: int) -> None:
        super().__init__(
            uvicorn.Config(application, "127.0.0.1", port, log_level="warning", lifespan="on")
        )
        self.thread = threading.Thread(target=self.run, daemon=True)

    def install_signal_handlers(self) -> None:
        """Signals stay pytest's."""

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve inside a `with` block; gives the address."""
        self.thread.start()
        deadline = time.monotonic() + 20
        while not self.started:
            if not self.thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("The server of the tests did not start; see above.")
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{self.config.port}"
        finally:
            self.should_exit = True
            self.thread.join(10)


class Api(httpx.Client):
    """The API as a browser calls it: paths behind `/api`, cookies kept (Secure ones too), and each
    client from an address of its own, so that no test meets another one's limits.
    """

    def __init__(self, url: str) -> None:
        octets = ".".join(str(random.randint(1, 254)) for _ in range(3))
        super().__init__(
            base_url=f"{url}/api",
            timeout=30,
            headers={"X-Comptoir": "1", "X-Forwarded-For": f"10.{octets}"},
            event_hooks={"request": [self._bring], "response": [self._keep]},
        )
        self.kept: dict[str, str] = {}

    def _bring(self, request: httpx.Request) -> None:
        if self.kept and "authorization" not in request.headers:
            request.headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.kept.items())

    def _keep(self, response: httpx.Response) -> None:
        for line in response.headers.get_list("set-cookie"):
            pair, *rest = line.split(";")
            name, _, value = pair.strip().partition("=")
            gone = not value or any("max-age=0" in part.lower().replace(" ", "") for part in rest)
            if gone:
                self.kept.pop(name, None)
            else:
                self.kept[name] = value

    def another(self) -> "Api":
        """A second caller, with no cookies and another address."""
        return Api(str(self.base_url).removesuffix("/").removesuffix("/api"))
