#!/bin/sh
# usage: tools/demo.sh PROGRAM: codes the articles in examples/, keeps them in a ledger and asks it.
set -eu
program=$1
cd "$(dirname "$0")/.."
ledger=$(mktemp -u "${TMPDIR:-/tmp}/dateline-demo-XXXXXX.db")
trap 'rm -f "$ledger" "$ledger"-wal "$ledger"-shm' EXIT

say() { printf '\n$ %s\n' "$*"; }

say dateline code --format table examples/denial-drones-herald.jsonl
"$program" code --format table examples/denial-drones-herald.jsonl
say dateline ingest --ledger news.db examples/*.jsonl
"$program" ingest --ledger "$ledger" examples/*.jsonl
say dateline query --ledger news.db
"$program" query --ledger "$ledger"
say dateline query --ledger news.db --actor RUS --event AID
"$program" query --ledger "$ledger" --actor RUS --event AID

printf '\nThe same in a browser:\n  %s ingest -q --ledger news.db examples/*.jsonl && %s serve --ledger news.db\n' "$program" "$program"
