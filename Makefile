# dateline: `make demo` and `make test` do everything, their own set-up included. The build itself is Meson's (meson.build).
BUILD ?= build
ASAN ?= build-asan
FUZZ ?= build-fuzz
SECONDS ?= 60
PREFIX ?= /usr/local
DATA ?= ../shared
EXAMPLES = $(sort $(wildcard examples/*.txt examples/*.html examples/*.jsonl))

.PHONY: all build setup page demo wheel test test-wide check asan fuzz bench bench-wide screenshots accuracy facts train install clean

all: build

setup:
	@tools/setup.sh

$(BUILD)/build.ninja: | setup
	@meson setup $(BUILD) >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }
	@rm -f $(BUILD).log

# meson.build lists the sources when it is run: a new file makes it run again.
build: setup $(BUILD)/build.ninja page
	@find src tests compile fuzz -name '*.c' | LC_ALL=C sort >$(BUILD)/sources.new; \
	cmp -s $(BUILD)/sources.new $(BUILD)/sources || { touch meson.build; mv $(BUILD)/sources.new $(BUILD)/sources; }
	@ninja -C $(BUILD) --quiet >$(BUILD)/ninja.log 2>&1 || { cat $(BUILD)/ninja.log; exit 1; }

# The page that the program serves: built anew where web/ has changed, left out where npm is missing.
page: | setup
	@tools/web.sh

demo: build
	@tools/demo.sh $(BUILD)/dateline

# The Python package as a wheel with library and data file, in build-python/wheels/.
wheel: setup
	@tools/setup.sh python3-venv python3-dev
	@tools/python.sh wheel
	@ls build-python/wheels/*.whl

# Unit tests, the examples, the command line; then the same units under AddressSanitizer and UBSan.
test: build
	@tools/setup.sh jq sqlite3 python3-jsonschema python3-pandas python3-networkx python3-venv python3-dev gdal-bin chromium
	@tools/venv.sh
	@tests/run.sh $(BUILD)

# Where its users work: spaCy, R, Spark. Needs the packages that these need.
test-wide: build
	@tools/setup.sh python3-venv python3-dev r-base-core r-cran-dbi r-cran-rsqlite r-cran-jsonlite default-jre-headless
	@tests/run.sh wide $(BUILD)

$(ASAN)/build.ninja: | setup
	@meson setup $(ASAN) -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized >$(ASAN).log 2>&1 || { cat $(ASAN).log; exit 1; }
	@rm -f $(ASAN).log

asan: setup $(ASAN)/build.ninja page
	@ninja -C $(ASAN) --quiet

# Every target of fuzz/ for SECONDS seconds; new inputs go to build-fuzz/corpus/, a crash's file to build-fuzz/ (keep it in tests/corpus/).
$(FUZZ)/build.ninja: | setup
	@tools/setup.sh clang libclang-rt-dev
	@CC=clang meson setup $(FUZZ) -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized >$(FUZZ).log 2>&1 || { cat $(FUZZ).log; exit 1; }
	@rm -f $(FUZZ).log

fuzz: setup $(FUZZ)/build.ninja
	@ninja -C $(FUZZ) --quiet
	@tools/fuzz.sh $(FUZZ) $(SECONDS)

# EVENTS=10000000 measures a ledger of that size (12 GB, made in half an hour); DOCUMENTS=1000000 stores as many that are coded already.
EVENTS ?= 20000
DOCUMENTS ?= 20000
bench: build
	@bench/bench.py $(BUILD)/dateline
	@bench/ledger.py $(BUILD)/dateline --events $(EVENTS)
	@bench/coded.py $(BUILD)/dateline --documents $(DOCUMENTS)
	@bench/serve.py $(BUILD)/dateline --events $(EVENTS)

# The Python package and the Spark job beside `code`, by the clock: with nothing else running. ARTICLES=5000 is quicker.
ARTICLES ?= 20000
bench-wide: build
	@tools/setup.sh python3-venv python3-dev default-jre-headless
	@tools/python.sh wide
	@build-python/bin/python -m compileall -q build-python/lib >/dev/null 2>&1 || true # as pip leaves packages: a process starts in half the time
	@build-python/bin/python bench/python.py $(BUILD)/dateline
	@build-python/bin/python bench/spark.py $(BUILD)/dateline --articles $(ARTICLES)

# The pictures of README.md, of the page on the ledger of the examples.
screenshots: build
	@tools/setup.sh chromium
	@tools/screenshots.sh $(BUILD)/dateline

accuracy: build
	@tools/accuracy.py $(BUILD)/dateline $(DATA)

# Tables of actors and measures anew, from the lists of facts in DATA/facts (countries, leaders, organisations, embargoes).
facts:
	@python3 tools/actors.py $(DATA)/facts data/actors
	@python3 tools/measures.py $(DATA)/facts/embargoes.tsv data/measures/embargoes.tsv >data/measures/embargoes.new && mv data/measures/embargoes.new data/measures/embargoes.tsv

# PERMISSIVE=1 leaves out the sets that are not freely licensed.
train: build
	@PERMISSIVE=$(PERMISSIVE) tools/train.sh $(DATA)

install: build
	@meson configure $(BUILD) --prefix $(abspath $(PREFIX))
	@meson install -C $(BUILD) --quiet

clean:
	@rm -rf $(BUILD) $(ASAN)
