#!/bin/sh
# Der erste Schritt jedes Laufs: alles ist da, was ./elternratgeber braucht.
# Im eigenen Abbild (Containerfile) ist es schon da; sonst wird es installiert, das dauert ein bis zwei Minuten.
set -eu
here=$(dirname "$0")
root=$(cd "$here/../.." && pwd)
prepared=${ELTERNRATGEBER_ABBILD:-/opt/elternratgeber}/.venv

git config --global --add safe.directory "$root"
if [ -x "$prepared/bin/python" ]; then
    if [ ! -e "$root/.venv" ]; then ln -s "$prepared" "$root/.venv"; fi
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive xargs -a "$here/pakete.txt" apt-get install -qq --yes --no-install-recommends
else
    echo "Programme werden hier nicht installiert (dazu braucht es Debian und root); gearbeitet wird mit dem, was da ist." >&2
fi
# Auch im Abbild: Was sich seit seinem Bau an den Versionen geändert hat, kommt jetzt dazu.
python3 "$root/tools/ensure_venv.py"
