# `make demo` does docparse's three jobs on the documents in corpora/; `make test` checks everything.
# Both make their own environment in .venv from requirements.lock, with uv where it is there, else with venv and pip.

PYTHON ?= python3
BIN := .venv/bin
ENVIRONMENT := .venv/.installed

.PHONY: demo test train ablation accuracy bench bench-reading bench-scans bench-batch soak fuzz lock clean

demo: $(ENVIRONMENT)
	@$(BIN)/docparse demo -o out

test: $(ENVIRONMENT)
	@echo "make test: lint, form, types, tests"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n 2 --dist loadfile

# Ratios within one run, since machines differ: speed against jieba on the same text, and time as documents grow.
bench: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.speed
	@$(BIN)/python -m tests.benchmarks.growth
	@$(BIN)/python -m tests.benchmarks.drafting

# Ten thousand documents taken into a library, on one core and on two: a quarter of an hour. Linux.
bench-batch: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.batch

# Batches killed at twenty moments and resumed, and two hundred damaged files among two thousand: at most five minutes.
soak: $(ENVIRONMENT)
	@DOCPARSE_SOAK=1 $(BIN)/pytest tests/library/test_soak.py

# The models again, from corpora/. Some minutes; twice gives the same bytes on one machine.
train: $(ENVIRONMENT)
	@$(BIN)/docparse train links
	@$(BIN)/docparse train sentence-role
	@$(BIN)/docparse train agency-spans

# Rules, models, both, on regions that the models did not see; and with half of the lexicon withheld. Decides what is on by default.
ablation: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.ablation

accuracy: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.accuracy

# Ten thousand damaged files a reader: only docparse's own errors may come out. About half an hour.
fuzz: $(ENVIRONMENT)
	@DOCPARSE_FUZZ=10000 $(BIN)/pytest tests/readers/test_fuzzing.py

# How true and how fast PDF is read; the second does the same for scans, at a few seconds a page.
bench-reading: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.reading twins pages tables speed

bench-scans: $(ENVIRONMENT)
	@$(BIN)/python -m tests.benchmarks.reading scans

$(ENVIRONMENT): requirements.lock pyproject.toml
	@if command -v uv >/dev/null; then \
	  echo "making .venv from requirements.lock with uv: a minute or two, only this once"; \
	  uv venv --quiet --allow-existing --python '>=3.11' .venv && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "docparse needs Python 3.11 or later; name one: make PYTHON=/path/to/python3"; exit 1; }; \
	  echo "making .venv from requirements.lock with venv and pip: a few minutes, only this once"; \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $@

# Needs uv. Universal: one file for all platforms and Pythons, every package with the hashes of its files.
lock:
	uv pip compile pyproject.toml --extra cluster --extra encoder --extra ocr --extra parquet --extra postgres --group dev --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --upgrade --output-file requirements.lock

clean:
	rm -rf .venv out build dist
