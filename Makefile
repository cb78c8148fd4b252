# One way to run each thing. Every target sets up .venv by itself, once.
PY = .venv/bin/python
READY = .venv/ready
ARGS =
UV = uv==0.13.9
LOCK = build/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-config

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test check bench screenshots lock

help:
	@echo 'make demo         the guide in your browser, no Slack account needed'
	@echo 'make test         all tests, on every core; ARGS="-k word" picks some'
	@echo 'make check        lint, format, types, imports, content'
	@echo 'make bench        whole turns measured against bare Bolt'
	@echo 'make screenshots  the pictures of the README, into docs/screenshots'
	@echo 'make lock         both lock files, after a change in pyproject.toml; ARGS=--upgrade renews'

demo: $(READY)
	@$(PY) -m bot demo $(ARGS)

# One thread of arithmetic each: the tests already run on every core.
test: $(READY)
	@OPENBLAS_NUM_THREADS=1 $(PY) -m pytest -n auto --dist worksteal -p tests.house.browser_count $(ARGS)

check: $(READY)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m bot check

bench: $(READY)
	@$(PY) -m tests.bench $(ARGS)

screenshots: $(READY)
	@$(PY) -m tests.screenshots $(ARGS)

lock: build/lock/ready
	@$(LOCK) --extra dev --extra train --extra build -o requirements.lock $(ARGS)
	@$(LOCK) --extra build --constraint requirements.lock -o deploy/requirements.lock

# The stamp is written last, so a set-up that was interrupted starts again from nothing.
$(READY): requirements.lock pyproject.toml
	@$(FIND_PYTHON); \
	echo "Setting up .venv with $$("$$python" --version); this happens once."; \
	rm -f $@ && "$$python" -m venv --clear .venv
	@$(PY) -m pip install --quiet --require-hashes --only-binary=:all: -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

build/lock/ready: Makefile
	@$(FIND_PYTHON); "$$python" -m venv --clear build/lock
	@build/lock/bin/python -m pip install --quiet --only-binary=:all: '$(UV)'
	@touch $@

# The first Python that the locks are made for (3.11 to 3.13), else a newer one; or one clear line.
define FIND_PYTHON
for newest in 13 99; do \
	for python in python3 python3.13 python3.12 python3.11; do \
		"$$python" -c "import ensurepip, sys, venv; \
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $$newest))" 2>/dev/null && break 2; \
	done; \
	python=; \
done; \
if [ -z "$$python" ]; then \
	if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo 'python3 cannot make a virtual environment; install its venv module' \
			'(Debian, Ubuntu: apt-get install python3-venv).' >&2; \
	else \
		echo "Python 3.11 or newer is needed as python3;" \
			"found $$(python3 --version 2>/dev/null || echo none)." >&2; \
	fi; \
	exit 1; \
fi
endef
