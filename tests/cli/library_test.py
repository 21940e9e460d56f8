#!/usr/bin/env python3
"""The library as a program of somebody else's meets it: the header compiles alone, and README's lines link and run. usage: library_test.py PROGRAM"""
import os
import re
import shutil
import subprocess

import support

STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic"]


def compiles(s, name, compiler, *flags):
    run = subprocess.run([compiler, *STRICT, *flags, "-fsyntax-only", "-I", os.path.join(support.ROOT, "include"), "-"],
                         input='#include "dateline.h"\nint main(void) { return dateline_version() == 0; }\n', text=True, capture_output=True)
    s.check(name, run.returncode == 0, run.stderr[:500])


def header(s):
    compiles(s, "the header in C99", "cc", "-x", "c", "-std=c99")
    compiles(s, "the header in C17", "cc", "-x", "c", "-std=c17")
    if shutil.which("c++"):
        compiles(s, "the header in C++", "c++", "-x", "c++", "-std=c++11")


def example(s):
    """The program of README, with the lines that it leaves out around it, against the shared library."""
    with open(os.path.join(support.ROOT, "README.md"), encoding="utf-8") as page:
        lines = re.search(r"^```c\n(.*?)^```$", page.read(), re.M | re.S)[1]
    build = os.path.dirname(s.program)
    lines = lines.replace("/usr/local/share/dateline/english.dateline", os.path.join(build, "english.dateline"))
    source = s.path("user.c", '#include <dateline.h>\n#include <stdio.h>\n#include <string.h>\n\nint main(void) {\nconst char *text = '
                    '"Iran was supplying drones to Russia, Ukraine said.";\n%s\nreturn 0;\n}\n' % lines)
    out = s.path("user")
    with open(s.program, "rb") as program:
        sanitized = ["-fsanitize=address,undefined"] if b"__asan_init" in program.read() else []
    made = subprocess.run(["cc", *STRICT, *sanitized, "-I", os.path.join(support.ROOT, "include"), source, "-L", build, "-ldateline",
                           "-Wl,-rpath," + build, "-o", out], text=True, capture_output=True)
    s.check("README's program compiles and links", made.returncode == 0, made.stderr[:500])
    if made.returncode == 0:
        run = subprocess.run([out], capture_output=True, timeout=100)
        s.check("README's program codes", run.returncode == 0 and support.objects(run.stdout.rstrip() + b"\n")[0]["events"], run.stdout[:300])


support.main(header, example)
