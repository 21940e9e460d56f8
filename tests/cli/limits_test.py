#!/usr/bin/env python3
"""Threads, pipes, full disks, signals. usage: limits_test.py PROGRAM"""
import resource
import select
import signal
import subprocess
import time

from support import main, news


def answers_at_once(s, lines, *args):
    """A document that is there is not held back until more come."""
    child = subprocess.Popen([s.program, "code", *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    got = []
    for line in lines[:2]:
        child.stdin.write(line.encode() + line[:5].encode())  # and the beginning of another
        child.stdin.flush()
        got.append(bool(select.select([child.stdout], [], [], 60)[0]) and child.stdout.readline().startswith(b"{"))
        child.stdin.write(b"\n")  # which is none
    child.kill()
    child.communicate()
    s.check("a pipe's documents are answered at once %s" % " ".join(args), got == [True, True], repr(got))


def limits(s):
    p = news(s, 60)
    one, two = (s.run("code", "--threads", n, p).stdout for n in ("1", "3"))
    s.check("threads change nothing", one == two and len(one) > 1000)
    lines = open(p, encoding="utf-8").read().splitlines(True)[:12]
    for command in ("parse", "code"):
        alone = b"".join(s.run(command, "--input", "jsonl", input=line.encode()).stdout for line in lines)
        for threads in ("1", "2"):
            together = s.run(command, "--input", "jsonl", "--threads", threads, input="".join(lines).encode()).stdout
            s.check("%s: documents together are as each alone" % command, together == alone and len(alone) > 1000)
    answers_at_once(s, lines, "--input", "jsonl")
    answers_at_once(s, lines)
    with open("/dev/full", "wb") as full:
        r = subprocess.run([s.program, "code", p], stdout=full, stderr=subprocess.PIPE)
    s.check("full disk", r.returncode == 1 and b"standard output" in r.stderr, "status %d %r" % (r.returncode, r.stderr[:200]))
    r = subprocess.run("%s code %s | head -c 10 >/dev/null; exit ${PIPESTATUS[0]}" % (s.program, p), shell=True, executable="/bin/bash", stderr=subprocess.PIPE)
    s.check("closed pipe", r.returncode == 1 and r.stderr == b"", "status %d %r" % (r.returncode, r.stderr[:200]))
    r = subprocess.run([s.program, "ingest", "--ledger", s.path("lim.db"), p], capture_output=True,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000)))
    s.check("disk full while ingesting", r.returncode == 1 and b"lim.db" in r.stderr, "status %d %r" % (r.returncode, r.stderr[:200]))
    s.expect("and whole on the next run", 0, "ingest", "--ledger", s.path("lim.db"), p)
    child = subprocess.Popen([s.program, "code", news(s, 3000)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    s.check("interrupt: whole lines, status 130", child.returncode == 130 and (out == b"" or out.endswith(b"\n")), "status %d" % child.returncode)


if __name__ == "__main__":
    main(limits)
