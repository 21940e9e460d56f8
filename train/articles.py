"""News articles that nobody annotated with acts: what teachers (news_teacher.py) mark for the network of acts."""
import json
import os
import re

CLOSES = re.compile(r"^[,.;:!?%)\]’”]$|^['’](s|re|ve|ll|d|m|t)?$|^n['’]t$|^-$")
OPENS, APOSTROPHES, PARTS = "([$“‘£€-", ("’", "'"), ("s", "re", "ve", "ll", "d", "m", "t")
FOLDERS = ("places/lgl", "places/trnews", "places/geowebnews", "places/geovirus", "times/timebank", "times/aquaint")


def joined(words):
    """The text of a sentence's words."""
    text, quoted = "", False
    for before, word in zip([""] + words, words):
        glued = CLOSES.match(word) or before in OPENS or (before in APOSTROPHES and word in PARTS) or (quoted and '"' in (word, before))
        text += ("" if glued or not text else " ") + word
        quoted ^= word == '"'
    return text


def of_words(path):
    """(id, text) of the articles of a file of words in columns."""
    articles, sentence = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                sentences = articles.setdefault("ww-" + line.split("=")[1].strip(), [])
            elif line.startswith("# sent_id"):
                sentence = []
                sentences.append(sentence)
            elif line.strip() and not line.startswith("#"):
                sentence.append(line.split("\t")[1])
    return [(name, "\n\n".join(joined(s) for s in sentences if s)) for name, sentences in articles.items()]


def unmarked(data):
    """The articles of DATA's folders that are not among those of gold/news-train.jsonl, as gold without events."""
    def rows(name):
        with open(os.path.join(data, name + ".jsonl"), encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def middle(text):
        return re.sub(r"\W+", "", text)[200:400]
    annotated = rows("gold/news-train")
    ids, texts = {d["doc"]["id"] for d in annotated}, {middle(d["text"]) for d in annotated}
    out = [{"doc": {k: d[k] for k in ("id", "date", "title", "source") if d.get(k)}, "text": d["text"]} for d in rows("attribution/polnear-train") if "pn-" + d["id"] not in ids]
    out += [{"doc": {"id": name}, "text": text} for name, text in of_words(os.path.join(data, "ner", "worldwide-train.iob2")) if name not in ids]
    out += [{"doc": {"id": name + "-" + d["id"]}, "text": d["text"]} for name in FOLDERS for d in rows(name) if middle(d["text"]) not in texts]
    return [dict(d, events=[]) for d in out]
