# Comptoir. `make help` lists the words.
# Python 3.11 or newer and Node 20 are all that must be there; the rest is installed in this folder.

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3.14 python3,$(shell command -v $(p) 2>/dev/null)))
PY := .venv/bin/python
PIP := -m pip install -qq --disable-pip-version-check
WORDS ?=

.PHONY: help start dev fresh test unit e2e check bench cost prove package deploy pictures openapi setup clean
.DEFAULT_GOAL := help

help: ## these words
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

start: setup ## everything on this machine: http://localhost:8000
	@$(PY) -m infra.local.start

dev: setup ## the same, but the API and the pages from this folder, reloaded when they change
	@$(PY) -m infra.local.start --dev

fresh: ## forget the data of this machine (.state); the next start begins with the demo customers
	@rm -rf "$${COMPTOIR_STATE:-.state}" && echo "The data is gone; make start begins anew."

test: setup frontend/node_modules/.stamp .venv/.chromium ## all tests that must pass
	cd frontend && npm run --silent check && npm run --silent test
	$(PY) -m infra.pages
	cd frontend && npm run --silent budget
	$(PY) -m pytest -q tests/unit/rules --cov=chalicelib.rules --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered
	$(PY) -m pytest -q -n 2 --dist loadfile tests --ignore=tests/unit/rules --ignore=tests/e2e
	@if [ -d tests/e2e ]; then $(PY) -m pytest -q tests/e2e; fi

unit: setup ## only the tests that need no embedded cloud
	$(PY) -m pytest -q tests/unit tests/architecture

e2e: setup frontend/node_modules/.stamp .venv/.chromium ## only the browser tests
	$(PY) -m pytest -q tests/e2e

check: setup frontend/node_modules/.stamp ## format, lint, types, floors, the front end's checks, the template
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	cd frontend && npm run --silent check
	$(PY) -m infra.package

bench: setup ## speed and cost, one line a figure (WORDS="start" picks)
	@$(PY) -m tests.measure tests/load $(WORDS)

cost: setup ## docs/cost.md anew: what a night and an idle month cost, measured and reckoned
	@PAGE=1 $(PY) -m tests.measure tests/load cost

prove: setup ## storms, races, thousands of cases, one line a figure
	@$(PY) -m tests.measure tests/prove $(WORDS)

package: setup ## what would be deployed: build/aws, checked with cfn-lint
	@$(PY) -m infra.pages >/dev/null
	@$(PY) -m infra.package

deploy: package ## put it on AWS: make deploy WORDS="SiteUrl=https://… MailFrom=…"
	@$(PY) -m infra.deploy $(WORDS)

pictures: setup .venv/.chromium ## draw the README's pictures anew
	@$(PY) -m tests.pictures

openapi: setup ## the API's description, and the types that the pages are built with
	$(PY) -m infra.describe > frontend/openapi.json
	cd frontend && npm run --silent types

setup: .venv/.stamp .venv-cloud/.stamp

clean: ## what was built here (not the data)
	rm -rf build frontend/dist frontend/node_modules .venv .venv-cloud

.venv/.stamp: requirements.txt requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Python is missing: install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: install Python 3.11 or newer, or name one with make PYTHON=…"; exit 1; }
	@echo "Installing the tools (once, and when requirements change) …"
	@test -x $(PY) || $(PYTHON) -m venv .venv || { echo "Python cannot make virtual environments: install its venv module (apt-get install python3-venv)."; exit 1; }
	@$(PY) $(PIP) -r requirements-dev.txt
	@touch $@

.venv-cloud/.stamp: infra/local/requirements.txt .venv/.stamp
	@echo "Installing the embedded cloud (once) …"
	@test -x .venv-cloud/bin/python || $(PYTHON) -m venv .venv-cloud
	@.venv-cloud/bin/python $(PIP) -r infra/local/requirements.txt
	@touch $@

frontend/node_modules/.stamp: frontend/package-lock.json .venv/.stamp
	@$(PY) -m infra.pages --install

# The browser of the tests is Debian's; elsewhere any Chromium named in CHROMIUM will do.
.venv/.chromium: .venv/.stamp
	@command -v chromium >/dev/null || test -n "$$CHROMIUM" || { echo "Installing Chromium for the browser tests …"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || { echo "Chromium is missing and could not be installed: install it (apt-get install chromium), or name one with CHROMIUM=path."; exit 1; }
	@touch $@
