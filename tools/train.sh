#!/bin/sh
# usage: tools/train.sh DATA [MINUTES]: trains the weights in models/ anew from DATA (treebank/, ner/). Needs no more than Python 3 with venv:
# torch comes from PyPI into train/out/venv. Seeded; the log with the figures is train/out/parser.log.
set -eu
cd "$(dirname "$0")/.."
data=$1
minutes=${2:-60}
[ -d "$data/treebank" ] || { echo "$data: no folder treebank/ there: give the data's folder, make train DATA=DIR" >&2; exit 1; }
mkdir -p train/out
[ -x train/out/venv/bin/python ] || python3 -m venv train/out/venv
train/out/venv/bin/python -c 'import torch, numpy' 2>/dev/null ||
  train/out/venv/bin/pip install -q --extra-index-url https://download.pytorch.org/whl/cpu torch numpy
train/out/venv/bin/python train/tokens.py models/tokens.bin "$data/treebank/ewt-train.conllu" "$data/treebank/gum-train.conllu"
train/out/venv/bin/python train/parser.py --data "$data" --out train/out/parser.bin --minutes "$minutes" | tee train/out/parser.log
cp train/out/parser.bin models/parser.bin
