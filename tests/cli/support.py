"""What the suites of the command line share: a folder of their own for files, runs of the program, counts."""
import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEXT = "Foreign Minister Ann Lee of Canada met President Juan Perez of Chile in Ottawa on Monday.\n"

# The last line of a run that read several documents.
LAST_LINE = re.compile(r"^[\d,]+ documents?, [\d,]+ words, [\d.]+ s, [\d.]+ documents/s\n\Z", re.M)


class Suite:
    def __init__(self, program):
        self.program, self.passed, self.failed = os.path.abspath(program), 0, 0
        self.dir = tempfile.mkdtemp(prefix="dateline-cli-")
        atexit.register(shutil.rmtree, self.dir, ignore_errors=True)

    def path(self, name, content=None):
        p = os.path.join(self.dir, name)
        if content is not None:
            with open(p, "wb") as f:
                f.write(content if isinstance(content, bytes) else content.encode())
        return p

    def run(self, *args, **options):
        return subprocess.run([self.program, *args], capture_output=True, timeout=900, **options)

    def start(self, *args, **options):
        return subprocess.Popen([self.program, *args], **options)

    def sanitized(self):
        """Is the program watched by AddressSanitizer, and so some ten times slower?"""
        with open(self.program, "rb") as program:
            return b"__asan_init" in program.read()

    def check(self, name, good, detail=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s: %s" % (name, detail))

    def expect(self, name, status, *args, message=None, out=None, **options):
        r = self.run(*args, **options)
        err = LAST_LINE.sub("", r.stderr.decode("utf-8", "replace"))
        good = r.returncode == status and (message is None or message in err) and (out is None or out(r.stdout))
        if status == 0:
            good = good and err == ""
        self.check(name, good, "status %d, stdout %r, stderr %r" % (r.returncode, r.stdout[:200], err[:300]))
        return r


def no_proxy():
    """A server on loopback is asked itself, whatever stands between this machine and others."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)


def objects(out):
    return [json.loads(line) for line in out.decode().splitlines()]


def news(s, count):
    p = s.path("news.jsonl", "".join(json.dumps({"id": "n%d" % i, "date": "2023-05-02", "text": "Story %d. %s" % (i, TEXT * (1 + i % 5))}) + "\n" for i in range(count)))
    return p


def main(*groups):
    """Runs the groups with the program that the command line names; the last line is "N passed, N failed"."""
    s = Suite(sys.argv[1])
    for group in groups:
        group(s)
    print("%d passed, %d failed" % (s.passed, s.failed))
    raise SystemExit(1 if s.failed else 0)
