#!/bin/sh
# usage: tools/sources.sh FOLDER: the C files of a folder, one a line, sorted. For meson.build.
cd "$(dirname "$0")/.." && find "$1" -maxdepth 1 -name '*.c' 2>/dev/null | LC_ALL=C sort
