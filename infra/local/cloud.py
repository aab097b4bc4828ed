"""The embedded cloud (ministack): AWS on this machine, with its state in a folder.

It saves its state only when it is asked to stop (SIGTERM), so a file `running` stands in the folder
meanwhile: where it is found at a start, the last run was ended without saving.
"""

import json
import os
import shutil
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.local.child import Child

ROOT = Path(__file__).parents[2]
REGION = "eu-west-1"
ACCOUNT = "000000000000"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class Cloud:
    """One embedded cloud. `auth` has IAM enforced, as on AWS."""

    def __init__(self, folder: Path, port: int, *, auth: bool = True) -> None:
        self.folder, self.port, self.auth = folder, port, auth
        self.url = f"http://127.0.0.1:{port}"
        self.child: Child | None = None
        self.marker = folder / "running"

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to speak to this cloud as its owner."""
        return {
            **KEYS,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
        }

    @property
    def fresh(self) -> bool:
        """Whether there is no saved state yet."""
        return not (self.folder / "state/cloudformation.json").exists()

    @property
    def interrupted(self) -> bool:
        """Whether the last run (or this one, once ended) was cut off before it could save."""
        if not self.marker.exists():
            return False
        saved = (path.stat().st_mtime_ns for path in (self.folder / "state").glob("*.json"))
        return max(saved, default=0) < self.marker.stat().st_mtime_ns

    def damaged(self) -> list[str]:
        """Names of saved files that cannot be read."""
        bad = []
        for path in sorted((self.folder / "state").glob("*.json")):
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - 1))
                if file.read(1) != b"}":  # written by one json.dump: whole or cut
                    bad.append(path.name)
        return bad

    def start(self) -> None:
        """Start it and wait until it answers."""
        for name in ("state", "s3", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for left in (self.folder / "tmp").glob("ministack-lambda-*"):
            shutil.rmtree(left, ignore_errors=True)  # a killed run leaves unpacked functions behind
        env = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ
        } | {
            **KEYS,
            "AUTH": "true" if self.auth else "false",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": "1",
            "S3_PERSIST": "1",
            "STATE_DIR": str(self.folder / "state"),
            "S3_DATA_DIR": str(self.folder / "s3"),
            "TMPDIR": str(self.folder / "tmp"),
        }
        command = [
            str(ROOT / ".venv-cloud/bin/python"),
            "-c",
            "from ministack.app import main; main()",
        ]
        self.child = Child("cloud", command, self.folder / "cloud.log", env, self.folder)
        self.marker.write_text(f"{self.child.process.pid}\n")
        deadline = time.monotonic() + 30
        while not self.answers():
            if not self.child.alive or time.monotonic() > deadline:
                raise RuntimeError(f"The embedded cloud did not start:\n{self.child.last_words()}")
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it is ready."""
        try:
            return bool(self.get("/_ministack/health"))
        except OSError:
            return False

    def get(self, path: str) -> Any:
        """Something of ministack's own pages, as JSON."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
            return json.load(answer)

    def stop(self) -> bool:
        """Stop it; False when it did not save."""
        if self.child is None:
            return True
        self.child.stop()
        if self.interrupted:
            return False
        self.marker.unlink(missing_ok=True)
        return True

    @contextmanager
    def owned(self) -> Iterator[None]:
        """Make boto3 in this process speak to this cloud inside a `with` block."""
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
