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
    compiles(s, "the header in C11", "cc", "-x", "c", "-std=c11")
    compiles(s, "the header in C17", "cc", "-x", "c", "-std=c17")
    if shutil.which("c++"):
        compiles(s, "the header in C++", "c++", "-x", "c++", "-std=c++11")


def programs(page):
    with open(os.path.join(support.ROOT, page), encoding="utf-8") as file:
        return re.findall(r"^```c\n(.*?)^```$", file.read(), re.M | re.S)


def built(s, name, source):
    """The program, against the shared library; None where it does not compile."""
    build, out = os.path.dirname(s.program), s.path(name)
    flags = ["-fsanitize=address,undefined"] if s.sanitized() else []
    made = subprocess.run(["cc", *STRICT, "-std=c11", *flags, "-I", os.path.join(support.ROOT, "include"), s.path(name + ".c", source), "-L", build, "-ldateline",
                           "-Wl,-rpath," + build, "-o", out], text=True, capture_output=True)
    s.check(name + " compiles and links", made.returncode == 0, made.stderr[:500])
    return out if made.returncode == 0 else None


def example(s):
    """The programs of README and docs/c-api.md."""
    data = os.path.join(os.path.dirname(s.program), "english.dateline")
    articles = s.path("articles.jsonl", "".join('{"id": "a%d", "text": "Iran attacked Iraq on Monday."}\n' % i for i in range(40)) + "{\n")
    asked = [("README", programs("README.md"), ["Iran was supplying drones to Russia, Ukraine said."], r'"events":\[{'),
             ("one text", programs("docs/c-api.md")[:1], [], r"^V2 AID 072 on 2022-11-02, to the text Uu: IRN -> RUS, \"sent drones\"\n"),
             ("a file", programs("docs/c-api.md")[1:2], [articles], r"\A" + "".join("a%d: 1 events\n" % i for i in range(40)) + r"\Z"),
             ("a batch", programs("docs/c-api.md")[2:], [], r"(?s)\Atext V1: ASSAULT.*  fired     \"attacked\".*^1: text:1: not UTF-8.*^text V1: AID")]
    for name, sources, arguments, expected in asked:
        s.check(name + " has one program", len(sources) == 1, "%d" % len(sources))
        out = built(s, name.replace(" ", "-"), sources[0])
        if out:
            run = subprocess.run([out, data, *arguments], capture_output=True, timeout=100)
            s.check(name + " runs", run.returncode == 0 and re.search(expected, run.stdout.decode(), re.M), (run.stdout + run.stderr)[:900])


def told(s):
    """Each function and each field of the header is told of in it: a line of its own, and a comment."""
    with open(os.path.join(support.ROOT, "include", "dateline.h"), encoding="utf-8") as file:
        header = file.read()
    s.check("exported functions are declared once", all(header.count(name + "(") == 1 for name in set(re.findall(r"\b(dateline_[a-z_]+)\(", header))))
    s.check("nothing in it is numbered twice", header.count("#define DATELINE_ABI ") == 1)


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


support.main(header, example, told, memory, data)
