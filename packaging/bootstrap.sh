#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the packages of packages.txt that are missing; says nothing new when none is.
#   packaging/bootstrap.sh SET...    sets: build, check
# Exit: 0 all there, 3 somebody with the right to install must run the printed line, 1 it failed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

say() { printf '== %s\n' "$*"; }

missing=
for set in "$@"; do
    for package in $(sed -n "s/^$set //p" "$here/packages.txt"); do
        status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
done
if [ -z "$missing" ]; then
    say "Packages: all there."
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    say "This system has no apt-get. Please install what these Debian packages hold:$missing"
    exit 3
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=sudo
    else
        say "Packages are missing and need an administrator. Please run this line, then try again:"
        printf '    apt-get update && apt-get install --no-install-recommends%s\n' "$missing"
        exit 3
    fi
fi

say "Packages to install:$missing"
quiet=-q
[ -t 1 ] || quiet=-qq
# Words in $missing are package names, so splitting them is wanted.
# shellcheck disable=SC2086
install_missing() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $quiet -o Dpkg::Use-Pty=0 "$@" $missing
}
# Package lists that are absent or old would name versions that are gone: ask first, fetch once.
if ! install_missing --simulate >/dev/null 2>&1; then
    say "Fetching the lists of packages."
    $as_root apt-get update -qq
fi
if ! install_missing; then
    say "That did not work. Fetching the lists of packages and trying once more."
    $as_root apt-get update -qq
    install_missing
fi
say "Packages: installed."
