#!/bin/sh
# usage: tests/run.sh BUILD: all tests, each suite's failures shown; the last line is "N passed, N failed". Exit status 1 if any failed.
#        tests/run.sh wide BUILD: the suites of tests/wide
#        tests/run.sh --units BUILD, --corpus BUILD, --cli PROGRAM: these alone
cd "$(dirname "$0")/.." || exit 1
build=$1
passed=0
failed=0
at_once=2 # suites
alone='/(cost|length|stop|progress)_test' # these measure time: one by one, when the others are done

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

# Suites at the same time, those that measure time afterwards: what the failed ones say, then one count for all.
spread() { # KIND BUILD-OR-PROGRAM, the suites' names on standard input
  logs=$(mktemp -d)
  cat >"$logs/names"
  grep -v -E "$alone" "$logs/names" | xargs -P "$at_once" -I NAME "$0" --suite "$1" "$2" NAME "$logs"
  grep -E "$alone" "$logs/names" | xargs -I NAME "$0" --suite "$1" "$2" NAME "$logs"
  total=0
  bad=0
  while read -r name; do
    log=$logs/${name##*/}
    read -r ok no <"$log.count" || { ok=0 no=1; }
    [ "$no" -eq 0 ] || { echo "$name"; cat "$log"; }
    total=$((total + ok))
    bad=$((bad + no))
  done <"$logs/names"
  rm -r "$logs"
  echo "$total passed, $bad failed"
  [ "$bad" -eq 0 ]
}

# One suite of these: its output in LOGS/NAME, its counts in LOGS/NAME.count. A suite that dies has failed, whatever it has printed.
suite() { # KIND BUILD-OR-PROGRAM NAME LOGS
  log=$4/${3##*/}
  case $1 in
  unit)
    DATELINE_DATA="$2/english.dateline" DATELINE_CASES=tests/cases DATELINE_EXAMPLES=examples CMOCKA_MESSAGE_OUTPUT=stdout "$3" >"$log" 2>&1
    code=$?
    ok=$(grep -c '^\[       OK \]' "$log")
    no=$(grep -c '^\[  FAILED  \] [a-z_0-9]*$' "$log")
    ;;
  corpus)
    DATELINE_DATA="$2/english.dateline" "$2/fuzz/replay-${3##*/}" "$3" >"$log" 2>&1
    code=$?
    ok=$(sed -n 's/^\([0-9]*\) passed, 0 failed$/\1/p' "$log")
    no=0
    ;;
  cli)
    "$3" "$2" >"$log" 2>&1
    code=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    ok=${line%% *}
    no=${line#*, }
    no=${no%% *}
    [ -n "$line" ] || no=1
    ;;
  esac
  [ "$code" -ne 0 ] && [ "$no" -eq 0 ] && no=1
  echo "${ok:-0} $no" >"$log.count"
}

case $build in
--suite) suite "$2" "$3" "$4" "$5" ;;
--units) printf '%s\n' "$2"/tests/*_test | spread unit "$2" ;;
--corpus) printf '%s\n' tests/corpus/* | spread corpus "$2" ;;
--cli) printf '%s\n' tests/cli/*_test.py | spread cli "$2" ;;
esac
case $build in --*) exit ;; esac
if [ "$build" = wide ]; then # what needs more: spaCy, R, Spark
  for suite in tests/wide/*_test.py; do
    name=${suite##*/}
    count "${name%_test.py}" "$suite" "$2/dateline"
  done
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
fi

count "layers of src/" tests/layers.py "$build"
count "lines of C" tests/style.py
count "rules of the tables" tests/schema_test.py
count "units" "$0" --units "$build"
count "corpus" "$0" --corpus "$build"
count "examples" tests/examples_test.py "$build/dateline" examples --floor 70
count "command line" "$0" --cli "$build/dateline"
count "documents" tests/docs_test.py "$build/dateline"
count "old dictionaries" tests/convert_test.py "$build/dateline"
count "Python package" tests/python_test.py
if make --no-print-directory asan; then
  count "units, sanitized" "$0" --units build-asan
  count "corpus, sanitized" "$0" --corpus build-asan
  count "command line, sanitized" "$0" --cli build-asan/dateline
else
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
