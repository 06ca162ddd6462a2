# The commands of this repository. `make` alone lists them; `make site` and `make test` need nothing prepared
# but Python 3.11 or newer. Every path here is relative, so a checkout may stand in a folder with spaces.

PYTHON ?= python3
WORKERS ?= auto

ifeq ($(OS),Windows_NT)
ENV_PYTHON := .venv/Scripts/python.exe
else
ENV_PYTHON := .venv/bin/python
endif

# Written last, so that an interrupted installation is made anew.
INSTALLED := .venv/installed

# Modules, not the scripts in .venv: those hold the absolute path of the folder and break when it is moved.
DOSSIER := $(ENV_PYTHON) -m generator
PIP_INSTALL := $(ENV_PYTHON) -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# What an editor completes ids from, made anew wherever the content may be new. No reason to stop where it fails.
LOCAL_SCHEMAS = $(DOSSIER) export schema schemas/local --with-ids >/dev/null || true
.PHONY: help site test serve check check-dossier bench bundle lock clean env

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
	  printf '  make %-14s %s\n' "$$name" "$$what"; done

site: $(INSTALLED) ## Check the content and build site/
	@$(LOCAL_SCHEMAS)
	@$(DOSSIER) build

test: $(INSTALLED) ## Run the tests (they do not depend on content/ and seeds/)
	@$(ENV_PYTHON) -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile

serve: $(INSTALLED) ## Show the site in a browser and rebuild it on every change
	@$(LOCAL_SCHEMAS)
	@$(DOSSIER) serve

check: $(INSTALLED) ## Check the content and build nothing
	@$(LOCAL_SCHEMAS)
	@$(DOSSIER) check

# The site is built first: a check of pages that are older than the content would say nothing.
check-dossier: site ## Hold this dossier to its own rules, its coverage and its built pages
	@$(DOSSIER) check --coverage
	@$(DOSSIER) fmt --check
	@$(DOSSIER) check-site site
	@$(ENV_PYTHON) -m tests.search

bench: $(INSTALLED) ## Measure the stages on synthetic dossiers
	@$(ENV_PYTHON) -m tests.benchmarks

bundle: $(INSTALLED) ## Make dist/, one zip that opens from disk and can be verified
	@$(DOSSIER) bundle

lock: ## Remake the locks of packages (needs uv; UV_FLAGS=--upgrade for newer versions)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	uv --no-config pip compile pyproject.toml --extra articles --extra test --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(UV_FLAGS) --quiet --output-file requirements.lock
	uv --no-config pip compile tests/builders/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(UV_FLAGS) --quiet --output-file tests/builders/requirements.lock

clean: ## Remove what was built (the environment stays; delete .venv to make it anew)
	rm -rf build site site.new site.old dist .pytest_cache .hypothesis

env: $(INSTALLED) ## Make the environment in .venv only

# --clear, because pip takes a half-copied package of an interrupted run for an installed one.
$(INSTALLED): requirements.lock pyproject.toml
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is `"$(PYTHON)" --version 2>&1`; Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make environments: install its venv module (Debian, Ubuntu: python3-venv)" >&2; exit 1; }
	@echo "Preparing the environment in .venv (once, about a minute) ..."
	@"$(PYTHON)" -m venv --clear .venv
	@echo "  installing the locked packages ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@echo "  installing the generator ..."
	@$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@$(LOCAL_SCHEMAS)
	@touch $@
	@echo "  done."
