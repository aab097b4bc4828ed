"""The package as it is deployed: complete, compiled, and accepted by cfn-lint."""

import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest

from infra import package as packaging
from infra.alarms import FUNCTIONS
from infra.libraries import LAYERS, SERVICES
from infra.local.front import rewritten
from tests.cloud import ROOT


@pytest.fixture(scope="module")
def build() -> Path:
    """build/local, as `make start` deploys it."""
    return packaging.package("local")


@pytest.fixture(scope="module")
def template(build: Path) -> dict[str, Any]:
    """The packaged template."""
    return dict(json.loads((build / "template.json").read_text("utf-8")))


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in [ROOT / "app.py", *sorted((ROOT / "chalicelib").rglob("*.py"))]:
        yield path, ast.parse(path.read_text("utf-8"))


def imported() -> set[str]:
    """Every module outside the standard library that the product imports anywhere."""
    found: set[str] = set()
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    ours = {"chalicelib", "app", "infra", "mypy_boto3_s3"}
    return {m for m in found if m.split(".")[0] not in sys.stdlib_module_names | ours}


def test_cfn_lint_accepts_the_packaged_template(build: Path) -> None:
    packaging.lint(build)


def test_every_module_that_the_product_imports_is_in_the_package(
    build: Path, tmp_path: Path
) -> None:
    path = []
    for part in ("function", *LAYERS):
        with zipfile.ZipFile(build / f"{part}.zip") as file:
            file.extractall(tmp_path / part)
        path.append(str(tmp_path / part / ("" if part == "function" else "python")))
    names = sorted({name for name in imported() if not name.startswith("chalice.local")})
    code = f"import sys, importlib; sys.path[:0] = {path!r}\n"
    code += f"for name in {names!r}: importlib.import_module(name)\nimport app\n"
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_our_modules_carry_byte_code_that_never_goes_stale(build: Path) -> None:
    with zipfile.ZipFile(build / "function.zip") as file:
        names = set(file.namelist())
        tag = f".{sys.implementation.cache_tag}.pyc"
        for name in (n for n in names if n.endswith(".py")):
            folder, _, module = name.rpartition("/")
            compiled = f"{folder}/__pycache__/{module[:-3]}{tag}".lstrip("/")
            head = file.read(compiled)[:8]
            assert head[:4] == MAGIC_NUMBER
            assert int.from_bytes(head[4:], "little") == 0b01, f"{compiled} is checked by date"


def test_demo_data_are_not_deployed(build: Path) -> None:
    with zipfile.ZipFile(build / "function.zip") as file:
        assert not [name for name in file.namelist() if "/demo/" in name]


def test_only_functions_that_print_carry_the_printing_libraries(template: dict[str, Any]) -> None:
    functions = {
        name: resource["Properties"]["Layers"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }
    assert set(functions) == set(FUNCTIONS)
    heavy = {name for name, layers in functions.items() if {"Ref": "Documents"} in layers}
    assert heavy == set(packaging.PRINTERS)


def test_each_function_has_a_role_of_its_own(template: dict[str, Any]) -> None:
    roles = [
        json.dumps(resource["Properties"]["Role"])
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Function"
    ]
    assert len(set(roles)) == len(roles)


def test_the_services_that_are_called_are_described_in_the_package() -> None:
    for path, tree in sources():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "client"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in SERVICES, f"{path}: add it to infra/libraries.py"


def test_the_stand_in_finds_pages_as_the_function_of_cloudfront_does() -> None:
    paths = [
        "/",
        "/engie",
        "/engie/",
        "/engie/fr/login",
        "/engie/fr/login/",
        "/assets/a.b.js",
        "/x.y/z",
    ]
    code = (
        (ROOT / "infra/cf-function.js").read_text("utf-8")
        + """
    const out = JSON.parse(process.argv[1]).map((uri) => {
      const got = handler({ request: { uri, querystring: {} } });
      return got.statusCode ? [got.headers.location.value, true] : [got.uri, false];
    });
    console.log(JSON.stringify(out));
    """
    )
    run = subprocess.run(
        ["node", "-e", code, json.dumps(paths)], capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == [list(rewritten(path)) for path in paths]
