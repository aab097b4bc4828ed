"""What a new copy is given: keys of the stand-ins, and the packs' demo customers.

Demo files go the way of a real back office: into the inbox bucket. What has been dropped is noted
in the state's folder, so that a later start drops only what is new or changed.
"""

import csv
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.daily import adapters, packs

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "chalicelib/operators/packs"
ORDER = ("customers", "contracts", "supply_points", "meters", "readings")
"""Kinds of files in the order in which one speaks of what the other brings; others follow."""
PEOPLE = ("customers", "contracts", "supply_points", "meters")
"""The kinds without which nobody can sign up."""
PATIENCE = 120
"""Seconds that the files of one kind may take."""

WEBHOOK_SECRET = "whsec_simulated"
Say = Callable[[str], None]


def put_keys(prefix: str) -> None:
    """Give the product the keys of the simulated card network and grid, where it has none."""
    _fill(
        f"{prefix}/stripe",
        {
            "api_key": "sk_test_simulated",
            "publishable_key": "pk_test_simulated",
            "webhook_secrets": [WEBHOOK_SECRET],
        },
    )
    _fill(f"{prefix}/rte", {"client_id": "simulated", "client_secret": "simulated"})
    for code, _ in packs():
        for adapter in adapters(code):
            name = f"{prefix}/grid/{code}/{adapter}"
            _fill(name, {"client_id": "simulated", "client_secret": "simulated"})


def _fill(name: str, value: dict[str, Any]) -> None:
    manager = boto3.client("secretsmanager")
    present = json.loads(manager.get_secret_value(SecretId=name)["SecretString"])
    if not any(present.values()):
        manager.put_secret_value(SecretId=name, SecretString=json.dumps(value))


def demo_files() -> Iterator[tuple[str, Path]]:
    """(key in the inbox, file) of every demo file, in the order of `ORDER`."""
    found = [path for kind in ("csv", "json") for path in PACKS.glob(f"*/demo/*.{kind}")]

    def rank(path: Path) -> tuple[int, str]:
        kind = path.stem.split("-")[0]
        return (ORDER.index(kind) if kind in ORDER else len(ORDER)), path.as_posix()

    for path in sorted(found, key=rank):
        yield f"{path.parents[1].name}/{path.name}", path


def kind_of(path: Path) -> str:
    """What a demo file holds: `readings-2025.csv` holds readings."""
    return path.stem.split("-")[0]


def drop_demo(bucket: str, notes: Path, kinds: tuple[str, ...], say: Say) -> None:
    """Drop those demo files of `kinds` (all when empty) that were not dropped before.

    One kind after the other, each waited for, since a contract may only follow its customer.
    """
    done: dict[str, str] = json.loads(notes.read_text("utf-8")) if notes.exists() else {}
    s3 = boto3.client("s3")
    for kind in dict.fromkeys(kind_of(path) for _, path in demo_files()):
        keys = []
        for key, path in demo_files():
            content = path.read_bytes()
            print_of = hashlib.sha256(content).hexdigest()
            wanted = kind_of(path) == kind and (not kinds or kind in kinds)
            if wanted and done.get(key) != print_of:
                s3.put_object(Bucket=bucket, Key=key, Body=content)
                keys.append(key)
                done[key] = print_of
        if keys:
            _wait_for_reports(bucket, keys, time.monotonic() + PATIENCE, say)
            notes.write_text(json.dumps(done, indent=1), "utf-8")


def _wait_for_reports(bucket: str, keys: list[str], deadline: float, say: Say) -> None:
    s3, left = boto3.client("s3"), list(keys)
    while left and time.monotonic() < deadline:
        for key in list(left):
            folder, name = key.split("/", 1)
            try:
                body = s3.get_object(Bucket=bucket, Key=f"{folder}/reports/{name}.json")["Body"]
            except ClientError:
                continue
            report = json.loads(body.read())
            if report.get("finished_at"):
                left.remove(key)
                if refused := report.get("refused", 0):
                    say(f"{key}: {refused} rows were refused; see {folder}/reports/{name}.json.")
        time.sleep(0.1)
    if left:
        say(f"Still being read: {', '.join(left)}.")


def wake(outputs: dict[str, str], notes: Path) -> None:
    """Once a day, do at a start what the schedules would have done while this machine was off.

    Collects yesterday and plans the bills, for every operator, in the functions themselves.
    """
    today = datetime.now(UTC).date().isoformat()
    if notes.exists() and notes.read_text("utf-8") == today:
        return
    functions = boto3.client("lambda")
    for pack in sorted(PACKS.glob("*/pack.toml")):
        operator = pack.parent.name
        for function, task in (
            ("MidnightName", "colours"),
            ("MidnightName", "collect"),
            ("BillingPlanName", "plan"),
        ):
            functions.invoke(
                FunctionName=outputs[function],
                Payload=json.dumps({"operator": operator, "task": task}).encode(),
            )
    notes.write_text(today, "utf-8")


def first_customers() -> Iterator[tuple[str, dict[str, str]]]:
    """Operator and first row of its demo customers: whom a visitor can sign up as."""
    for path in sorted(PACKS.glob("*/demo/customers.*")):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                text = file.readline()
                file.seek(0)
                split = ";" if text.count(";") > text.count(",") else ","
                row = next(csv.DictReader(file, delimiter=split), None)
        else:
            rows = json.loads(path.read_text("utf-8"))
            row = next(iter(rows), None) if isinstance(rows, list) else None
        if row:
            yield path.parents[1].name, {k: str(v) for k, v in row.items() if v}
