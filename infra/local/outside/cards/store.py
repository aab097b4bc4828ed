"""What the simulated card network remembers: one SQLite file, so that a restart forgets nothing."""

import json
import secrets
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

Thing = dict[str, Any]

_TABLES = """
create table if not exists things (
    seq integer primary key autoincrement, id text unique, kind text, created integer, body text);
create index if not exists things_by_kind on things (kind, seq);
create table if not exists replays (
    key text primary key, fingerprint text, status integer, body text);
create table if not exists deliveries (
    id integer primary key autoincrement, event text, due_at real, attempt integer, state text,
    answer integer);
create index if not exists deliveries_due on deliveries (state, due_at);
create table if not exists timers (
    id integer primary key autoincrement, due_at real, action text, thing text);
create table if not exists settings (name text primary key, value text);
"""


class Store:
    """Objects by id, replays by idempotency key, deliveries and timers by their time.

    `lock` is held by every public step of the network, so each step is seen whole or not at all.
    """

    def __init__(self, folder: str | None) -> None:
        path: Path | str = ":memory:"
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            path = Path(folder) / "cards.sqlite"
        self.lock = threading.RLock()
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript("pragma journal_mode=wal; pragma synchronous=off;" + _TABLES)

    def new_id(self, prefix: str) -> str:
        """An id of the shape that the card network gives, such as `pi_3f9c…`."""
        return f"{prefix}_{secrets.token_hex(12)}"

    def now(self) -> float:
        """Seconds since 1970, moved by what `control` has advanced."""
        return time.time() + float(self.setting("advanced", 0))

    def save(self, thing: Thing) -> Thing:
        """Write a thing; it is created at its first save and changed by later ones."""
        self.db.execute(
            "insert into things (id, kind, created, body) values (?, ?, ?, ?)"
            " on conflict (id) do update set body = excluded.body",
            (thing["id"], thing["object"], thing.get("created", 0), json.dumps(thing)),
        )
        return thing

    def find(self, id: str) -> Thing | None:
        """The thing with this id, or None."""
        row = self.db.execute("select body from things where id = ?", (id,)).fetchone()
        return json.loads(row["body"]) if row else None

    def all(self, kind: str) -> list[Thing]:
        """Every thing of a kind, newest first."""
        rows = self.db.execute("select body from things where kind = ? order by seq desc", (kind,))
        return [json.loads(row["body"]) for row in rows]

    def setting(self, name: str, default: Any) -> Any:
        """A switch of the network, `default` when nobody has set it."""
        row = self.db.execute("select value from settings where name = ?", (name,)).fetchone()
        return json.loads(row["value"]) if row else default

    def set(self, name: str, value: Any) -> None:
        """Set a switch of the network."""
        self.db.execute("replace into settings values (?, ?)", (name, json.dumps(value)))

    def unset(self, name: str) -> None:
        """Put a switch back to what it is when nobody has set it."""
        self.db.execute("delete from settings where name = ?", (name,))

    def after(self, seconds: float, action: str, thing: str) -> None:
        """Have `action` happen to a thing in so many seconds."""
        self.db.execute(
            "insert into timers (due_at, action, thing) values (?, ?, ?)",
            (self.now() + seconds, action, thing),
        )

    def due_timers(self) -> list[sqlite3.Row]:
        """Take the timers whose time has come; each is given once."""
        rows = self.db.execute(
            "select * from timers where due_at <= ? order by due_at, id", (self.now(),)
        ).fetchall()
        self.db.executemany("delete from timers where id = ?", [(row["id"],) for row in rows])
        return rows

    def forget(self) -> None:
        """Empty everything."""
        for table in ("things", "replays", "deliveries", "timers", "settings"):
            self.db.execute(f"delete from {table}")
