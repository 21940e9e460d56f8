#!/usr/bin/env python3
"""The Python package: its wheel in a bare venv with the README's lines, then doctests and python/tests against the wheel.

usage: python_test.py [--update]: with --update what is printed now is written into README.md and docs/duckdb.md; read the difference.
"""
import glob
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, "build-python")


class Count:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, good, why=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print("FAILED %s: %s" % (name, why))


def run(*command, **options):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options)


def wheel(c):
    made = run(os.path.join(ROOT, "tools", "python.sh"), "wheel")
    wheels = glob.glob(os.path.join(VENV, "wheels", "*.whl"))
    c.check("one wheel, of the stable ABI, manylinux", made.returncode == 0 and len(wheels) == 1 and re.search(r"-cp39-abi3-manylinux_\d", wheels[0]),
            made.stdout[-3000:] + str(wheels))
    return wheels[0] if len(wheels) == 1 else None


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare(c, made):
    """Where there is nothing but Python: the README's commands and lines, with its articles."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as page:
        section = re.search(r"^## In Python$(.*?)^## ", page.read(), re.M | re.S)[1]
    commands = re.search(r"^```sh\n(.*?)^```$", section, re.M | re.S)[1]
    code = "".join(re.findall(r"^```python\n(.*?)^```$", section, re.M | re.S))
    expected = re.search(r"^```text\n(.*?)^```$", section, re.M | re.S)[1]
    folder = tempfile.mkdtemp(prefix="dateline-python-")
    try:
        shutil.copytree(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"))
        os.makedirs(os.path.join(folder, "build-python", "wheels"))
        shutil.copy(made, os.path.join(folder, "build-python", "wheels"))
        env = dict({name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP", "http", "HOME"))}, PATH="/usr/bin:/bin", PIP_DISABLE_PIP_VERSION_CHECK="1")
        start, before = time.monotonic(), spent()
        done = subprocess.run(["/bin/sh", "-ec", commands.replace("bin/pip install", "bin/pip install -q")], cwd=folder, env=env, input=code, text=True, capture_output=True, check=False)
        clock, processor = time.monotonic() - start, spent() - before
        if "--update" in sys.argv and done.returncode == 0:
            with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as page:
                whole = page.read()
            with open(os.path.join(ROOT, "README.md"), "w", encoding="utf-8") as page:
                page.write(whole.replace(section, section.replace("```text\n%s```" % expected, "```text\n%s```" % done.stdout)))
            expected = done.stdout
        c.check("the README's commands and lines run in a bare environment", done.returncode == 0 and done.stdout.splitlines()[0].split() == expected.splitlines()[0].split() and
                len(done.stdout.splitlines()) > 3, done.stdout + done.stderr[-1000:])
        # By the clock, unless others keep the machine busy or the network is slow: then by what it had to do.
        c.check("from nothing to the frame in under a minute", min(clock, processor) < 60, "%.0f s on the clock, %.0f s of the processor" % (clock, processor))
    finally:
        shutil.rmtree(folder)


def suite(c, made):
    """What is tested is what is in the wheel, not the sources beside the tests."""
    python = os.path.join(VENV, "bin", "python")
    environment = dict(os.environ, UPDATE="1") if "--update" in sys.argv else None
    c.check("it installs", run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--force-reinstall", "--no-deps", made).returncode == 0)
    where = run(python, "-c", "import dateline, os; print(os.path.dirname(dateline.__file__))", cwd="/").stdout.strip()
    done = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--doctest-modules", "--ignore", os.path.join(where, "spacy.py"), where, os.path.join(ROOT, "python", "tests"), cwd=os.path.join(ROOT, "python", "tests"), env=environment)
    counts = dict((word, int(number)) for number, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout.splitlines()[-1]))
    c.passed += counts.get("passed", 0)
    c.failed += counts.get("failed", 0) + counts.get("error", 0) or int(done.returncode != 0)
    if done.returncode:
        print(done.stdout[-6000:])


def wide(tests):
    """For tests/wide: `tests` with a Count, run by the Python that has the wheel and the wide packages. The exit status."""
    c = Count()
    python = os.path.join(VENV, "bin", "python")
    if os.path.abspath(sys.executable) != python:
        made = run(os.path.join(ROOT, "tools", "python.sh"), "wide")
        if made.returncode:
            print(made.stdout[-3000:] + "0 passed, 1 failed")
            return 1
        os.execv(python, [python, os.path.abspath(sys.argv[0]), *sys.argv[1:]])
    tests(c)
    print("%d passed, %d failed" % (c.passed, c.failed))
    return 1 if c.failed else 0


def main():
    c = Count()
    made = wheel(c)
    if made:
        bare(c, made)
        suite(c, made)
    print("%d passed, %d failed" % (c.passed, c.failed))
    return 1 if c.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
