PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
RUN ?= runs/demo
# The versions that the tests have passed with; /dev/null for whatever pip finds newest.
CONSTRAINTS ?= requirements/ci.txt
UV = build/uv/bin/uv
COMPILE = $(UV) pip compile --quiet --python-version 3.11 --no-emit-index-url --no-emit-find-links
# torch's CPU build is chosen by its index, and its CUDA build would bring gigabytes: neither is locked.
UNLOCKED = ^(torch|triton|nvidia-|cuda-)

.PHONY: help demo test check fix docs install lock lowest

help:
	@echo "make demo   own environment, install, run on corpus/demo, show what was found"
	@echo "make test   own environment, install, linters' tests and the test suite"
	@echo "make check  linters and types, changing nothing"
	@echo "make docs   the documentation as a site, in site/"
	@echo "make fix    let the linters mend what they can"
	@echo "make lock   write requirements/ci.txt anew with the newest versions that fit together"
	@echo "make lowest the test suite with the lowest versions that pyproject.toml allows"

# The stamp keeps a second `make` from installing again while pyproject.toml is unchanged.
$(VENV)/.installed: pyproject.toml requirements/ci.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable '.[dev]'
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

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip install --quiet uv

lock: $(UV)
	$(COMPILE) --universal --no-annotate --no-header --upgrade --extra dev --extra all pyproject.toml \
	  | grep -v -E '$(UNLOCKED)' > build/ci.txt
	{ echo "# Versions that the tests have passed with; 'make lock' renews them."; cat build/ci.txt; } > requirements/ci.txt

lowest: $(UV)
	$(COMPILE) --no-annotate --resolution lowest-direct --extra dev pyproject.toml > build/lowest.txt
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --requirement build/lowest.txt
	build/lowest/bin/python -m pip install --quiet --no-deps --editable .
	build/lowest/bin/python -m pytest
