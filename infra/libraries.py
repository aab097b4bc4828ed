"""Lays the pinned libraries into Lambda layers, for Lambda's machine or for this one.

Two layers: `libraries` for every function, `documents` (what prints invoices, 80 MB) only for those
that print, so that the others start without unpacking it.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from infra.archive import compile_tree, write_zip

ROOT = Path(__file__).parent.parent
LAYERS = ("libraries", "documents")
RECIPE = 2
"""Raised when what is done to the libraries changes, so that they are laid anew."""
DOCUMENTS = ("typst", "zxing-cpp")

# Descriptions of the AWS services that gateways/ calls; botocore ships 400 (a test compares).
SERVICES = ("dynamodb", "s3", "secretsmanager", "ses", "sesv2", "sns", "sqs", "ssm", "sts")
# Data that only phonenumbers' geocoder and carrier look-up read, and stripe's types for editors.
UNUSED = (
    "phonenumbers/geodata",
    "phonenumbers/carrierdata",
    "phonenumbers/tzdata",
    "boto3/examples",
    "stripe/params",
)
GLIBC = {(3, 11): 26}  # Lambda's Amazon Linux 2; from Python 3.12 on it is 2.34


def pins(root: Path) -> dict[str, list[str]]:
    """The lines of requirements.txt, by layer."""
    lines = [
        line.strip()
        for line in (root / "requirements.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    documents = [line for line in lines if line.split("==")[0] in DOCUMENTS]
    return {"libraries": [x for x in lines if x not in documents], "documents": documents}


def platform_options(target: str) -> list[str]:
    """What pip is told so that the wheels fit: this machine, or Lambda on arm64 for AWS."""
    if target == "local":
        return []
    minor = GLIBC.get(sys.version_info[:2], 34)
    tags = ["manylinux2014_aarch64", *(f"manylinux_2_{n}_aarch64" for n in range(17, minor + 1))]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    options = ["--only-binary=:all:", "--implementation", "cp", "--python-version", version]
    return options + [part for tag in tags for part in ("--platform", tag)]


def lay(target: str, root: Path, build: Path) -> list[Path]:
    """Make the layers under `build` unless they are there already; gives their zip files."""
    made = []
    for layer, lines in pins(root).items():
        zipped = build / f"{layer}.zip"
        stamp = build / f"{layer}.stamp"
        recipe = json.dumps([RECIPE, target, sys.version, SERVICES, UNUSED, lines])
        print_of = hashlib.sha256(recipe.encode()).hexdigest()
        if not (zipped.exists() and stamp.exists() and stamp.read_text() == print_of):
            stamp.unlink(missing_ok=True)
            _install(layer, lines, target, build)
            level = 1 if target == "local" else 9
            write_zip(build / layer, zipped, level, sources=False)
            stamp.write_text(print_of)
        made.append(zipped)
    return made


def _install(layer: str, lines: list[str], target: str, build: Path) -> None:
    folder = build / layer / "python"
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    if lines:
        command = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-compile"]
        command += ["--disable-pip-version-check", "--no-warn-conflicts", "--target", str(folder)]
        subprocess.run([*command, *platform_options(target), *lines], check=True)
    prune(folder)
    compile_tree(folder)


def prune(folder: Path) -> None:
    """Drop what never runs in Lambda: tests, commands, stubs, unused data."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        gone = (
            (path.name in ("__pycache__", "tests", "bin") and path.is_dir())
            or path.suffix in (".pyi", ".pyx", ".c", ".h")
            or (path.parent.suffix == ".dist-info" and path.name != "METADATA")
            or name in UNUSED
            or (path.parent.as_posix().endswith("botocore/data") and _unused_service(path))
        )
        if gone and path.is_dir():
            shutil.rmtree(path)
        elif gone:
            path.unlink()


def _unused_service(path: Path) -> bool:
    return path.is_dir() and path.name not in SERVICES
