#!/bin/sh
# The lexicon's tables against their own format; ends with a line of counts for tests/run.sh.
cd "$(dirname "$0")/.." || exit 1
if python3 tools/lexicon.py; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; exit 1; fi
