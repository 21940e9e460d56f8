#!/usr/bin/env python3
"""Teaches whom a pronoun stands for (src/entities/whom.h), from the entity layer of GUM.

usage: coref.py --program build/dateline --data DATA --out models/coref.bin [--parts] [--folds 5]
       coref.py --program build/dateline --data DATA --figures [--file english.dateline] [--set gum-dev]
"""
import argparse
import collections
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile

import numpy as np
import torch

import weights

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDS, TURNS = 5, 2
LEAST, DECAY, STEPS = 4, 1.0, 150   # options that must have a name; the penalty on the weights' squares; steps
NEWS = {"news", "interview", "speech"}
FREE = {"news", "interview", "bio", "voyage", "academic", "court", "textbook", "vlog", "speech", "conversation"}   # genres under free licences

KINDS = {"he": "he him his himself".split(), "she": "she her hers herself".split(), "it": "it its itself".split(),
         "they": "they them their theirs themselves".split()}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}


# ---- gold ----

class Gold:
    """Of a document its tokens with offsets in the text that the program makes of them, and the spans of the entities."""

    def __init__(self, name):
        self.name, self.text = name, ""
        self.forms, self.heads, self.rels, self.begin, self.end = [], [], [], [], []
        self.spans = []      # first token, end, entity
        self.by_head = collections.defaultdict(list)   # token -> spans whose head it is

    def at(self, offset):
        return self.number.get(offset)

    def finish(self):
        self.number = {b: i for i, b in enumerate(self.begin)}
        for span in self.spans:
            first, end, _ = span
            head = next((t for t in range(first, end) if not first <= self.heads[t] < end), first)
            self.by_head[head].append(span)


def read_gold(path):
    gold, first, opened, paragraph, until, share = None, 0, {}, False, 0, None
    started = False
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            if gold:
                gold.finish()
                yield gold
            gold, opened, first, paragraph = Gold(line.split("= ")[1]), collections.defaultdict(list), 0, False
        elif line.startswith("# newpar"):
            paragraph = bool(gold.text)
        elif not line:
            if gold.text.endswith(" "):
                gold.text = gold.text[:-1]
            first, started = len(gold.forms), False
        elif not line.startswith("#"):
            c = line.split("\t")
            if "." in c[0]:
                continue
            if not started:
                if gold.text:
                    gold.text += "\n\n" if paragraph else " "
                started, paragraph, first, until = True, False, len(gold.forms), 0
            space = "" if "SpaceAfter=No" in c[9] else " "
            if "-" in c[0]:
                until = int(c[0].split("-")[1])
                share = [len(gold.text), len(gold.text) + len(c[1])]
                gold.text += c[1] + space
                continue
            number = int(c[0])
            if number <= until:
                begin, end = share[0], min(share[0] + len(c[1]), share[1])
                end = share[1] if number == until else end
                share[0] = end
            else:
                begin, end = len(gold.text), len(gold.text) + len(c[1])
                gold.text += c[1] + space
            token = len(gold.forms)
            gold.forms.append(c[1])
            gold.heads.append(first + int(c[6]) - 1 if int(c[6]) else -1)
            gold.rels.append(c[7])
            gold.begin.append(begin)
            gold.end.append(end)
            entity = re.search(r"(?:^|\|)Entity=([^|]*)", c[9])
            for opening, alone, closing in re.findall(r"\(([^-()]+)-[^()]*(\)?)|([^-()]+)\)", entity[1] if entity else ""):
                if closing:
                    gold.spans.append((opened[closing].pop(), token + 1, closing))
                elif alone:
                    gold.spans.append((token, token + 1, opening))
                else:
                    opened[opening].append(token)
    gold.finish()
    yield gold


def entities_at(gold, token):
    return {e for _, _, e in gold.by_head[token]}


# ---- figures of what the program codes ----

def head_of(gold, begin, end):
    """The token that heads the words of a mention."""
    inside = [t for t in range(len(gold.begin)) if gold.begin[t] >= begin and gold.end[t] <= end] if gold.at(begin) is None else None
    if inside is None:
        first = gold.at(begin)
        inside = []
        while first < len(gold.end) and gold.end[first] <= end:
            inside.append(first)
            first += 1
    return next((t for t in inside if gold.heads[t] not in inside), inside[0] if inside else None)


def figures(program, path, file):
    counts = collections.defaultdict(collections.Counter)
    command = [program, "code", "--quiet", "--input", "conllu", "--with-text", "--format", "jsonl"] + (["--data", file] if file else []) + [path]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    documents = {d["doc"]["id"]: d for d in map(json.loads, run.stdout.splitlines())}
    for gold in read_gold(path):
        count_right(gold, documents[gold.name], counts)
    return counts


