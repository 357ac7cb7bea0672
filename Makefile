# What a clone needs: make, and Python 3.11 or later with venv. Everything else is installed into .venv.
#   make demo    reads the sample dispatches and shows what was found
#   make test    runs the tests
#   make check   lint, types, and the direction of imports
#   make bench   how fast, in how much memory (benchmarks/README.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo

# The install builds the gazetteer and the actor registry from these; without a change in them it need not run again.
BUILT_FROM := pyproject.toml hatch_build.py $(shell find src/whence/gazetteer src/whence/actors -type f \
	-not -path '*/_built/*' -not -path '*/__pycache__/*')

.PHONY: demo test check bench clean

demo: $(VENV)/installed
	@mkdir -p $(DEMO) && rm -f $(DEMO)/demo.duckdb
	$(BIN)/whence read samples/*.txt samples/*.html --casefile $(DEMO)/demo.duckdb
	@echo
	$(BIN)/whence show munich_1972.txt --casefile $(DEMO)/demo.duckdb
	@echo
	$(BIN)/whence claims --kind event --casefile $(DEMO)/demo.duckdb
	@echo
	$(BIN)/whence show munich_1972.txt --html $(DEMO)/munich_1972.html --casefile $(DEMO)/demo.duckdb
	@echo "Open $(CURDIR)/$(DEMO)/munich_1972.html in a browser: the same document, with its claims beside it."

test: $(VENV)/developed
	$(BIN)/python -m pytest

check: $(VENV)/developed
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) build

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python $(BUILT_FROM)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@
