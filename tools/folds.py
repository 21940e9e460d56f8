#!/usr/bin/env python3
"""Cross-validation of the whole program on annotated articles: each is coded with the weights of a training that never saw it.

usage: folds.py BUILD DATA PARTS [--sides | --raw | --more | --places SET] [--keep FILE] [SCORER OPTION...]

PARTS holds acts-0.bin .. acts-4.bin, roles-0.bin .., parties-0.bin .., places-0.bin .., ratings-0.bin .. and denials-0.bin .. where they have been taught (the trainers' --parts); a data file is compiled
with those of each part. Articles are those of DATA/gold/news-train.jsonl, with --more those of train/gold/ (train/annotated.py). With --places the texts are those of DATA/places/SET.jsonl and DATA/score/score_places.py is the scorer. Fold of an article: the MD5 of its id modulo the number of parts, as in the trainers. Prints what DATA/score/score_ledger.py says of all articles
together; --keep leaves the output. --sides leaves what train/parties.py reads instead, of both sets of articles and of short pieces of them, --raw what
train/calibrate.py does: the model's own probabilities.
"""
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "train"))
import annotated  # noqa: E402


def fold_of(doc, folds):
    return int(hashlib.md5(doc.split(annotated.PIECE)[0].encode()).hexdigest(), 16) % folds


def code_part(build, part, rows, folder, command, raw):
    """The program's output for the rows, with the weights of a part."""
    models = os.path.join(folder, "models")
    shutil.copytree(os.path.join(ROOT, "models"), models, dirs_exist_ok=True)
    if raw and os.path.exists(os.path.join(models, "calibration.bin")):
        os.remove(os.path.join(models, "calibration.bin"))
    number = re.search(r"-(\d+)\.bin$", part)[1]
    for name in ("acts", "roles", "parties", "places", "ratings", "denials"):
        taught, here = os.path.join(os.path.dirname(part), "%s-%s.bin" % (name, number)), os.path.join(models, name + ".bin")
        if os.path.exists(taught):
            shutil.copy(taught, here)
        elif os.path.exists(here) and name == "parties":
            os.remove(here)
    data, source = os.path.join(folder, "english.dateline"), os.path.join(folder, "in.jsonl")
    subprocess.run([os.path.join(build, "dateline-compile"), data, os.path.join(ROOT, "data"), models], check=True, stdout=subprocess.DEVNULL)
    with open(source, "w", encoding="utf-8") as out:
        for row in rows:
            meta = row.get("doc", row)
            known = {k: meta[k] for k in ("id", "date", "title", "source", "url") if meta.get(k)}
            out.write(json.dumps(dict(known, text=row["text"]), ensure_ascii=False) + "\n")
    return subprocess.run([os.path.join(build, "dateline"), *command, "--quiet", "--data", data, source], check=True, capture_output=True,
                          text=True).stdout


def main(argv):
    keep = argv[argv.index("--keep") + 1] if "--keep" in argv else None
    build, data, parts = argv[1:4]
    places = argv[argv.index("--places") + 1] if "--places" in argv else None
    options = [a for a in argv[4:] if a not in ("--keep", "--sides", "--raw", "--more", "--places", keep, places)]
    command = ["features", "--sides"] if "--sides" in argv else ["code", "--format", "jsonl"]
    gold = os.path.join(data, "places", places + ".jsonl") if places else os.path.join(data, "gold", "news-train.jsonl")
    scorer = "score_places.py" if places else "score_ledger.py"
    unscored = "--sides" in argv or "--raw" in argv
    rows = annotated.news(data) if unscored else annotated.more(data) if "--more" in argv else [json.loads(line) for line in open(gold, encoding="utf-8")]
    if "--sides" in argv:
        rows += annotated.pieces(rows)
    found = sorted(glob.glob(os.path.join(parts, "places-*.bin" if places else "acts-*.bin")))
    with tempfile.TemporaryDirectory() as folder:
        out = keep or os.path.join(folder, "out.jsonl")
        if "--more" in argv:
            gold = os.path.join(folder, "gold.jsonl")
            with open(gold, "w", encoding="utf-8") as lines:
                lines.writelines(json.dumps(row) + "\n" for row in rows)
        with open(out, "w", encoding="utf-8") as all_parts:
            for f, part in enumerate(found):
                all_parts.write(code_part(build, part, [r for r in rows if fold_of(r.get("doc", r)["id"], len(found)) == f], folder, command, "--raw" in argv))
        if unscored:
            return 0
        return subprocess.run([sys.executable, os.path.join(data, "score", scorer), gold, out, *options]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv))
