# The verbs of this house; each only calls a tool. `make` alone lists them.
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3 || echo python3)
ENVIRONMENT = $(PYTHON) tools/environment.py
RUN := .venv
TEST := .venv-test
BENCH := .venv-bench
OC4IDS := .venv-oc4ids
BIN = $(TEST)/bin
TOOL = PYTHONPATH=src $(BIN)/python
WHEEL_SOURCES := pyproject.toml requirements/build.txt LICENSE THIRD_PARTY.md \
  $(shell find src -type f -not -path '*/__pycache__/*' | sed 's/ /\\ /g')
PYTEST = $(BIN)/pytest --numprocesses=auto --dist=loadfile --pyargs quyhoach tests

.PHONY: help
help:  ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS=$$'\t' read -r verb words; \
	  do printf 'make %-9s %s\n' "$$verb" "$$words"; done

.PHONY: demo
demo: $(RUN)/.project  ## set up from nothing, judge both cases, write demo/
	$(RUN)/bin/quyhoach demo --once

.PHONY: test
test: $(TEST)/.project browser oc4ids  ## set up from nothing, run every test against the built wheel
	$(PYTEST)

.PHONY: prove
prove: $(TEST)/.project  ## run every figure that we claim, write docs/measured/
	$(BIN)/python tools/prove.py

.PHONY: check
check: $(TEST)/.ready  ## format, style, types, imports, docstrings, licences, messages: seconds
	$(BIN)/ruff format --check --output-format=concise . || { echo 'make fmt would mend this'; exit 1; }
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy src/quyhoach tools
	PYTHONPATH=src $(BIN)/lint-imports
	$(TOOL) tools/docstrings.py
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src
	$(TOOL) tools/licences.py
	$(TOOL) tools/third_party.py --check
	$(TOOL) tools/messages.py --check

.PHONY: fmt
fmt: $(TEST)/.ready  ## format the code and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

.PHONY: bench
bench: $(BENCH)/.project  ## run the benchmarks beside their peers
	$(BENCH)/bin/python tools/bench.py

.PHONY: docs
docs: $(TEST)/.project  ## build the manual into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

.PHONY: golden
golden: $(TEST)/.project  ## rewrite the golden outputs; read the diff before you commit
	$(PYTEST) --golden -m golden --quiet
	git --no-pager diff --stat

.PHONY: serve
serve: $(RUN)/.project  ## start the office in the browser
	$(RUN)/bin/quyhoach serve

.PHONY: messages
messages: $(TEST)/.ready  ## gather the sentences to translate, compile the translations
	$(TOOL) tools/messages.py

.PHONY: lock
lock:  ## compile requirements/*.txt anew (needs uv)
	cd requirements && for name in build run test bench oc4ids; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --upgrade $$name.in -o $$name.txt; done

.PHONY: clean
clean:  ## delete environments, builds and caches
	rm -rf $(RUN) $(TEST) $(BENCH) $(OC4IDS) build dist demo site mutants
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

# What the verbs stand on. A stamp file says that a step need not be done again.

.PHONY: python browser oc4ids
python:
	@$(PYTHON) -c '' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } \
	  || { echo 'Python 3.11 or newer is needed. As root: apt-get install python3-venv' >&2; exit 1; }

browser:
	@[ -x /usr/bin/chromium ] && [ -x /usr/bin/pdffonts ] || $(ENVIRONMENT) browser

# a library under the AGPL, never among ours: its tests skip by name where it cannot be had
oc4ids: | python
	@$(MAKE) $(OC4IDS)/.ready || echo 'no $(OC4IDS): the tests that ask libcoveoc4ids will be skipped' >&2

$(OC4IDS)/.ready: requirements/oc4ids.txt | python
	$(ENVIRONMENT) create $(OC4IDS) $<

$(RUN)/.ready: requirements/run.txt | python
	$(ENVIRONMENT) create $(RUN) $<

$(TEST)/.ready: requirements/test.txt | python
	$(ENVIRONMENT) create $(TEST) $<

$(BENCH)/.ready: requirements/bench.txt | python
	$(ENVIRONMENT) create $(BENCH) $<

%/.project: %/.ready $(WHEEL_SOURCES)
	$(ENVIRONMENT) project $*
