#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks at the package for Python, and runs what is in it with the Python of the system.
#   packaging/check_python_package.sh FILE.deb
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/build.sh"
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM

say "What is in it"
dpkg-deb -x "$1" "$work"
(cd "$work" && find . -type f | sort)
dpkg-deb -f "$1" Depends Recommends Installed-Size
lintian --allow-root --fail-on error "$1"

say "It simulates"
cd "$work"
PYTHONPATH=$work/usr/lib/python3/dist-packages /usr/bin/python3 -B -c '
import parallarium
result = parallarium.simulate("llama7b-pp4", training={"micro_batch": 2})
assert result["fits"] and result["step_time_s"] > 0
print(parallarium.__version__, result["step_time_s"])'
