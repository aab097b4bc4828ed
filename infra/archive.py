"""Byte code, zip files and fingerprints of what is packaged: same input, same bytes."""

import compileall
import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from py_compile import PycInvalidationMode

_EPOCH = (1980, 1, 1, 0, 0, 0)


def compile_tree(folder: Path) -> None:
    """Compile every module under `folder` so that no cold start has to.

    "Unchecked hash" byte code is used whatever the date of the source says: Lambda's zip loses
    dates and its folder cannot be written, so ordinary byte code would be stale for ever.
    """
    done = compileall.compile_dir(
        folder,
        quiet=1,
        force=True,
        stripdir=str(folder),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise SystemExit(f"Some module under {folder} does not compile; see above.")


def write_zip(folder: Path, into: Path, level: int = 6, *, sources: bool = True) -> None:
    """Zip `folder`, in order of names, without dates and owners.

    Without `sources`, compiled modules take the places of their sources: half as many files to
    unpack at a cold start; a traceback then names lines of libraries but does not quote them.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if not sources and path.parent.name == "__pycache__":
                name = name.parent.parent / f"{path.name.split('.')[0]}.pyc"
            if path.is_file() and (sources or path.suffix != ".py"):
                entry = zipfile.ZipInfo(name.as_posix(), _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                mode = 0o755 if ".so" in path.suffixes else 0o644
                entry.external_attr = (0o100000 | mode) << 16
                file.writestr(entry, path.read_bytes(), compresslevel=level)


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """A hash over the names and contents of files (folders are walked) and over `more`."""
    total = hashlib.sha256("\0".join(more).encode())
    for root in paths:
        for path in sorted(files_of(root)):
            total.update(f"\0{path.relative_to(root.parent).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_of(root: Path) -> Iterable[Path]:
    """The files of a folder, without caches and what tools leave behind; a file is itself."""
    if root.is_file():
        yield root
    elif root.is_dir():
        skipped = {"__pycache__", "node_modules", "dist", "deployments", "deployed"}
        for path in root.iterdir():
            if path.name in skipped or path.suffix == ".pyc":
                continue
            yield from files_of(path)
