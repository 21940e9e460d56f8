#!/bin/sh
# usage: tools/setup.sh [PACKAGE...]: installs the Debian packages that are missing, those named too; asks for root through sudo when it has to. Nothing to do: silent.
set -eu
packages="gcc meson ninja-build pkg-config python3 libjansson-dev libutf8proc-dev libxml2-dev libsqlite3-dev libzstd-dev zlib1g-dev libxxhash-dev libcurl4-openssl-dev libyaml-dev libmicrohttpd-dev libcmocka-dev $*"
missing=""
for package in $packages; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
# The page of `dateline serve` is built with npm, which some machines have from elsewhere. Where it cannot be installed, tools/web.sh does without.
command -v npm >/dev/null 2>&1 || page="nodejs npm"
[ -z "$missing${page:-}" ] && exit 0
[ -n "$missing" ] || [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || exit 0
echo "installing:$missing ${page:-}"
root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "missing packages:$missing; install them as root" >&2; exit 1; }
  root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -qq || [ -z "$missing" ] # without npm it goes on
[ -z "$missing" ] || $root apt-get install -y -qq --no-install-recommends $missing libc6-dev >/dev/null
[ -z "${page:-}" ] || $root apt-get install -y -qq --no-install-recommends $page >/dev/null || echo "npm could not be installed"
