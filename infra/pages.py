"""Builds the site (frontend/dist) when something that goes into it has changed."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

from infra.archive import fingerprint

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"


def build_site() -> Path:
    """frontend/dist, built anew if need be."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build/site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _build_site()


def _build_site() -> Path:
    dist, stamp = FRONTEND / "dist", FRONTEND / "dist/.stamp"
    packs = ROOT / "chalicelib/operators/packs"
    wanted = fingerprint([FRONTEND, ROOT / "chalicelib/i18n", packs, ROOT / "chalicelib/operators"])
    if stamp.exists() and stamp.read_text() == wanted:
        return dist
    install()
    run = subprocess.run(
        ["npm", "run", "--silent", "build"],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"The site could not be built:\n{run.stdout}{run.stderr}")
    stamp.write_text(wanted)
    return dist


def install() -> None:
    """`npm ci`, when the lock file changed since the last time."""
    stamp = FRONTEND / "node_modules/.stamp"
    wanted = fingerprint([FRONTEND / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == wanted:
        stamp.touch()  # make compares dates
        return
    run = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"The site's tools could not be installed:\n{run.stdout}{run.stderr}")
    stamp.write_text(wanted)


if __name__ == "__main__":
    if shutil.which("npm") is None:
        raise SystemExit(
            "Node.js 20 with npm is needed: https://nodejs.org, or apt-get install npm."
        )
    try:
        if "--install" in sys.argv:
            install()
        else:
            build_site()
    except RuntimeError as error:
        raise SystemExit(str(error)) from error
