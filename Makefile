# Liumai's commands. Each sets up what it needs, once: .venv/ and node_modules/, a browser for the tests.
#   make serve      the handbook at http://127.0.0.1:8000
#   make site       both languages into site/
#   make handouts   the same, with the handouts as PDF
#   make check      ruff, mypy, tsc, eslint
#   make test       every check, and every test but the long ones
#   make proofs     the long tests: every look of every page, whole sites built anew, files of 20,000 rows
#   make test-all   both, and make sameness
#   make browsers   readers' tasks in Chromium, an old Chromium, Firefox and WebKit: a table, build/browsers.json, pictures
#   make bench      figures of speed and size; make bench PART=startup measures one part alone
#   make measured   show them on the page that tells how they are measured
#   make lighthouse performance, accessibility and more of a page of each type, as on a phone
#   make screenshots  the pictures of the README and the help page, anew
#   make preview-pictures  the pictures that chat programs show beside a link, anew
#   make sameness   one scoring everywhere: each Python, Pyodide, Chromium, and a second implementation
#   make fuzz       a minute of fuzzing
#   make mutants    changes the core in small ways, and lists those that no test notices
#   make larger     a million appraisals on Parquet and Dask, tested and measured
#   make sbom       what the project is made of, as CycloneDX: build/sbom-python.json and build/sbom-npm.json
#   make schema     the JSON Schemas that the YAML files name
#   make upgrade    tries the newest Material and Pyodide in a copy: which patch no longer fits, what fails; changes nothing
#   make audit      known weaknesses of the pinned packages
#   make clean      removes all that make made

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export NO_MKDOCS_2_WARNING := 1
# jieba's own sources have escapes that newer Pythons remark on while they compile them.
export PYTHONWARNINGS := ignore::SyntaxWarning

BIN := .venv/bin
# The site's configuration; one's own rubric has its own: make site CONFIG=ours/mkdocs.yml
CONFIG ?= mkdocs.yml
PACKAGE := .venv/.package
NODE_PACKAGES := node_modules/.package-lock.json
BROWSER := .venv/.browser
SETTING := .venv/.setting
ENGINES := tests/browsers/node_modules/.package-lock.json

CHECKS := check-ruff check-mypy check-tsc check-eslint

.PHONY: help serve site handouts test proofs test-all check $(CHECKS) browsers bench measured lighthouse sameness mutants fuzz larger sbom audit upgrade schema screenshots preview-pictures clean
help:
	@sed -n 's/^#  //p' Makefile

serve: $(PACKAGE) $(NODE_PACKAGES)
	$(BIN)/mkdocs serve --config-file $(CONFIG) --dev-addr 127.0.0.1:8000

site: $(PACKAGE) $(NODE_PACKAGES)
	$(BIN)/mkdocs build --strict --config-file $(CONFIG)

# The site, and its handouts as PDF: WeasyPrint is installed only for this.
handouts: $(PACKAGE) $(NODE_PACKAGES) $(SETTING)
	LIUMAI_HANDOUTS=1 $(BIN)/mkdocs build --strict --config-file $(CONFIG)

# Each checker by itself, as many at once as there are processors.
check: $(PACKAGE) $(NODE_PACKAGES)
	@$(MAKE) --no-print-directory --jobs=$$(getconf _NPROCESSORS_ONLN) --output-sync=target $(CHECKS)

check-ruff: $(PACKAGE)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

check-mypy: $(PACKAGE)
	$(BIN)/mypy

check-tsc: $(NODE_PACKAGES)
	tools/with-node node node_modules/typescript/bin/tsc

check-eslint: $(NODE_PACKAGES)
	tools/with-node node node_modules/eslint/bin/eslint.js --config tools/eslint.config.js --max-warnings 0

