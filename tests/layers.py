#!/usr/bin/env python3
"""Checks the order of src/: a folder includes headers of its own and of the folders before it, and of no others; with the BUILD given, also that
the files of a folder call each other in no circle. The files and functions that docs/architecture.md names for questions ("Where is it decided?") are there.

usage: layers.py [BUILD]
"""
import pathlib
import re
import sys

ORDER = ["base", "model", "intake", "language", "tokens", "network", "syntax", "names", "actors", "entities", "times", "places", "speech", "events", "claims", "screening", "engine",
         "report", "coded", "score", "stories", "ledger", "query", "flows", "dossier", "export", "api", "fetch", "watch", "serve", "cli"]


def circles(build):
    """A line for each circle of calls between the files of a folder."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tools"))
    import structure
    return ["src/%s: a circle of calls: %s" % (folder, " ".join(sorted(c))) for folder, found in structure.folder_circles(build).items()
            for c in found]


def decided():
    """A line for each file or function of "Where is it decided?" that is not there; a bare file name stands in the folder of the one before it."""
    root, bad = pathlib.Path(__file__).resolve().parent.parent, []
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8").split("## Where is it decided?\n")[1].split("\n## ")[0]
    for row in page.splitlines()[2:]:
        folder, text = root, ""
        for name in re.findall(r"`([^`]+)`", row.split(" | ", 1)[1] if " | " in row else ""):
            if re.search(r"\.(c|h|tsv)$", name):
                path = root / name if "/" in name else folder / name
                folder = path.parent
                if not path.exists():
                    bad.append("docs/architecture.md: there is no %s: %s" % (name, row[:60]))
                else:
                    text += path.read_text(encoding="utf-8")
            elif re.match(r"[a-z_]+$", name) and not re.search(r"\b%s\(" % name, text):
                bad.append("docs/architecture.md: no %s in the files of: %s" % (name, row[:60]))
    return bad


def main(argv):
    root = pathlib.Path(__file__).resolve().parent.parent / "src"
    passed = failed = 0
    for path in sorted(root.glob("*/*.[ch]")):
        here = path.parent.name
        bad = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"([a-z]+)/', line)
            if found and found[1] in ORDER and ORDER.index(found[1]) > ORDER.index(here):
                bad.append("%s:%d: src/%s stands before src/%s" % (path, number, here, found[1]))
        print(*bad, sep="\n", end="\n" if bad else "")
        passed += not bad
        failed += bool(bad)
    bad = decided()
    print(*bad, sep="\n", end="\n" if bad else "")
    passed += not bad
    failed += bool(bad)
    if len(argv) > 1:
        bad = circles(argv[1])
        print(*bad, sep="\n", end="\n" if bad else "")
        passed += not bad
        failed += bool(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
