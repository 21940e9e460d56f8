#!/usr/bin/env python3
"""Are the entries that Spark makes of articles those of the ledger? Run by build-python/bin/python after `tools/python.sh wide`.
usage: build-python/bin/python tools/spark_same.py PROGRAM FILE.jsonl..."""
import collections
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests", "wide")]
import spark_test  # noqa: E402

import dateline  # noqa: E402


def main():
    program, files = os.path.abspath(sys.argv[1]), sorted(os.path.abspath(path) for path in sys.argv[2:])
    with tempfile.TemporaryDirectory(prefix="dateline-same-") as folder:
        out, ledger = os.path.join(folder, "out"), os.path.join(folder, "news.db")
        start = time.monotonic()
        subprocess.run([sys.executable, spark_test.JOB, "--kind", "jsonl", "--out", out, "--slice-days", "8", "--buckets", "4", *files], env=spark_test.ENV, check=True)
        spark = time.monotonic() - start
        start = time.monotonic()
        subprocess.run([program, "ingest", "--quiet", "--ledger", ledger, *files], check=True)
        print("Spark %.0f s, ingest %.0f s" % (spark, time.monotonic() - start))
        kept, same = dateline.Ledger(ledger), True
        for kind in ("entries", "voices"):
            made = spark_test.plain(spark_test.table(os.path.join(out, kind)).to_pylist())
            own = spark_test.plain(kept.table(kind).to_arrow().to_pylist())
            print("%s: %d of Spark, %d of the ledger, %d in common" % (kind, len(made), len(own), (collections.Counter(made) & collections.Counter(own)).total()))
            same = same and made == own
        kept.close()
    print("identical" if same else "not identical")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
