"""Writes and reads the parser's weights in the format that src/network/weights.h describes: whole numbers of 8 bits with a scale a row.

A layer's weights [outputs, inputs] are rounded to -127..127 with one scale an output (its greatest value / 127) and laid out in the order
in which the products read them; an embedding has a scale a row; all vectors stay floats of 32 bits.
"""
import os
import struct

import numpy as np

MAGIC, VERSION, STRINGS = 0x4C505244, 3, 0xFFFF
PANEL, GROUP, ALIGN = 32, 4, 64
EMBEDDINGS = ("E_word", "E_piece", "E_affix", "E_shape")


def quantise(rows):
    """rows of floats -> (int8 of the same shape, float32 scales): value = whole number x its row's scale."""
    rows = np.asarray(rows, np.float64)
    scale = (np.abs(rows).max(1) / 127).astype(np.float32)
    divisor = np.where(scale > 0, scale, 1).astype(np.float64)
    return np.clip(np.rint(rows / divisor[:, None]), -127, 127).astype(np.int8), scale


def panels(whole):
    """[outputs, inputs] -> panels of 32 outputs, in each the groups of 4 inputs, in each group output by output; padded with zeros."""
    outputs, inputs = whole.shape
    padded = np.zeros((-(-outputs // PANEL) * PANEL, -(-inputs // GROUP) * GROUP), np.int8)
    padded[:outputs, :inputs] = whole
    return padded.reshape(-1, PANEL, padded.shape[1] // GROUP, GROUP).transpose(0, 2, 1, 3)


def as_layers(tensors):
    """The two bilinear forms as layers from the dependent's vector: arc.U to the head's vector, rel.U to a head's vector a label."""
    out = dict(tensors)
    out["arc.U"] = np.asarray(tensors["arc.U"]).T
    u = np.asarray(tensors["rel.U"])
    out["rel.U"] = u.transpose(0, 2, 1).reshape(u.shape[0] * u.shape[2], u.shape[1])
    return out


def items_of(strings, tensors, embeddings):
    """(name, dimensions, bytes) of all items."""
    for name, values in strings.items():
        yield name, (STRINGS, len(values)), b"".join(v.encode() + b"\0" for v in values)
    for name, value in (as_layers(tensors) if "arc.U" in tensors else tensors).items():
        value = np.asarray(value)
        if value.ndim == 1:
            yield name + "#f32", value.shape, value.astype("<f4").tobytes()
        else:
            whole, scale = quantise(value)
            kind, body = ("#i8", whole) if name in embeddings else ("#panels", panels(whole))
            yield name + kind, value.shape, np.ascontiguousarray(body).tobytes()
            yield name + ".scale#f32", scale.shape, scale.astype("<f4").tobytes()


def read(path):
    """What is in a file that write() made: name -> list of str; int8 [rows, width] of an embedding ("NAME#i8") or a layer ("NAME#panels") and its float32 scales
    ("NAME.scale#f32"); vectors ("NAME#f32")."""
    with open(path, "rb") as f:
        b = f.read()
    out, at = {}, 12
    for _ in range(struct.unpack_from("<I", b, 8)[0]):
        size, = struct.unpack_from("<I", b, at)
        name, at = b[at + 4:at + 4 + size].decode(), at + 4 + size
        kind, = struct.unpack_from("<I", b, at)
        dims = struct.unpack_from("<%dI" % (2 if kind == STRINGS else kind), b, at + 4)
        at += 4 + 4 * len(dims)
        at += -at % ALIGN
        if kind == STRINGS:
            out[name], size = b[at:at + dims[1]].decode().split("\0")[:-1], dims[1]
        elif name.endswith("#panels"):
            outputs, inputs = -(-dims[0] // PANEL), -(-dims[1] // GROUP)
            size = outputs * PANEL * inputs * GROUP
            laid = np.frombuffer(b[at:at + size], np.int8).reshape(outputs, inputs, PANEL, GROUP)
            out[name] = laid.transpose(0, 2, 1, 3).reshape(outputs * PANEL, inputs * GROUP)[:dims[0], :dims[1]]
        else:
            kind = np.dtype("<f4" if name.endswith("#f32") else np.int8)
            size = int(np.prod(dims)) * kind.itemsize
            out[name] = np.frombuffer(b[at:at + size], kind).reshape(dims)
        at += size
    return out


def floats(read, name):
    """The weights of that name of what read() returned, as floats."""
    whole = next((read[name + kind] for kind in ("#i8", "#panels") if name + kind in read), None)
    return read[name + "#f32"] if whole is None else whole.astype(np.float32) * read[name + ".scale#f32"][:, None]


def write(path, strings, tensors, embeddings=EMBEDDINGS):
    """strings: name -> list of str; tensors: name -> array of floats (names and shapes: src/network/weights.h). Replaces `path` at once."""
    items = list(items_of(strings, tensors, embeddings))
    out = bytearray(struct.pack("<III", MAGIC, VERSION, len(items)))
    for name, dims, body in items:
        name = name.encode()
        out += struct.pack("<I", len(name)) + name
        if dims[0] == STRINGS:
            out += struct.pack("<III", STRINGS, dims[1], len(body))
        else:
            out += struct.pack("<I%dI" % len(dims), len(dims), *dims)
        out += b"\0" * (-len(out) % ALIGN)
        out += body
    with open(path + ".tmp", "wb") as f:
        f.write(out)
    os.replace(path + ".tmp", path)
