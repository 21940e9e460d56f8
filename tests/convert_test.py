#!/usr/bin/env python3
"""tools/convert_actors.py on the old dictionaries of tests/dictionaries/: what is written, what is refused, and that the program takes it.

usage: convert_test.py PROGRAM. NAME.actors must become NAME.actors.tsv, with the faults of NAME.actors.faults; agents the same.
"""
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(os.path.dirname(HERE), "tools", "convert_actors.py")


def read(path):
    with open(path, encoding="utf-8") as text:
        return text.read()


def main(argv):
    passed = failed = 0

    def check(name, good, detail):
        nonlocal passed, failed
        passed += bool(good)
        failed += not good
        if not good:
            print("FAILED %s: %s" % (name, detail))

    folder = os.path.join(HERE, "dictionaries")
    for path in sorted(glob.glob(os.path.join(folder, "*.actors")) + glob.glob(os.path.join(folder, "*.agents"))):
        name = os.path.basename(path)
        agents = ["--agents"] if name.endswith(".agents") else []
        run = subprocess.run([sys.executable, TOOL, *agents, name], cwd=folder, capture_output=True, text=True)
        check(name, run.stdout == read(path + ".tsv"), run.stdout)
        check(name + ", faults", run.stderr == read(path + ".faults") and run.returncode == (1 if run.stderr else 0), run.stderr)
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
            table.write(run.stdout)
            table.flush()
            taken = subprocess.run([argv[1], "lexicon", "check", "--actors", table.name], capture_output=True, text=True)
        check(name + ", taken", taken.returncode == 0, taken.stdout)
    plain = subprocess.run([sys.executable, TOOL, "--no-countries", "--persons", "old.actors"], cwd=folder, capture_output=True, text=True).stdout
    check("without countries", "\tKEN\t" not in plain and "al-zunur front\tSDNREB\tperson" in plain, plain)
    missing = subprocess.run([sys.executable, TOOL, "nowhere.actors"], cwd=folder, capture_output=True, text=True)
    check("a missing file", missing.returncode == 1 and "nowhere.actors:0: No such file" in missing.stderr, missing.stderr)
    check("usage", subprocess.run([sys.executable, TOOL], capture_output=True).returncode == 2, "status")
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
