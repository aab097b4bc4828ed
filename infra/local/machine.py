"""What this machine must have before anything is started; each lack is one sentence that helps."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import boto3
from botocore.exceptions import ClientError

from infra.local.cloud import Cloud
from infra.tables import tables


class Lack(Exception):
    """Something is missing or in the way; the text says what to do."""


@dataclass(frozen=True)
class Places:
    """The ports and the folder of one running copy, from the environment or the usual ones."""

    site: int
    cloud: int
    outside: int
    state: Path

    @property
    def url(self) -> str:
        """Where browsers find the site."""
        return f"http://localhost:{self.site}"


def places(root: Path) -> Places:
    """COMPTOIR_PORT, COMPTOIR_CLOUD_PORT, COMPTOIR_OUTSIDE_PORT and COMPTOIR_STATE."""

    def port(name: str, usual: int) -> int:
        text = os.environ.get(name, str(usual))
        if not text.isdigit() or not 0 < int(text) < 65536:
            raise Lack(f"{name}={text} is no port: give a number from 1 to 65535.")
        return int(text)

    return Places(
        port("COMPTOIR_PORT", 8000),
        port("COMPTOIR_CLOUD_PORT", 4566),
        port("COMPTOIR_OUTSIDE_PORT", 8010),
        Path(os.environ.get("COMPTOIR_STATE", root / ".state")).resolve(),
    )


def check_node() -> None:
    """The site is built with Node.js."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        raise Lack(
            "Node.js is missing: install Node.js 20 or newer with npm (https://nodejs.org, or"
            " `apt-get install nodejs npm`), then start again."
        )
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    if version < (20, 19):
        raise Lack(f"Node.js {said.strip()} is too old: install 20.19 or newer, then start again.")


def check_ports(where: Places) -> None:
    """Nobody else listens where we shall."""
    for port, name, use in (
        (where.site, "COMPTOIR_PORT", "the site"),
        (where.cloud, "COMPTOIR_CLOUD_PORT", "the embedded cloud"),
        (where.outside, "COMPTOIR_OUTSIDE_PORT", "the card network and the grid"),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise Lack(
                    f"Port {port}, meant for {use}, is taken by another program: end that program,"
                    f" or choose another port with `{name}={port + 1} make start`."
                ) from error


def take_folder(where: Places) -> IO[str]:
    """Hold the state's folder for this process alone, until the file given back is closed."""
    where.state.mkdir(parents=True, exist_ok=True)
    lock = (where.state / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        who = lock.read().strip() or "unknown"
        raise Lack(
            f"Another copy (process {who}) already runs with the data in {where.state}: stop it"
            " with Ctrl-C, or give this one its own folder with `COMPTOIR_STATE=folder make start`."
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def check_state(where: Places, cloud: Cloud) -> str | None:
    """A sentence when the last run did not save; raises `Lack` when what was saved is damaged."""
    damaged = cloud.damaged()
    if damaged:
        raise Lack(
            f"The data kept in {where.state} is damaged ({', '.join(damaged)} is cut short): run"
            " `make fresh` to begin anew with the demo data, then `make start`."
        )
    if not cloud.interrupted:
        return None
    if cloud.fresh:
        shutil.rmtree(cloud.folder, ignore_errors=True)
        return "The first start was cut off before anything was saved; beginning anew."
    return "The last run was ended without saving; going on from what was saved before it."


def check_tables(where: Places, prefix: str) -> None:
    """Every table and index of tables.yaml is there; raises `Lack` when the data is too old."""
    dynamo = boto3.client("dynamodb")
    lacking: list[str] = []
    for name, wanted in tables().items():
        try:
            found = dynamo.describe_table(TableName=f"{prefix}-{name}")["Table"]
        except ClientError:
            found = None
        lacking += lacks(name, wanted, found)
    if lacking:
        raise Lack(
            f"The data kept in {where.state} is of an older version, without {', '.join(lacking)}:"
            " run `make fresh` to begin anew with the demo data, then `make start`."
        )


def lacks(name: str, wanted: Mapping[str, Any], found: Mapping[str, Any] | None) -> list[str]:
    """What of a line of tables.yaml a table has not: the table itself, or indexes ("table.index").

    `found` is as DynamoDB describes it; None where there is no such table.
    """
    if found is None:
        return [name]
    keys = [key["AttributeName"] for key in found["KeySchema"]]
    if keys != [wanted[part] for part in ("hash", "range") if part in wanted]:
        return [name]
    there = {index["IndexName"] for index in found.get("GlobalSecondaryIndexes", ())}
    return [f"{name}.{index}" for index in wanted.get("indexes", {}) if index not in there]
