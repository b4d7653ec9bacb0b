PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
RUN ?= runs/demo

.PHONY: help demo test check fix docs install

help:
	@echo "make demo   own environment, install, run on corpus/demo, show what was found"
	@echo "make test   own environment, install, linters' tests and the test suite"
	@echo "make check  linters and types, changing nothing"
	@echo "make docs   the documentation as a site, in site/"
	@echo "make fix    let the linters mend what they can"

# The stamp keeps a second `make` from installing again while pyproject.toml is unchanged.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

install: $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/woo-gronden run corpus/demo --output $(RUN)
	$(BIN)/woo-gronden show $(RUN)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

fix: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
