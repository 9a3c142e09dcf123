# SPDX-License-Identifier: GPL-2.0-or-later
# Each target is one command that people and CI run alike. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint typecheck bench tiles real-runs run dev package translations clean

PYTHON := build/venv/bin/python
TS := $(wildcard resources/i18n/*.ts)
QM := $(TS:.ts=.qm)
export PATH := $(PATH):/usr/lib/qt5/bin
export PYTHONNOUSERSITE := 1
unexport PYTHONPATH PYTHONHOME

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-13s %s\n' "$$name" "$$text"; done

setup:  ## install all that is needed (Debian 12 and 13, as root or with sudo); at once when done before
	@.ci/setup.sh

demo: setup $(QM)  ## run the planning run on the practice municipality, print its figures and where the results lie
	@$(PYTHON) .ci/demo.py

test: setup $(QM)  ## run all tests: without QGIS, in QGIS, in a QGIS window
	@.ci/test.sh

lint: setup $(QM)  ## check style, QGIS 4 readiness, and what the plugin site would refuse
	@.ci/lint.sh

typecheck: setup  ## check the types of core
	@$(PYTHON) -m mypy

bench: setup $(QM)  ## measure the speed beside QGIS, PostGIS and Python's own; SCALE=2 for a quick one (20: 100 000 parcels)
	@.ci/bench_env.sh || true
	@$(PYTHON) tests/benchmarks/run.py

tiles:  ## score parcels tile by tile on many cores: make tiles RUN=run.yaml OUTPUT=scored.gpkg WORKERS=4
	@.ci/bench_env.sh
	@build/bench-venv/bin/python .ci/score_in_tiles.py "$(RUN)" "$(OUTPUT)" $(if $(WORKERS),--workers "$(WORKERS)") $(TILES_ARGS)

real-runs: setup $(QM)  ## run the algorithms on real open data, write docs/real-runs.md and its pictures
	@$(PYTHON) tests/real_data/run.py

run: setup $(QM)  ## run one algorithm: make run ALG=heinola:NAME ARGS='KEY=value OTHER="two words"' (or ARGS_JSON=file)
	@$(PYTHON) .ci/run_algorithm.py

dev: setup $(QM)  ## link this checkout into your own QGIS profile (PROFILE=name for another than default)
	@$(PYTHON) .ci/dev.py "$(or $(PROFILE),default)"

package: setup  ## build dist/heinola_planning_plugin-VERSION.zip from the tracked files
	@$(PYTHON) .ci/package.py

translations: setup  ## collect the texts into resources/i18n/*.ts and compile them
	@.ci/translations.sh

clean:  ## remove all that was built, the environment included
	rm -rf build dist .qgis-settings .pytest_cache .ruff_cache .mypy_cache .hypothesis resources/i18n/*.qm
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

resources/i18n/%.qm: resources/i18n/%.ts | setup
	@lrelease -silent $< -qm $@
