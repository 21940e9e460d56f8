#!/bin/sh
# usage: tools/fuzz.sh BUILD SECONDS [TARGET...]: runs fuzz targets, all without names, one after the other. Exit status 1 if one crashed or hung.
cd "$(dirname "$0")/.." || exit 1
build=$1
seconds=$2
shift 2
[ $# -gt 0 ] || set -- text html jsonl conllu packed json csv auto warc model weights feed gold code coded serve
status=0
for target in "$@"; do
  mkdir -p "$build/corpus/$target"
  log="$build/$target.log"
  case $target in
  code) long=1200 ;;
  *) long=65536 ;;
  esac
  if DATELINE_DATA="$build/english.dateline" "$build/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=$long \
    -artifact_prefix="$build/$target-" "$build/corpus/$target" "tests/corpus/$target" >"$log" 2>&1; then
    echo "$target: $(grep -c . "$log") lines, $(grep -E '^#[0-9]+.DONE' "$log" | tail -n 1)"
  else
    echo "$target: FAILED"
    tail -n 40 "$log"
    status=1
  fi
done
exit $status
