"""The embedded cloud's own table engine inside this process, for proofs of a hundred thousand rows.

The tables, their conditions and their indexes are those of the embedded cloud; what falls away is
the HTTP between, which is nine tenths of each call.
"""

import asyncio
import importlib
import sys
import threading
from typing import Any

from botocore.awsrequest import AWSResponse

from chalicelib import storage
from infra.tables import table, tables
from tests.cloud import ROOT

PASSED = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


class _Raw:
    """An answer's body, as botocore reads it."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self.body

    def read(self, *_: Any, **__: Any) -> bytes:
        return self.body


class Engine:
    """DynamoDB in this process: from `join()` on, every row of this process lives here."""

    def __init__(self) -> None:
        folder = next(ROOT.glob(".venv-cloud/lib/python3*/site-packages"))
        sys.path.append(str(folder))
        self.engine: Any = importlib.import_module("ministack.services.dynamodb")
        self.lock = threading.Lock()
        self.loop = asyncio.new_event_loop()

    def join(self, prefix: str) -> None:
        """Make the product's tables, and answer this process's own connection from them."""
        events = storage.connection().client.meta.events
        events.register("before-send.dynamodb", self._answer)
        for name, spec in tables().items():
            wanted = table(name, spec)["Properties"] | {"TableName": f"{prefix}-{name}"}
            storage.connection().client.create_table(
                **{key: value for key, value in wanted.items() if key in PASSED}
            )

    def _answer(self, request: Any, **_: Any) -> AWSResponse:
        headers = {name.lower(): _text(value) for name, value in request.headers.items()}
        body = request.body if isinstance(request.body, bytes) else str(request.body).encode()
        with self.lock:
            work = self.engine.handle_request("POST", "/", headers, body, {})
            status, sent, content = self.loop.run_until_complete(work)
        raw = content if isinstance(content, bytes) else str(content).encode()
        return AWSResponse(request.url, status, sent, _Raw(raw))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
