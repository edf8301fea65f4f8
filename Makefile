# Two commands to know: `make demo` and `make test`. Each does the set-up that it needs.
# PYTHON=/path/to/python chooses the interpreter; otherwise the newest of 3.11 to 3.13 is taken.

SHELL = /bin/sh
PYTHON ?=
VENV = .venv
PY = $(VENV)/bin/python
PIP = $(PY) -m pip install --quiet --no-deps --no-input --progress-bar off --disable-pip-version-check
LOCK = $(PY) -m uv pip compile --quiet --universal --generate-hashes \
	--no-emit-index-url --no-header --no-annotate -p 3.11
# Inspect AI and its client of S3 put ceilings on what Gradio and pandas pin: set aside for the
# development packages, so that a tool never moves a runtime version (docs/decisions/0009).
SET_ASIDE = fsspec python-dateutil

# What others declare and nothing here uses: torch by the gigabyte for the embedder's weights, and the
# client of Kubernetes for a way of running Chroma that is not ours (docs/decisions/0012).
LEFT_OUT = sentence-transformers kubernetes

# A stamp holds what was installed and where; a changed lock or a moved checkout installs again.
RUNTIME = { pwd; cat requirements.lock requirements-build.lock pyproject.toml; }
DEV = { pwd; cat requirements-dev.lock; }

# The first interpreter that runs, is of a supported version and can make virtual environments.
define FIND_PYTHON
seen=; found=; \
for one in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python); do \
  version=$$("$$one" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  case "$$version" in 3.11|3.12|3.13) ;; *) continue ;; esac; \
  seen=$$version; \
  if "$$one" -c 'import ensurepip, venv' 2>/dev/null; then found=$$one; break; fi; \
done; \
if [ -z "$$seen" ]; then \
  echo "No working Python 3.11, 3.12 or 3.13 found. Install one, or name it: make demo PYTHON=/path/to/python3.12" >&2; exit 1; \
fi; \
if [ -z "$$found" ]; then \
  echo "Python $$seen cannot make virtual environments here (ensurepip is missing)." >&2; \
  echo "On Debian or Ubuntu, as root: apt-get install python3-venv (or python$$seen-venv)" >&2; exit 1; \
fi
endef

.PHONY: help setup demo test check evals samples app lock clean venv runtime dev
.NOTPARALLEL:

help:
	@echo "make demo    draft a bundled sample incident and say where the result is"
	@echo "make test    run the tests"
	@echo "make app     open the web page on this machine"
	@echo "make evals   draft every sample incident, print the scores and what got worse"
	@echo "make samples render every sample incident under docs/samples"
	@echo "make check   format, lint, types, tests"
	@echo "make setup   everything locked into .venv"
	@echo "make lock    resolve the dependencies again (needs the package index)"
	@echo "make clean   remove .venv and caches"

setup: dev

demo: runtime
	@$(VENV)/bin/postmortem demo

test: dev
	@$(PY) -m pytest

check: dev
	@echo "Format"
	@$(PY) -m ruff format --check .
	@echo "Lint"
	@$(PY) -m ruff check .
	@echo "Types"
	@$(PY) -m mypy
	@echo "Tests"
	@$(PY) -m pytest

evals: dev
	@$(PY) -m evals --misses

samples: runtime
	@$(PY) -m evals pages

app: runtime
	@$(VENV)/bin/postmortem app

lock: dev
	@printf '%s\n' $(LEFT_OUT) > $(VENV)/left-out.txt
	@$(LOCK) --extra embedder --excludes $(VENV)/left-out.txt pyproject.toml -o requirements.lock
	@$(LOCK) --group build -c requirements.lock -o requirements-build.lock
	@printf '%s\n' $(SET_ASIDE) > $(VENV)/set-aside.txt
	@$(LOCK) --extra embedder --excludes $(VENV)/left-out.txt pyproject.toml --group dev -c requirements.lock -c requirements-build.lock \
	  --override $(VENV)/set-aside.txt -o requirements-dev.lock
	@echo "Locked. Look at the difference before you commit it."

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find assistant retrieval evals tests -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@if $(PY) -m pip --version >/dev/null 2>&1; then :; else \
	  $(FIND_PYTHON); \
	  echo "Making $(VENV) with $$found (Python $$version)"; \
	  "$$found" -m venv --clear $(VENV); \
	fi

runtime: venv
	@if $(RUNTIME) | cmp -s - $(VENV)/runtime.stamp; then :; else \
	  echo "Installing the locked packages into $(VENV); the first time takes a minute or two" && \
	  $(PIP) --require-hashes -r requirements.lock && \
	  $(PIP) --require-hashes -r requirements-build.lock && \
	  $(PIP) --no-build-isolation --no-index -e . && \
	  $(RUNTIME) > $(VENV)/runtime.stamp; \
	fi
	@$(PY) -m compileall -q assistant retrieval  # a start that compiles takes a third longer

dev: runtime
	@if $(DEV) | cmp -s - $(VENV)/dev.stamp; then :; else \
	  echo "Installing the locked development packages into $(VENV)" && \
	  $(PIP) --require-hashes -r requirements-dev.lock && \
	  $(DEV) > $(VENV)/dev.stamp; \
	fi
