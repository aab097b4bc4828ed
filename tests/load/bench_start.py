"""How fast a cold API function starts, as ratios within one run.

Each figure is the median of whole processes started in turn, so that a machine whose speed drifts
slows all of them alike. The packaged function and its libraries stand alone on the path.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("ROUNDS", "9"))
HEAVY = (
    "boto3 stripe argon2 jinja2 phonenumbers aws_lambda_powertools.logging "
    "aws_lambda_powertools.metrics aws_lambda_powertools.utilities.batch "
    "aws_lambda_powertools.utilities.idempotency aws_lambda_powertools.utilities.parameters"
)


def packaged() -> tuple[Path, Path]:
    """The unpacked function and its libraries, built as `make start` deploys them."""
    subprocess.run(
        [sys.executable, "-m", "infra.package", "--local"], cwd=ROOT, check=True, stdout=2
    )
    function, layer = ROOT / "build/local/function", ROOT / "build/local/libraries"
    return function, layer / "python" if (layer / "python").is_dir() else layer


def seconds(code: str, path: list[Path]) -> float:
    """CPU seconds of a fresh interpreter that runs `code` with only `path` to import from."""
    environment = {
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_LAMBDA_FUNCTION_NAME": "cold",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-S", "-c", code], env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def without_byte_code(folders: tuple[Path, Path], into: Path) -> list[Path]:
    """A copy of the same code as wheels and Chalice alone would ship it."""
    copies = []
    for folder in folders:
        copy = into / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.pyc", "__pycache__"))
        copies.append(copy)
    return copies


def main() -> int:
    """Print one line a figure; 1 when one falls short."""
    folders = packaged()
    modules = [
        ".".join(path.relative_to(folders[0]).with_suffix("").parts)
        for path in (folders[0] / "chalicelib").rglob("*.py")
        if path.name not in ("__init__.py", "publish.py")
    ]
    everything = f"import app; import {', '.join(HEAVY.split())}; import {', '.join(modules)}"
    with tempfile.TemporaryDirectory() as scratch:
        bare = without_byte_code(folders, Path(scratch))
        ours, boto, naive = [], [], []
        for _ in range(ROUNDS):
            ours.append(seconds("import app", list(folders)))
            boto.append(seconds("import boto3; boto3.client('dynamodb')", list(folders)))
            naive.append(seconds(everything, bare))
    start, client, all_at_top = map(statistics.median, (ours, boto, naive))
    figures = [
        ("start.import_app", start * 1000, "ms CPU", "", True),
        ("start.import_boto3_and_client", client * 1000, "ms CPU", "", True),
        ("start.against_boto3_client", start / client, "times", "<= 1.3", start <= 1.3 * client),
        (
            "start.against_all_at_top",
            start / all_at_top,
            "times",
            "<= 0.25",
            start * 4 <= all_at_top,
        ),
    ]
    for name, value, unit, goal, good in figures:
        print(f"{name}  {value:.2f} {unit}  {goal or '-'}  {'ok' if good else 'short'}")
    return 0 if all(good for *_, good in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
