#!/bin/sh
# usage: tools/web.sh: builds the page that `dateline serve` shows, web/ -> web/dist/, with npm and the versions of web/package-lock.json. Nothing changed in
# web/: silent. Without npm, or where it cannot fetch its packages, it says so, and the program is built without the page.
set -eu
cd "$(dirname "$0")/../web"
sum() { find . \( -path ./node_modules -o -path ./dist \) -prune -o -type f -print | LC_ALL=C sort | xargs sha256sum | sha256sum; }
stamp=$(sum)
[ -f dist/index.html ] && [ "$(cat node_modules/.built 2>/dev/null)" = "$stamp" ] && exit 0
without() {
  echo "the page of dateline serve is not built: $1"
  exit 0
}
command -v npm >/dev/null 2>&1 || without "npm is missing (Debian: nodejs npm)"
log=../build-web.log
packages=$(sha256sum package-lock.json)
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$packages" ]; then
  npm ci --no-audit --no-fund --loglevel=error >"$log" 2>&1 || without "npm ci failed ($(pwd)/$log)"
  echo "$packages" >node_modules/.stamp
fi
node_modules/.bin/vite build --logLevel warn >"$log" 2>&1 || { cat "$log"; exit 1; }
rm -f "$log"
echo "$stamp" >node_modules/.built
