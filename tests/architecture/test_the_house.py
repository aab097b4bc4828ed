"""The house's own rules, read from the code: floors, private tables, no operator by name, words."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib import i18n, operators
from chalicelib.operators import directory

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "chalicelib"
CODE = sorted(path for path in ROOMS.rglob("*.py"))
PLURALS = {
    "fr": {"one", "many", "other"},
    "nl": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
    "en": {"one", "other"},
}


def test_imports_only_go_down():
    lint = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_table_is_imported_only_inside_its_room_and_never_by_its_routes():
    wrong = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                match = re.fullmatch(r"chalicelib\.(\w+)\.(?:\w*_)?table(?:\.\w+)?", name)
                if match and (
                    path.relative_to(ROOMS).parts[0] != match[1] or path.name == "routes.py"
                ):
                    wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_no_operator_is_named_in_code():
    names = {directory.find(code).name for code in operators.codes()} | set(operators.codes())
    names |= {
        company.code for code in operators.codes() for company in operators.find(code).companies
    }
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in names))
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*CODE, ROOT / "app.py"]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert wrong == []


def test_a_cold_start_imports_nothing_heavy():
    heavy = "boto3 stripe argon2 jinja2 typst zxingcpp aws_lambda_powertools phonenumbers webauthn"
    script = f"import sys, app; print([m for m in {heavy.split()} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def _namespaces() -> list[str]:
    return sorted({path.stem for path in (ROOMS / "i18n").glob("*/*.json")})


@pytest.mark.parametrize("namespace", _namespaces())
def test_every_language_has_every_word_in_every_plural_form(namespace):
    def stem(key: str) -> str:
        return re.sub(r"_(one|few|many|other)$", "", key)

    def is_plural(words: dict[str, str], key: str) -> bool:
        return f"{stem(key)}_other" in words and stem(key) != key

    words = {
        language: json.loads((ROOMS / "i18n" / language / f"{namespace}.json").read_text())
        for language in i18n.LANGUAGES
    }
    single = {
        language: {key for key in each if not is_plural(each, key)}
        for language, each in words.items()
    }
    plural = {
        language: {stem(key) for key in each if is_plural(each, key)}
        for language, each in words.items()
    }
    for language in i18n.LANGUAGES:
        assert single[language] ^ single["en"] == set(), language
        assert plural[language] ^ plural["en"] == set(), language
        for key in plural[language]:
            forms = {
                form
                for form in ("one", "few", "many", "other")
                if f"{key}_{form}" in words[language]
            }
            assert forms == PLURALS[language], f"{language} {key}"
        assert all(text.strip() for text in words[language].values()), language


@pytest.mark.parametrize("namespace", _namespaces())
def test_every_language_puts_the_same_facts_into_a_sentence(namespace):
    def facts(language: str) -> dict[str, set[str]]:
        words = json.loads((ROOMS / "i18n" / language / f"{namespace}.json").read_text())
        return {
            key: set(re.findall(r"\{\{\s*(\w+)\s*\}\}", text)) - {"count"}
            for key, text in words.items()
            if not re.search(r"_(one|few|many)$", key)
        }

    reference = facts("en")
    for language in i18n.LANGUAGES:
        mine = facts(language)
        different = {key for key in mine.keys() & reference.keys() if mine[key] != reference[key]}
        assert different == set(), language


def _codes_in_code() -> set[str]:
    kinds = (
        r"Malformed|SignInNeeded|NotAllowed|NotFound|Conflict|Oversized|Invalid|TooMany|Unavailable"
    )
    found: set[str] = set()
    for path in CODE:
        text = path.read_text()
        found |= set(re.findall(rf"\b(?:errors\.)?(?:{kinds})\(\s*\"([a-z_0-9]+)\"", text))
        found |= set(re.findall(r"code: str = \"([a-z_0-9]+)\"", text))
    return found | {"unexpected", "method_not_allowed", "media_type_not_supported", "malformed"}


def test_every_refusal_says_what_happened_and_what_to_do_in_every_language():
    missing = [
        f"{language} {code}.{part}"
        for code in sorted(_codes_in_code())
        for language in i18n.LANGUAGES
        for part in ("what", "next")
        if not i18n.has(language, f"errors.{code}.{part}")
    ]
    assert missing == []
