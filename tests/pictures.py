"""Draws the README's pictures anew: walks the journey in the browser and keeps some of its screens.

make pictures
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "artefacts/screens"
KEPT = ROOT / "docs/pictures"
PICTURES = (
    "06-login-desk", "07-home-desk", "09-reading-phone", "12-consents-phone", "13-usage-desk",
    "14-bill-desk", "15-pay-phone", "16-paid-phone",
)  # fmt: skip


def main() -> int:
    """Walk, then copy; the pages of the invoice are drawn by pdftoppm where it is installed."""
    walk = [sys.executable, "-m", "pytest", "-q", "tests/e2e/test_the_journey.py"]
    if subprocess.run(walk, cwd=ROOT, check=False).returncode:
        print("The walk failed; the pictures stay as they were.")
        return 1
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        shutil.copy(SCREENS / f"{name}.png", KEPT / f"{name[3:]}.png")
    if shutil.which("pdftoppm"):
        draw = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([*draw, SCREENS / "invoice.pdf", KEPT / "invoice"], check=True)
    print(f"{len(PICTURES)} pictures are in {KEPT.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