def count_right(gold, document, counts):
    assert document["text"] == gold.text, gold.name
    told, given = [], {}     # heads of what is told, in order; pronoun -> head of what it stands for, None for a group
    for entity in document["entities"]:
        last = None
        for m in entity["mentions"]:
            head = head_of(gold, m["begin"], m["end"])
            if m["form"] == "PRO":
                given[head] = last
            else:
                last = head
                told.append(head)
    for token, form in enumerate(gold.forms):
        kind = KIND_OF.get(form.lower())
        if not kind:
            continue
        his = entities_at(gold, token)
        known = any(t < token and his & entities_at(gold, t) for t in told)
        c = counts[kind]
        c["all"] += 1
        c["known"] += known
        if token in given:
            right = given[token] is not None and bool(his & entities_at(gold, given[token]))
            c["given"] += 1
            c["group"] += given[token] is None
            c["right"] += right
            c["good"] += right
        else:
            c["good"] += not known


def print_figures(counts):
    total = collections.Counter()
    for kind in KINDS:
        total.update(counts[kind])
    for kind, c in [(k, counts[k]) for k in KINDS] + [("all", total)]:
        p, r = c["right"] / max(1, c["given"]), c["right"] / max(1, c["known"])
        print("%-5s %5d pronouns, %5d of somebody told; %5d given, %5d right: P %.3f  R %.3f  F1 %.3f; right or rightly nobody %.3f"
              % (kind, c["all"], c["known"], c["given"], c["right"], p, r, 2 * p * r / max(1e-9, p + r), c["good"] / max(1, c["all"])))

# ---- what the program prints ----

class Pronouns:
    """All pronouns of some documents: options in rows, each with the numbers of its evidence; right: the options that stand for the same."""

    def __init__(self):
        self.docs, self.kinds, self.first, self.right, self.names, self.rows, self.sizes = [], [], [0], [], {}, [], []

    def add(self, gold, pronoun, numbers):
        token = gold.at(pronoun["begin"])
        his = entities_at(gold, token) if token is not None else set()
        right = [stands_for(gold, option, his) for option in pronoun["options"]]
        right[-1] = not any(right)     # nobody
        for option in pronoun["options"]:
            self.rows.append(numbers[option["evidence"]])
            self.sizes.append(len(option["evidence"]))
        self.right += right
        self.docs.append(gold.name)
        self.kinds.append(pronoun["kind"])
        self.first.append(len(self.right))

    def finish(self):
        self.first, self.right, self.sizes = np.array(self.first), np.array(self.right), np.array(self.sizes)
        self.evidence = np.concatenate(self.rows)
        self.begin = np.concatenate([[0], np.cumsum(self.sizes)])
        return self

    def pick(self, some):
        """Of these pronouns: the evidence of all options, row behind row, the sizes of the rows, and the first row of each."""
        rows = np.concatenate([np.arange(self.first[i], self.first[i + 1]) for i in some])
        evidence = np.concatenate([self.evidence[self.begin[self.first[i]]:self.begin[self.first[i + 1]]] for i in some])
        first = np.concatenate([[0], np.cumsum([self.first[i + 1] - self.first[i] for i in some])])
        return rows, evidence, self.sizes[rows], first


def stands_for(gold, option, his):
    """Does the option's word head a span of one of these entities, with the whole list or without?"""
    if "begin" not in option:
        return False
    token, last = gold.at(option["begin"]), gold.at(option.get("last", -1))
    for _, end, entity in gold.by_head[token]:
        members = [t for t in range(token + 1, end) if gold.heads[t] == token and gold.rels[t] == "conj"]
        if entity in his and bool(members) == (last is not None):
            return True
    return False


def read(program, paths, files):
    """The pronouns of all documents, of each path with the weights of its data file."""
    all_pronouns = Pronouns()
    known = all_pronouns.names
    for path, file in zip(paths, files):
        golds = {g.name: g for g in read_gold(path)}
        run = subprocess.Popen([program, "features", "--entities", "--quiet", "--input", "conllu", "--data", file, path], stdout=subprocess.PIPE, text=True,
                               encoding="utf-8")
        for line in run.stdout:
            d = json.loads(line)
            numbers = np.array([known.setdefault(n, len(known)) for n in d["names"]], np.int32)
            for pronoun in d["pronouns"]:
                all_pronouns.add(golds[d["doc"]], pronoun, numbers)
        if run.wait() != 0:
            raise SystemExit("%s features: status %d" % (program, run.returncode))
    return all_pronouns.finish()


# ---- training ----