# The checks while the site is built; then the scripts that need no page, and all other tests. Whole files go to each process,
# in the order of tests/conftest.py, a process for each processor.
SPREAD := --numprocesses $$(getconf _NPROCESSORS_ONLN) --maxprocesses 4 --dist loadfile --no-loadscope-reorder
test: $(PACKAGE) $(NODE_PACKAGES) $(SETTING) $(BROWSER) $(ENGINES)
	@$(MAKE) --no-print-directory --jobs=$$(getconf _NPROCESSORS_ONLN) --output-sync=target $(CHECKS) handouts
	tools/with-node node --test tests/widget/*.test.mjs
	$(BIN)/pytest $(SPREAD) -m "not proof"

# Tests that take long, each over a minute or in dozens of looks.
proofs: handouts $(BROWSER)
	$(BIN)/pytest $(SPREAD) -m proof

test-all: test proofs sameness

# All tasks at both widths in every engine that there is; some alone with TASKS="--engines firefox --tasks rate,link".
browsers: site $(BROWSER) $(ENGINES)
	tools/with-node node tests/browsers/run.mjs --chromium "$$(cat $(BROWSER))" $(TASKS)

bench: site $(BROWSER)
	$(BIN)/python -m tests.bench $(PART)

# The last figures of make bench become those that the page on measuring shows.
measured:
	cp build/bench.json docs/measured.json

# Lighthouse on a page of each type, as on a phone, each five times (RUNS=…): make lighthouse, or for some alone PAGES="home en-calculator".
lighthouse: site $(BROWSER)
	$(BIN)/python tools/lighthouse $(PAGES)

# Mutation testing of the core; some modules alone with MODULES="core/scoring core/vector". Takes some minutes.
mutants: site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.lock
	nice -n 10 $(BIN)/python tools/mutants $(MODULES)

# The published vectors on every Python, in Pyodide and in Chromium's worker; a million appraisals scored twice.
sameness: site $(BROWSER)
	tools/each-python tests/support/published_vectors.py site calculator
	LIUMAI_MANY=1000000 $(BIN)/pytest tests/core/test_reference_scoring.py
	LIUMAI_MANY=6000 HYPOTHESIS_PROFILE=untimed $(BIN)/pytest tests/pyodide tests/e2e/test_published_vectors.py

# Fuzzing with coverage, for a minute or as long as FUZZ says (libFuzzer's options).
FUZZ := -max_total_time=60
fuzz: $(PACKAGE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/fuzz.lock
	$(BIN)/python tests/fuzz.py $(FUZZ)

# What the examples of larger data need, beside the project's own packages; then their tests, and as many rows as ROWS says.
ROWS := 1000000
LARGER := build/larger
$(LARGER)/.installed: requirements/larger.lock | $(PACKAGE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/larger.lock --upgrade --target $(LARGER)
	touch $@

larger: $(LARGER)/.installed
	PYTHONPATH=$(LARGER) $(BIN)/pytest tests/examples
	PYTHONPATH=$(LARGER) $(BIN)/python examples/larger/measure.py $(ROWS)

# Both have an environment of their own: what they bring along is needed nowhere else.
SUPPLY := build/supply/bin
$(SUPPLY)/.installed: requirements/supply.lock | $(PACKAGE)
	$(BIN)/python -m venv build/supply
	$(SUPPLY)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/supply.lock
	touch $@

sbom: $(SUPPLY)/.installed $(NODE_PACKAGES)
	$(SUPPLY)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file build/sbom-python.json requirements/project.lock
	tools/with-node npm sbom --sbom-format cyclonedx > build/sbom-npm.json

audit: $(SUPPLY)/.installed $(NODE_PACKAGES)
	$(BIN)/python tools/audit

# In build/upgrade, on a copy; other versions than the newest: make upgrade MATERIAL=9.7.7 PYODIDE=314.0.6
upgrade: $(PACKAGE)
	$(BIN)/python tools/upgrade

# The JSON Schemas that the YAML files name for their editors.
schema: $(PACKAGE)
	$(BIN)/python -m liumai.rubric_files.json_schema rubric_data/schema

# The pictures of the README and of the calculator's help page.
screenshots: site $(BROWSER)
	$(BIN)/python tools/screenshots

preview-pictures: $(BROWSER)
	$(BIN)/python tools/preview-pictures

clean:
	rm -rf .venv node_modules tests/browsers/node_modules site build

$(PACKAGE): requirements/project.lock pyproject.toml tools/find-python
	test -x $(BIN)/python || "$$(tools/find-python)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/project.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# npm is the machine's, or comes as a Python package where the machine has none.
$(NODE_PACKAGES): package.json package-lock.json | $(PACKAGE)
	tools/with-node npm ci --no-progress --loglevel=error
	touch $@

$(SETTING): requirements/handouts.lock tools/find-fonts | $(PACKAGE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/handouts.lock
	$(BIN)/python tools/find-fonts
	touch $@

$(BROWSER): tools/find-browser | $(PACKAGE)
	$(BIN)/python tools/find-browser > $@

# What drives the engines, and one old Chromium; with them Firefox and WebKit, where they can be installed.
$(ENGINES): tests/browsers/package.json tests/browsers/package-lock.json tools/find-engines | $(PACKAGE)
	$(BIN)/python tools/find-engines
	tools/with-node npm ci --prefix tests/browsers --ignore-scripts --no-progress --loglevel=error
	touch $@
