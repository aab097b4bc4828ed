"""Runs the programs of a folder that measure something, and says in the end what fell short.

    python -m tests.measure tests/load     speed and cost (`make bench`)
    python -m tests.measure tests/prove    storms, races, thousands of cases (`make prove`)

Each program prints one line a figure, `name  value unit  goal  ok|short`, and ends with an exit code
other than 0 when one falls short or it fails itself. Words after the folder pick programs by name.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT = 1800
"""Seconds that one program may take."""


def run(program: Path) -> list[str]:
    """Run one program, passing its lines on; gives those that fell short, or say that it failed."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    short = []
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, str(program)], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        if line.rstrip().endswith("  short"):
            short.append(line.strip())
        if time.monotonic() - begun > LIMIT:
            process.kill()
            return [*short, f"{program.name} took more than {LIMIT} s and was ended"]
    code = process.wait()
    if code and not short:
        short.append(f"{program.relative_to(ROOT)} failed with exit code {code}")
    return short


def main(folder: str, *words: str) -> int:
    """Run all programs of `folder` in order of name; 1 when anything fell short."""
    programs = [
        path
        for path in sorted((ROOT / folder).glob("*.py"))
        if "__main__" in path.read_text("utf-8")
        and (not words or any(w in path.name for w in words))
    ]
    short = [line for program in programs for line in run(program)]
    print(f"\n{len(programs)} programs, {len(short)} short")
    for line in short:
        print(f"  {line}")
    return 1 if short or not programs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
