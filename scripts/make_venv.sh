#!/bin/sh
# Makes a virtual environment; on Debian and Ubuntu, whose python3 comes without venv, installs it first if it may.
set -eu
folder=$1
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Netral needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version). Call: make PYTHON=python3.12 ..." >&2
    exit 1
}
"$PYTHON" -m venv "$folder" 2>/dev/null && exit 0
rm -rf "$folder"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    exec "$PYTHON" -m venv "$folder"
fi
echo "Python cannot make virtual environments here. Install them (Debian/Ubuntu: sudo apt install python3-venv) and try again." >&2
exit 1
