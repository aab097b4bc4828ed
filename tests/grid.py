"""The grid operator's stand-in behind a real port, for tests, benchmarks and proofs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from infra.local.outside import grid as stand_in


@contextmanager
def running(grid: stand_in.Grid) -> Iterator[str]:
    """Serve `grid` on a free port of this machine; gives the base address that adapters take."""
    with serving(stand_in.application(grid)) as address:
        yield f"{address}/grid"


@contextmanager
def serving(application: Starlette) -> Iterator[str]:
    """Serve any stand-in on a free port; gives its address."""
    # asyncio sends at once (TCP_NODELAY) only on sockets that say they are TCP; else a call takes 40 ms
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application, log_level="critical", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()
