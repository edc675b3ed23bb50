# Everything is installed into .venv; a stamp file in there says what is installed already.
# Another Python: make brief PYTHON=python3.12. More options: make brief ARGS=--full

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

.PHONY: help brief test check bench soak screenshots clean

help:
	@echo "make brief   install, then say what was promised, what is measured and what is likely"
	@echo "make test    install the test extra, then run every test, with the coverage gate"
	@echo "make check   format, lint, types and the contract of who imports whom"
	@echo "make bench   install the bench extra, run every benchmark, write docs/benchmarks.md"
	@echo "make soak    the long runs that make test leaves out"
	@echo "make screenshots   take the pictures in docs/images (needs Chromium)"
	@echo "make clean   remove .venv and what the tools left behind"

brief: .venv/.core
	@$(BIN)/goldenbridge brief $(ARGS)

test: .venv/.test
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest --ignore=tests/soak $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/.test
	@scripts/check

bench: .venv/.bench
	$(BIN)/python scripts/bench.py $(ARGS)

soak: .venv/.test
	$(BIN)/python -m pytest tests/soak $(ARGS)

screenshots: .venv/.test
	$(BIN)/python scripts/screenshots.py

clean:
	rm -rf .venv build dist .coverage .coverage.* .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Golden Bridge needs Python 3.11 or newer; found: $$($(PYTHON) --version 2>&1)." \
	    "Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.core: .venv/.made pyproject.toml
	@echo "Installing Golden Bridge into .venv ..." >&2
	@$(INSTALL) .
	@touch $@

.venv/.test .venv/.bench: .venv/.%: .venv/.made pyproject.toml
	@echo "Installing Golden Bridge and its $* extra into .venv ..." >&2
	@$(INSTALL) '.[$*]'
	@touch $@ .venv/.core
