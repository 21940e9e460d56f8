#!/usr/bin/env python3
"""Folders and patterns. usage: folders_test.py PROGRAM"""
import os

from support import TEXT, main, objects


def ids(out):
    return [d["doc"]["id"] for d in objects(out)]


def folders(s):
    root = s.path("news")
    for folder in ("news", "news/b", "news/.git", "empty", "others"):
        os.makedirs(s.path(folder))
    for name in ("z.txt", "a.TXT", "b/a.txt", "b.txt", ".hidden.txt", ".git/c.txt", "picture.png", "b/notes.xyz"):
        s.path("news/" + name, TEXT)
    s.path("news/c.jsonl", '{"text": "x"}\n{"text": "y", "id": "own"}\n')
    s.path("others/a.png", b"\x89PNG")
    s.path("news/plain", TEXT)
    s.path("news/program", b"\x7fELF\0\0\0\0")
    os.symlink("..", s.path("news/b/loop"))
    os.symlink("z.txt", s.path("news/link.txt"))
    os.symlink("nowhere", s.path("news/dangling.txt"))
    wanted = ["a.TXT", "b.txt", "b/a.txt", "c.jsonl:1", "own", "link.txt", "plain", "z.txt"]
    s.expect("a folder needs -r", 1, "code", root, message="is a directory; -r reads")
    r = s.run("code", "-r", "news", cwd=s.dir)
    s.check("a folder, in the order of its paths, each called by its path", ids(r.stdout) == [w if w == "own" else "news/" + w for w in wanted], r.stdout[:300])
    s.check("what is skipped is said", r.returncode == 0 and b"3 files of other kinds skipped (news/" in r.stderr, r.stderr)
    s.check("quiet", s.run("code", "-rq", "news", cwd=s.dir).stderr == b"")
    s.check("the order does not depend on threads", all(s.run("code", "-r", "-j", n, "news", cwd=s.dir).stdout == r.stdout for n in "13"))
    s.check("a slash behind it", s.run("parse", "-r", "news/", cwd=s.dir).stdout == s.run("parse", "--recursive", "news", cwd=s.dir).stdout)
    s.check("the folder one stands in", ids(s.run("code", "-r", ".", cwd=root).stdout) == wanted)
    s.check("--input takes all files", len(ids(s.run("code", "-r", "--input", "text", "news/b", cwd=s.dir).stdout)) == 2)
    s.expect("folders and files", 0, "code", "-rq", "news/b", "news/z.txt", cwd=s.dir, out=lambda o: ids(o) == ["news/b/a.txt", "z.txt"])
    s.expect("text", 0, "text", "-rq", "news/b", cwd=s.dir, out=lambda o: b"news/b/a.txt" in o)
    s.expect("explain", 0, "explain", "-rq", "news/b", cwd=s.dir, out=lambda o: b"fired" in o)
    s.expect("lexicon stats", 0, "lexicon", "stats", "-rq", "news/b", cwd=s.dir, out=lambda o: b"documents: 1;" in o)
    s.expect("ingest", 0, "ingest", "-rq", "--ledger", s.path("f.db"), "news/b", cwd=s.dir, out=lambda o: b"1 documents added" in o)
    s.expect("ingest again, by another name", 0, "ingest", "-rq", "--ledger", s.path("f.db"), s.path("news/b"), out=lambda o: b"0 documents added" in o)
    s.expect("an empty folder", 1, "code", "-r", s.path("empty"), message="empty: no file in it")
    s.expect("a folder of other kinds", 1, "code", "-r", s.path("others"), message="others: no file in it is of a kind that is read")
    s.expect("a folder that is not there", 1, "code", "-r", s.path("gone"), message="gone: No such file")
    s.expect("no folder", 2, "code", "-r", message="-r needs a folder")


def patterns(s):
    os.makedirs(s.path("p"))
    for name in ("b.txt", "a.txt", "c.html", "odd[1].txt"):
        s.path("p/" + name, TEXT)
    s.expect("a pattern", 0, "code", "-q", "p/?.txt", cwd=s.dir, out=lambda o: ids(o) == ["a.txt", "b.txt"])
    s.expect("a file that looks like a pattern", 0, "code", "p/odd[1].txt", cwd=s.dir, out=lambda o: ids(o) == ["odd[1].txt"])
    s.expect("a pattern that fits nothing, others go on", 1, "code", "p/*.xyz", "p/a.txt", cwd=s.dir, message="p/*.xyz: No such file, and no file fits", out=lambda o: ids(o) == ["a.txt"])


if __name__ == "__main__":
    main(folders, patterns)
