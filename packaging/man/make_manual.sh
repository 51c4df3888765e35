#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Prints the manual page: TEMPLATE with what the program itself says of its commands and options in the
# place of the line @COMMANDS@, so that it is never behind.
#   packaging/man/make_manual.sh PROGRAM TEMPLATE YYYY-MM-DD
set -eu
program=$1
template=$2
date=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
version=$("$program" --version)
commands=$("$program" --help | awk '/^Subcommands:/ { inside = 1; next } inside && /^  [a-z]/ { print $1 }')

sed "/^@COMMANDS@$/,\$d; s/@DATE@/$date/; s/@VERSION@/${version##* }/" "$template"
# A program without commands has options of its own.
[ -n "$commands" ] || "$program" --help | awk -f "$here/command.awk"
for command in $commands; do
    "$program" "$command" --help | awk -f "$here/command.awk"
done
sed '1,/^@COMMANDS@$/d' "$template"
