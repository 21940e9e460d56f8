#!/usr/bin/env python3
"""Writes a C source that holds files, each packed by gzip where that makes it smaller, for `dateline serve` (src/serve/page.h).

usage: embed.py OUT.c [FOLDER | ADDRESS=FILE]...

A folder's files get the address of their path in it; index.html is "/". A folder that is not there, or has no index.html, gives a page that says so. OUT.c is
left as it is where nothing has changed. The same files give the same bytes.
"""
import gzip
import hashlib
import pathlib
import sys

TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
         "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "txt": "text/plain; charset=utf-8",
         "map": "application/json", "webmanifest": "application/manifest+json"}
MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>dateline</title></head>
<body><h1>dateline</h1>
<p>This program was built without its page: Node and npm were missing. The ledger is served all the same, as JSON:
<a href="/api/v1/openapi.json">/api/v1/openapi.json</a> describes it, <a href="/api/v1/entries">/api/v1/entries</a> lists its entries.</p>
</body></html>
"""


def gather(arguments):
    """{address: bytes}"""
    files = {}
    for argument in arguments:
        address, equals, path = argument.partition("=")
        if equals:
            files[address] = pathlib.Path(path).read_bytes()
            continue
        folder = pathlib.Path(argument)
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                if name.rsplit(".", 1)[-1] not in TYPES:
                    raise SystemExit("embed.py: %s: a file of this kind has no type" % file)
                files["/" if name == "index.html" else "/" + name] = file.read_bytes()
    files.setdefault("/", MISSING.encode())
    return files


def bytes_of(data):
    return "\n".join("    " + ",".join(str(b) for b in data[i:i + 40]) + "," for i in range(0, len(data), 40))


def source(files):
    out = ["/* Do not change this file: tools/embed.py makes it. */", '#include "serve/page.h"', ""]
    rows = []
    for number, (address, data) in enumerate(sorted(files.items())):
        packed = gzip.compress(data, 9, mtime=0)
        small = len(packed) < len(data)
        stored = packed if small else data
        kind = TYPES["html"] if address == "/" else TYPES[address.rsplit(".", 1)[-1]]
        out += ["static const unsigned char file%d[] = {" % number, bytes_of(stored or b"\0"), "};"]
        rows.append('    {"%s", "%s", "%s", file%d, %d, %d, %s, %s},' % (
            address, kind, hashlib.sha256(data).hexdigest()[:16], number, len(stored), len(data), "true" if small else "false", "true" if address.startswith("/assets/") else "false"))
    return "\n".join(out + ["", "const dl_page_file dl_page_files[] = {"] + rows + ["};", "const size_t dl_page_file_count = %d;" % len(rows), ""])


def main(argv):
    if len(argv) < 2:
        raise SystemExit(__doc__)
    out, text = pathlib.Path(argv[1]), source(gather(argv[2:]))
    if not out.exists() or out.read_text() != text:
        out.write_text(text)


if __name__ == "__main__":
    main(sys.argv)
