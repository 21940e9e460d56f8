"""What the suites of `serve` share: a server on a ledger of the examples, and requests to it."""
import contextlib
import glob
import gzip
import http.client
import json
import os
import signal
import socket
import subprocess
import urllib.parse

from support import ROOT, no_proxy

EXAMPLES = sorted(glob.glob(os.path.join(ROOT, "examples", "*.jsonl")))


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.raw = status, headers, body
        self.body = gzip.decompress(body) if self.header("content-encoding") == "gzip" else body

    def header(self, name):
        found = [v for k, v in self.headers if k.lower() == name.lower()]
        return found[0] if found else None

    def json(self):
        return json.loads(self.body)


class Server:
    """`dateline serve` on a free port, until it is stopped."""

    def __init__(self, s, ledger, *more):
        no_proxy()
        self.process = s.start("serve", "--ledger", ledger, "--listen", "127.0.0.1:0", *more, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        parts = urllib.parse.urlsplit(self.address)
        self.host, self.port, self.query = parts.hostname, parts.port, parts.query

    def connect(self, timeout=60):
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def ask(self, method, target, headers=None, body=None):
        connection = self.connect()
        try:
            connection.request(method, target, body, headers or {})
            r = connection.getresponse()
            return Answer(r.status, r.getheaders(), r.read())
        finally:
            connection.close()

    def get(self, target, **headers):
        return self.ask("GET", target, {k.replace("_", "-"): v for k, v in headers.items()})

    def send(self, data, timeout=60):
        """Bytes as they are; what comes back until the server closes."""
        with socket.create_connection((self.host, self.port), timeout) as c:
            with contextlib.suppress(OSError):
                c.sendall(data)
                c.shutdown(socket.SHUT_WR)
            out = b""
            with contextlib.suppress(OSError):
                while True:
                    part = c.recv(65536)
                    if not part:
                        break
                    out += part
            return out

    def stop(self, how=signal.SIGINT):
        """The exit status, and what was said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, err


@contextlib.contextmanager
def serving(s, ledger, *more, name="the server ends well"):
    server = Server(s, ledger, *more)
    try:
        yield server
    finally:
        status, err = server.stop()
        s.check("%s (%s)" % (name, " ".join(more)), status == 0 and err == "", "status %d, %r" % (status, err[-2000:]))


def example_ledger(s, name="news.db"):
    db = s.path(name)
    if not os.path.exists(db):
        s.expect("the examples go into " + name, 0, "ingest", "-q", "--ledger", db, *EXAMPLES)
    return db


def status_of(reply):
    """Of raw bytes; 0: none."""
    parts = reply.split(b" ", 2)
    return int(parts[1]) if len(parts) > 2 and parts[0].startswith(b"HTTP/1.") else 0
