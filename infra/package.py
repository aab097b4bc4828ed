"""Builds what is deployed: the functions' zip, two layers of libraries, and one template.

    python -m infra.package            for AWS: Lambda on arm64, checked with cfn-lint
    python -m infra.package --local    for the embedded cloud, which runs functions with this
                                       machine's own Python: libraries built for this machine

Everything lands in build/aws or build/local. Chalice makes the template and the functions' zip;
the libraries are laid beside it by pip (libraries.py), because Chalice knows only Lambda's
platforms and ships no byte code. What did not change is not built again.
"""

import argparse
import fcntl
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from infra.archive import compile_tree, fingerprint, write_zip
from infra.compose import compose
from infra.libraries import LAYERS, lay

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "infra/cfnlintrc.yaml"
PRINTERS = ("BillingWork", "APIHandler")  # the functions that need the layer `documents`


def package(target: str, root: Path = ROOT, build: Path | None = None) -> Path:
    """Build for `target` ("aws" or "local") and give the folder that holds template.json."""
    build = build or root / "build" / target
    build.mkdir(parents=True, exist_ok=True)
    with (build / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two copies may start from one folder
        return _package(target, root, build)


def _package(target: str, root: Path, build: Path) -> Path:
    inputs = [root / "app.py", root / "chalicelib", root / ".chalice", root / "requirements.txt"]
    inputs += [path for path in sorted(Path(__file__).parent.iterdir()) if path.is_file()]
    wanted = fingerprint(inputs, target, sys.version)
    stamp = build / "stamp"
    if stamp.exists() and stamp.read_text() == wanted and (build / "template.json").exists():
        return build
    stamp.unlink(missing_ok=True)
    stage(root, build)
    chalice(target, build)
    unpack(build)
    lay(target, root, build)
    finish_template(build)
    if target == "aws":
        lint(build)
    stamp.write_text(wanted)
    return build


def stage(root: Path, build: Path) -> None:
    """Copy what ships into build/stage: no demo data, no caches, and an empty list of libraries."""
    folder = build / "stage"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", "demo")
    shutil.copytree(root / "chalicelib", folder / "chalicelib", ignore=ignored)
    shutil.copytree(
        root / ".chalice", folder / ".chalice", ignore=shutil.ignore_patterns("deploy*")
    )
    shutil.copy(root / "app.py", folder)
    (folder / "requirements.txt").touch()
    config_file = folder / ".chalice/config.json"
    config: dict[str, Any] = json.loads(config_file.read_text("utf-8"))
    machine = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    config["stages"]["local"]["lambda_architecture"] = machine
    config_file.write_text(json.dumps(config, indent=1))


def chalice(target: str, build: Path) -> None:
    """Let Chalice make its template, laid under ours, and its zip."""
    merged = build / "merge.json"
    merged.write_text(json.dumps(compose(), indent=1))
    program = "import sys; from chalice.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "package", "--stage", target]
    command += ["--merge-template", str(merged), str(build / "chalice")]
    shutil.rmtree(build / "chalice", ignore_errors=True)
    run = subprocess.run(
        command,
        cwd=build / "stage",
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "AWS_DEFAULT_REGION": "eu-west-1"},
    )
    if run.returncode:
        raise RuntimeError(f"Chalice could not package the app:\n{run.stdout}{run.stderr}")


def unpack(build: Path) -> None:
    """Unpack Chalice's zip, compile it and zip it again, always to the same bytes."""
    folder = build / "function"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(build / "chalice/deployment.zip") as file:
        file.extractall(folder)
    compile_tree(folder)
    write_zip(folder, build / "function.zip")


def finish_template(build: Path) -> None:
    """Point the functions at our zip and layers."""
    template: dict[str, Any] = json.loads((build / "chalice/sam.json").read_text("utf-8"))
    resources = template["Resources"]
    for name, resource in resources.items():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            properties["CodeUri"] = "function.zip"
            layers = LAYERS if name in PRINTERS else LAYERS[:1]
            properties["Layers"] = [{"Ref": layer.capitalize()} for layer in layers]
            runtime, machine = properties["Runtime"], properties["Architectures"]
    for layer in LAYERS:
        resources[layer.capitalize()] = {
            "Type": "AWS::Serverless::LayerVersion",
            "Properties": {
                "LayerName": {"Fn::Sub": f"${{Prefix}}-{layer}"},
                "ContentUri": f"{layer}.zip",
                "CompatibleRuntimes": [runtime],
                "CompatibleArchitectures": machine,
                "RetentionPolicy": "Delete",
            },
        }
    template["Outputs"].pop("EndpointURL", None)  # the API is reached through the site's origin
    (build / "template.json").write_text(json.dumps(template, indent=1))


def lint(build: Path) -> None:
    """cfn-lint knows what the real CloudFormation refuses."""
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--config-file", str(CONFIG), "--"]
    if subprocess.run([*command, str(build / "template.json")], check=False).returncode:
        raise SystemExit("cfn-lint found faults in the template; see above.")


def size(folder: Path) -> float:
    """Megabytes of a zip or of all files under a folder."""
    files = [folder] if folder.is_file() else [f for f in folder.rglob("*") if f.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--local", action="store_true", help="for the embedded cloud on this machine"
    )
    target = "local" if parser.parse_args().local else "aws"
    try:
        build = package(target)
    except RuntimeError as error:
        raise SystemExit(str(error)) from error
    for part in ("function", *LAYERS):
        zipped, whole = size(build / f"{part}.zip"), size(build / part)
        print(f"{part:10} {zipped:6.1f} MB zipped {whole:6.1f} MB unpacked")
    shown = build.relative_to(ROOT)
    print(f"{shown}/template.json is ready: python -m infra.deploy puts it on AWS.")


if __name__ == "__main__":
    main()
