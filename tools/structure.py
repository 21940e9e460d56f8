#!/usr/bin/env python3
"""Figures of the structure of src/, folder by folder. usage: structure.py BUILD [--files]

Circles are read off the object files of BUILD (what each defines and what it asks for): files of one folder that reach each other. Branches are
counted in functions of eight lines and more: if, for, while, case, &&, ||, ? and goto, a line. --files lists the circles' files.
"""
import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BRANCH = re.compile(r"\b(?:if|for|while|case|goto)\b|&&|\|\||\?")
COMPARE = re.compile(r"\b(?:strcmp|strstr|strncmp|strcasecmp)\(")


def plain(text):
    """Without comments, strings and character constants; line breaks stay."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found[0])
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)


def functions(text):
    """(line count, text) of each function: a block that opens at a line without indent."""
    lines = plain(text).split("\n")
    start = None
    for number, line in enumerate(lines):
        if start is None and line.endswith("{") and line[:1] not in (" ", "\t", "#", "}", "") and "(" in line and "=" not in line.split("(")[0]:
            start = number
        elif start is None and re.match(r"^\s+.*\)\s*\{$", line) and number and re.match(r"^[a-z].*\([^;]*$", lines[number - 1]):
            start = number - 1
        elif start is not None and line.startswith("}"):
            yield number - start + 1, "\n".join(lines[start:number + 1])
            start = None


def symbols(build):
    """path of a source -> (names it defines, names it asks for)."""
    found = {}
    for path in pathlib.Path(build).glob("*.p/src_*.c.o"):
        out = subprocess.run(["nm", "-g", str(path)], capture_output=True, text=True, check=True).stdout
        defined, wanted = set(), set()
        for line in out.splitlines():
            kind, name = line.split()[-2:]
            (wanted if kind == "U" else defined).add(name)
        source = path.name[4:-2].replace("_", "/", 1)
        if (ROOT / "src" / source).exists():   # an old build keeps objects of files that are gone
            found.setdefault(source, (defined, wanted))
    return found


def circles(graph):
    """The strongly connected parts of more than one node (Tarjan 1972)."""
    index, low, stack, out = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
            if len(part) > 1:
                out.append(sorted(part))
    for node in sorted(graph):
        if node not in index:
            visit(node)
    return out


def folder_circles(build):
    """folder -> lists of files that call each other in a circle."""
    found = symbols(build)
    owner = {name: path for path, (defined, _) in found.items() for name in defined}
    out = collections.defaultdict(list)
    folders = collections.defaultdict(dict)
    for path, (_, wanted) in found.items():
        folder = path.split("/")[0]
        folders[folder][path] = {owner[w] for w in wanted if w in owner and owner[w].startswith(folder + "/") and owner[w] != path}
    for folder, graph in folders.items():
        out[folder] = circles(graph)
    return out


def main(argv):
    loops = folder_circles(argv[1]) if len(argv) > 1 else {}
    print("%-12s %6s %6s %9s %9s %9s %8s  %s" % ("folder", "lines", "files", "compares", "branches", "over 120", "comment", "circles (files)"))
    total = collections.Counter()
    for folder in sorted(p for p in (ROOT / "src").iterdir() if p.is_dir()):
        sums = collections.Counter()
        for path in sorted(folder.glob("*.[ch]")):
            text = path.read_text(encoding="utf-8")
            lines = text.split("\n")[:-1]
            sums["lines"] += len(lines)
            sums["files"] += 1
            sums["over"] += sum(len(line) > 120 for line in lines)
            sums["comment"] += sum(len(c.split("\n")) for c in re.findall(r"/\*.*?\*/|//[^\n]*", text, flags=re.S))
            sums["compares"] += len(COMPARE.findall(plain(text)))
            for count, body in functions(text):
                if count >= 8:
                    sums["body"] += count
                    sums["branches"] += len(BRANCH.findall(body))
        total.update(sums)
        found = loops.get(folder.name, [])
        show(folder.name, sums, " ".join(str(len(c)) for c in found) or "-")
        if "--files" in argv:
            for c in found:
                print("    " + " ".join(f.split("/")[1] for f in c))
    show("all", total, str(sum(len(c) for c in loops.values())))


def show(name, s, loops):
    print("%-12s %6d %6d %9.1f %9.2f %9d %7.0f%%  %s" % (name, s["lines"], s["files"], 1000 * s["compares"] / s["lines"], s["branches"] / max(1, s["body"]),
                                                  s["over"], 100 * s["comment"] / s["lines"], loops))


if __name__ == "__main__":
    main(sys.argv)
