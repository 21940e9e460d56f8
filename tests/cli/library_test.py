#!/usr/bin/env python3
"""The library as a program of somebody else's meets it: the header compiles alone, and README's lines link and run. usage: library_test.py PROGRAM"""
import hashlib
import json
import os
import re
import resource
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
    """The program of README, against the shared library."""
    with open(os.path.join(support.ROOT, "README.md"), encoding="utf-8") as page:
        source = s.path("reader.c", re.search(r"^```c\n(.*?)^```$", page.read(), re.M | re.S)[1])
    build, out = os.path.dirname(s.program), s.path("reader")
    flags = ["-fsanitize=address,undefined"] if s.sanitized() else []
    made = subprocess.run(["cc", *STRICT, *flags, "-I", os.path.join(support.ROOT, "include"), source, "-L", build, "-ldateline",
                           "-Wl,-rpath," + build, "-o", out], text=True, capture_output=True)
    s.check("README's program compiles and links", made.returncode == 0, made.stderr[:500])
    if made.returncode == 0:
        run = subprocess.run([out, os.path.join(build, "english.dateline"), "Iran was supplying drones to Russia, Ukraine said."], capture_output=True, timeout=100)
        s.check("README's program codes", run.returncode == 0 and support.objects(run.stdout.rstrip() + b"\n")[0]["events"], run.stdout[:300])


def memory(s):
    """A document that does not fit is named, and takes no other with it."""
    if s.sanitized():
        return
    texts = [support.TEXT] * 9 + [support.TEXT * 30000] + [support.TEXT] * 9
    docs = s.path("large.jsonl", "".join(json.dumps({"id": "n%d" % i, "text": text}) + "\n" for i, text in enumerate(texts)))
    limit = 200 << 20
    for threads in "1", "2":
        run = s.run("code", "--quiet", "--format", "jsonl", "--threads", threads, docs, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        ids = [o["doc"]["id"] for o in support.objects(run.stdout)]
        s.check("memory that runs out, threads: " + threads, run.returncode == 1 and run.stderr == b"dateline: %s:10: out of memory\n" % docs.encode()
                and ids == ["n%d" % i for i in range(19) if i != 9], "status %d, %s, %s" % (run.returncode, run.stderr, ids))


def data(s):
    """made_by.data is what sha256sum says of the data file; a file in which a byte was changed is refused."""
    with open(os.path.join(os.path.dirname(s.program), "english.dateline"), "rb") as file:
        whole = bytearray(file.read())
    text = s.path("article.txt", support.TEXT)
    s.expect("made_by.data", 0, "code", "--format", "jsonl", text, out=lambda o: support.objects(o)[0]["made_by"]["data"] == hashlib.sha256(whole).hexdigest())
    whole[len(whole) // 2] ^= 1
    damaged = s.path("damaged.dateline", bytes(whole))
    s.expect("a changed byte", 1, "code", "--data", damaged, text, message="%s: damaged data file: the checksum of section '" % damaged, out=lambda o: not o)


support.main(header, example, memory, data)
