#!/bin/sh
# usage: tools/venv.sh: the Python packages of the tests that Debian does not have, in build-venv/. Nothing to do: silent. Without a network it says so, and
# the tests do without.
set -eu
cd "$(dirname "$0")/.."
[ -x build-venv/bin/ftm ] && exit 0
rm -rf build-venv
if { /usr/bin/python3 -m venv build-venv && build-venv/bin/pip install -q --no-compile --disable-pip-version-check followthemoney==4.11.2; } >build-venv.log 2>&1; then
  rm -f build-venv.log
else
  rm -rf build-venv
  echo "followthemoney could not be installed (build-venv.log): its export is tested without it"
fi
