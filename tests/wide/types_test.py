#!/usr/bin/env python3
"""The package's type hints hold, as `mypy --strict` reads them. usage: types_test.py"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import python_test  # noqa: E402


def tests(c):
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--follow-imports=silent", "--python-version", "3.12",
                           "--cache-dir", os.path.join(python_test.VENV, "mypy"), os.path.join(python_test.ROOT, "python", "dateline")],
                          text=True, capture_output=True, check=False)
    c.check("mypy --strict", done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:])


if __name__ == "__main__":
    raise SystemExit(python_test.wide(tests))
