# Every command of the project; `make help` prints them.
# Browser tests have a process of their own: Playwright keeps an event loop running, which other tests cannot share.
# A few of them take a minute, so a worker that has none left takes over some of the other's (worksteal).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test check prove bench serve format schemas

help: ## print these lines
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## install, seed the demo organisation once, serve on http://127.0.0.1:8501
	$(BIN)/python cli.py run

test: $(VENV)/.dev ## set up and pass every test, browser tests included
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -n 2 --dist loadscope -m "not prove" --ignore tests/browser
	$(PYTEST) -n 2 --dist worksteal tests/browser

check: $(VENV)/.run ## check every content file
	$(BIN)/python cli.py check

prove: $(VENV)/.dev ## the long proofs: kills, damaged files, simulated organisations, attacks; says what it left out
	$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -m prove -rs

bench: $(VENV)/.dev ## measure speed against baselines in the same run
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m bench

serve: $(VENV)/.run ## production mode with real accounts; see docs/operations.md for the NETRAL_* variables
	NETRAL_MODE=produksi $(BIN)/python cli.py run

format: $(VENV)/.dev ## format and fix the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(VENV)/.run ## write the JSON Schemas that editors use for completion
	$(BIN)/python cli.py schemas

$(VENV)/.made:
	PYTHON="$(PYTHON)" sh scripts/make_venv.sh $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
