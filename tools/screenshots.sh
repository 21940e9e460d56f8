#!/bin/sh
# usage: tools/screenshots.sh PROGRAM: makes docs/img/*.png, the pictures of README.md, anew.
set -eu
program=$1
cd "$(dirname "$0")/.."
ledger=$(mktemp -u "${TMPDIR:-/tmp}/dateline-shots-XXXXXX.db")
address=$(mktemp)
server=""
trap 'kill $server 2>/dev/null || true; rm -f "$ledger" "$ledger"-wal "$ledger"-shm "$address"' EXIT
"$program" ingest -q --ledger "$ledger" examples/*.jsonl
"$program" serve --ledger "$ledger" --listen 127.0.0.1:0 >"$address" &
server=$!
while [ ! -s "$address" ]; do kill -0 $server && sleep 0.1; done
mkdir -p docs/img
node tools/screenshots.mjs "$(cat "$address")" docs/img