def learn(pronouns, some, options):
    """Names and the weights for which the right options of the pronouns in `some` are likeliest together."""
    rows, evidence, size, first = pronouns.pick(some)
    count = np.bincount(evidence, minlength=len(pronouns.names))
    kept = np.where(count >= LEAST)[0]
    number = np.full(len(count), len(kept))
    number[kept] = np.arange(len(kept))
    columns, width = number[evidence], len(kept)     # what is left out weighs nothing
    begin, at = np.concatenate([[0], np.cumsum(size)])[:-1], np.repeat(np.arange(len(some)), np.diff(first))
    right, first = pronouns.right[rows].astype(float), first[:-1]
    worth = np.array([options.news if pronouns.docs[i].split("_")[1] in NEWS else 1.0 for i in some])
    w = torch.zeros(width, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe")

    def loss():
        now = w.detach().numpy()
        e = np.exp(np.clip(np.add.reduceat(np.append(now, 0)[columns], begin), -30, 30))
        every, meant = np.add.reduceat(e, first), np.add.reduceat(e * right, first)
        gradient = worth[at] * (e / every[at] - e * right / meant[at])
        w.grad = torch.from_numpy(np.bincount(columns, np.repeat(gradient, size), width + 1)[:width] + options.decay * now)
        return torch.tensor((worth * (np.log(every) - np.log(meant))).sum() + options.decay / 2 * (now ** 2).sum())
    optimiser.step(loss)
    of_number = sorted(pronouns.names, key=pronouns.names.get)
    return [of_number[k] for k in kept], w.detach().numpy().astype(np.float32)


def scores_of(pronouns, some, names, w):
    """Of these pronouns' rows, in their order."""
    weight = np.zeros(len(pronouns.names))
    weight[[pronouns.names[n] for n in names]] = w
    rows, evidence, size, _ = pronouns.pick(some)
    return rows, np.add.reduceat(weight[evidence], np.concatenate([[0], np.cumsum(size)])[:-1])


def print_ranked(pronouns, scores):
    """The share of the pronouns whose likeliest option is right."""
    counts = collections.defaultdict(collections.Counter)
    for i, kind in enumerate(pronouns.kinds):
        a, b = pronouns.first[i], pronouns.first[i + 1]
        best = b - 1 - int(np.argmax(scores[a:b][::-1]))
        for k in (kind, "all"):
            counts[k]["all"] += 1
            counts[k]["right"] += pronouns.right[best]
            counts[k]["nobody"] += pronouns.right[b - 1]
    print("; ".join("%s %d of %d (%d nobody), %.3f" % (k, c["right"], c["all"], c["nobody"], c["right"] / c["all"]) for k, c in sorted(counts.items())))


# ---- files ----

def part_of(doc):
    return int(hashlib.md5(doc.encode()).hexdigest(), 16) % FOLDS


def write_parts(path, folder, permissive):
    """The documents of each part in a file."""
    parts = [open(os.path.join(folder, "part-%d.conllu" % f), "w", encoding="utf-8") for f in range(FOLDS)]
    out = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            doc = line.split("= ")[1].strip()
            out = parts[part_of(doc)] if not permissive or doc.split("_")[1] in FREE else None
        if out:
            out.write(line)
    for out in parts:
        out.close()
    return [out.name for out in parts]


def write(path, names, w):
    weights.write(path, {"evidence": names}, {"weights": w[:, None]}, embeddings=("weights",))


def compile_with(build, folder, weights_file):
    """A data file with these weights, with none where there is no file."""
    models, file = os.path.join(folder, "models"), os.path.join(folder, "english.dateline")
    shutil.copytree(os.path.join(ROOT, "models"), models, dirs_exist_ok=True)
    if os.path.exists(os.path.join(models, "coref.bin")):
        os.remove(os.path.join(models, "coref.bin"))
    if weights_file:
        shutil.copy(weights_file, os.path.join(models, "coref.bin"))
    subprocess.run([os.path.join(build, "dateline-compile"), file, os.path.join(ROOT, "data"), models], check=True, stdout=subprocess.DEVNULL)
    return file


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out")
    p.add_argument("--figures", action="store_true")
    p.add_argument("--set", default="gum-dev")
    p.add_argument("--check", action="store_true", help="what the program codes with the weights of each part, too: a minute more")
    p.add_argument("--permissive", action="store_true")
    p.add_argument("--decay", type=float, default=DECAY)
    p.add_argument("--news", type=float, default=1.0)
    o = p.parse_args()
    program = os.path.join(o.build, "dateline")
    if o.figures:
        return print_figures(figures(program, os.path.join(o.data, "treebank", o.set + ".conllu"), None))
    torch.manual_seed(1)
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        parts = write_parts(os.path.join(o.data, "treebank", "gum-train.conllu"), folder, o.permissive)
        own = os.path.join(folder, "coref.bin")
        pronouns = read(program, parts, [compile_with(o.build, folder, None)] * FOLDS)
        for turn in range(1, TURNS):
            write(own, *learn(pronouns, np.arange(len(pronouns.docs)), o))
            pronouns = read(program, parts, [compile_with(o.build, folder, own)] * FOLDS)
        part, scores = np.array([part_of(d) for d in pronouns.docs]), np.zeros(len(pronouns.right))
        counts = collections.defaultdict(collections.Counter)
        for f, path in enumerate(parts):
            names, w = learn(pronouns, np.where(part != f)[0], o)
            rows, found = scores_of(pronouns, np.where(part == f)[0], names, w)
            scores[rows] = found
            if o.check:
                write(own, names, w)
                for kind, count in figures(program, path, compile_with(o.build, folder, own)).items():
                    counts[kind].update(count)
        print_ranked(pronouns, scores)
        if o.check:
            print_figures(counts)
        names, w = learn(pronouns, np.arange(len(pronouns.docs)), o)
        write(o.out, names, w)
        print("%d pronouns, %d weights" % (len(pronouns.docs), len(names)))


if __name__ == "__main__":
    main()
