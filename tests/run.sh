#!/bin/sh
# usage: tests/run.sh BUILD: all tests, each suite's failures shown; the last line is "N passed, N failed". Exit status 1 if any failed.
cd "$(dirname "$0")/.." || exit 1
build=$1
passed=0
failed=0

# The counts of a suite that ends with a line "N passed, N failed"; a suite that dies without one counts as a failure.
count() { # NAME COMMAND...
  name=$1
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then status=0; else status=$?; fi
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
  if [ -n "$line" ]; then
    p=${line%% *}
    f=${line#*, }
    f=${f%% *}
  else
    p=0
    f=1
  fi
  [ "$status" -ne 0 ] && [ "$f" -eq 0 ] && f=1
  passed=$((passed + p))
  failed=$((failed + f))
  printf '%-28s %5d passed, %d failed\n' "$name" "$p" "$f"
  [ "$f" -eq 0 ] || sed 's/^/    /' "$log"
  rm -f "$log"
}

units() { # BUILD: every cmocka program of a build folder, one count for all
  total=0
  bad=0
  for unit in "$1"/tests/*_test; do
    out=$(DATELINE_DATA="$1/english.dateline" DATELINE_CASES=tests/cases DATELINE_EXAMPLES=examples CMOCKA_MESSAGE_OUTPUT=stdout "$unit" 2>&1)
    code=$?
    ok=$(printf '%s\n' "$out" | grep -c '^\[       OK \]')
    no=$(printf '%s\n' "$out" | grep -c '^\[  FAILED  \] [a-z_0-9]*$')
    [ "$code" -ne 0 ] && [ "$no" -eq 0 ] && no=1
    [ "$no" -gt 0 ] && printf '%s\n' "$unit" "$out"
    total=$((total + ok))
    bad=$((bad + no))
  done
  echo "$total passed, $bad failed"
  [ "$bad" -eq 0 ]
}

corpus() { # BUILD: every fuzz target on the files of its folder in tests/corpus, one count for all
  total=0
  bad=0
  for folder in tests/corpus/*; do
    out=$(DATELINE_DATA="$1/english.dateline" "$1/fuzz/replay-${folder##*/}" "$folder" 2>&1)
    code=$?
    ok=$(printf '%s\n' "$out" | sed -n 's/^\([0-9]*\) passed, 0 failed$/\1/p')
    total=$((total + ${ok:-0}))
    [ "$code" -eq 0 ] && continue
    bad=$((bad + 1))
    printf '%s\n' "$out" | tail -n 30
  done
  echo "$total passed, $bad failed"
  [ "$bad" -eq 0 ]
}

cli() { # PROGRAM: every suite of tests/cli, one count for all
  total=0
  bad=0
  for suite in tests/cli/*_test.py; do
    out=$("$suite" "$1" 2>&1)
    code=$?
    line=$(printf '%s\n' "$out" | grep -E '^[0-9]+ passed, [0-9]+ failed$' | tail -n 1)
    ok=${line%% *}
    no=${line#*, }
    no=${no%% *}
    [ -n "$line" ] || no=1
    [ "$code" -ne 0 ] && [ "$no" -eq 0 ] && no=1
    [ "$no" -gt 0 ] && printf '%s\n' "$suite" "$out"
    total=$((total + ${ok:-0}))
    bad=$((bad + no))
  done
  echo "$total passed, $bad failed"
  [ "$bad" -eq 0 ]
}

if [ "$build" = --corpus ]; then
  corpus "$2"
  exit
fi
if [ "$build" = --units ]; then
  units "$2"
  exit
fi

if [ "$build" = --cli ]; then
  cli "$2"
  exit
fi

count "layers of src/" tests/layers.py
count "lexicon" tests/lexicon.sh
count "units" "$0" --units "$build"
count "corpus" "$0" --corpus "$build"
count "examples" tests/examples_test.py "$build/dateline" examples --floor 70
count "command line" "$0" --cli "$build/dateline"
count "documents" tests/docs_test.py "$build/dateline"
count "old dictionaries" tests/convert_test.py "$build/dateline"
if make --no-print-directory asan; then
  count "units, sanitized" "$0" --units build-asan
  count "corpus, sanitized" "$0" --corpus build-asan
  count "command line, sanitized" "$0" --cli build-asan/dateline
else
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
