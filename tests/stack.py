"""All that `make start` starts, for the browser tests: packaged, deployed, IAM enforced."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import httpx

from infra.local.cloud import KEYS, REGION
from tests.cloud import ROOT, Api, Mail, Text, free_port

PATIENCE = 480
"""Seconds for a first start, in which the package and the site may have to be built."""


class Stack:
    """A running copy of everything, on its own ports and state."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port, self.cloud_port, self.outside_port = free_port(), free_port(), free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = state / "start.log"
        self.seen = 0

    @contextmanager
    def running(self) -> Iterator["Stack"]:
        """Started inside a `with` block, and stopped with its state saved."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
            "COMPTOIR_PORT": str(self.port),
            "COMPTOIR_CLOUD_PORT": str(self.cloud_port),
            "COMPTOIR_OUTSIDE_PORT": str(self.outside_port),
            "COMPTOIR_STATE": str(self.state),
            "PYTHONUNBUFFERED": "1",
        }
        self.state.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.start"],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self.wait(process)
            yield self
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()

    def wait(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait until the site is served and the demo data are in."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{self.url}/_ready", timeout=5).json()["demo"]:
                    return
            except (httpx.HTTPError, ValueError):
                pass
            time.sleep(0.1)
        raise AssertionError(f"make start did not become ready:\n{self.log.read_text()}")

    def api(self) -> Api:
        """A caller of the API through the site's origin."""
        return Api(self.url)

    def client(self, service: str) -> Any:
        """A boto3 client of the stack's cloud, with all rights."""
        make: Any = boto3.client
        return make(
            service,
            endpoint_url=f"http://127.0.0.1:{self.cloud_port}",
            region_name=REGION,
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )

    def messages(self) -> dict[str, list[dict[str, str]]]:
        """Everything on the outbox page: {"mails": [...], "texts": [...]}, oldest first."""
        answer = httpx.get(f"{self.url}/_outbox/messages", timeout=10)
        return dict(answer.json())

    def mails(self, to: str | None = None) -> list[Mail]:
        """E-mails sent, oldest first; only those to `to` when given."""
        return [
            Mail(each["to"], each["subject"], each["text"], each["html"], each["from"])
            for each in self.messages()["mails"]
            if to is None or each["to"] == to
        ]

    def texts(self, to: str | None = None) -> list[Text]:
        """Texts sent, oldest first."""
        return [
            Text(each["to"], each["text"])
            for each in self.messages()["texts"]
            if to is None or each["to"] == to
        ]

    def wait_for_mail(self, to: str, count: int = 1, seconds: float = 30) -> Mail:
        """The newest e-mail to `to`, once at least `count` have come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.mails(to)
            if len(found) >= count:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no e-mail number {count} to {to} within {seconds} s")
