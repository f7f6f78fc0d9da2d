# The verbs of the house. `make run` and `make test` need Rust, Node and nothing else.

SHELL := /bin/bash
.DEFAULT_GOAL := help
UI := web/ui
DATA ?= data

help: ## Lists the verbs.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UI)/node_modules: $(UI)/package-lock.json
	@# Not `npm ci`: it refuses a lock file without the binaries of platforms that a registry does not carry.
	cd $(UI) && npm install --no-save --ignore-scripts --no-audit --no-fund
	@touch $@

pages: $(UI)/node_modules ## Builds the storefront, the operator page and the widget.
	cd $(UI) && npm run --silent build

run: pages ## Builds everything and serves the demo shop on http://127.0.0.1:8000.
	cargo build --workspace --bin colloquy
	./target/debug/colloquy --data $(DATA) serve

check: $(UI)/node_modules ## Formatting, lints, licences and unit tests: fast.
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo check --workspace --features local-embeddings
	cargo run --quiet -p xtask -- rules
	cd $(UI) && npm run --silent check && npm test --silent

test: pages ## Passes every test; installs and starts what it needs.
	./scripts/test

smoke: ## Plays every route of the shop's endpoint map against a running server. URL=http://127.0.0.1:8000 PASSWORD=…
	node --experimental-websocket --no-warnings scripts/smoke/main.mjs "$(or $(URL),http://127.0.0.1:8000)" "$(PASSWORD)"

fuzz: ## Holds a running server against its own description. URL=… PASSWORD=… KEY=ck_… FOR=600
	./scripts/fuzz "$(or $(URL),http://127.0.0.1:8000)" "$(PASSWORD)" "$(KEY)" $(or $(FOR),600)

chaos: ## Breaks a cluster for a minute and looks whether anything was lost. FOR=600 SEED=7 MUTATION=no_fence
	cargo build --workspace --bins
	./target/debug/colloquy-chaos --seconds $(or $(FOR),60) $(if $(SEED),--seed $(SEED)) \
		$(if $(MUTATION),--mutation $(MUTATION))

mutations: ## Shows that the checker finds each defect that can be switched on.
	cargo build --workspace --bins
	./scripts/mutations

bench: ## Measures the hot paths with Criterion.
	cargo bench --workspace

eval: ## Scores understanding on the public data sets in the folder DATASETS, and prints the table.
	@cargo run --quiet --profile eval -p colloquy-evaluation --bin colloquy-eval -- --datasets "$(DATASETS)"

types: ## Writes the page's API types from the generated OpenAPI document.
	cargo run --quiet --workspace --bin colloquy -- openapi > $(UI)/openapi.json
	cd $(UI) && npm run --silent types

fix: $(UI)/node_modules ## Formats everything.
	cargo fmt --all
	cd $(UI) && npm run --silent fix

.PHONY: help pages run check test smoke fuzz chaos mutations bench eval types fix
