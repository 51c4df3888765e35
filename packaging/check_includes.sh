#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads every source file of the program that is otherwise compiled in a batch, and every header of
# core, by itself: a batch could hide an include that is missing. The commands are those of the build
# in build/check, which must be there, less the making of code, which would find nothing more. Left out is
# what others prove: the build compiles the first file of each batch with nothing before it, and a header
# that is the first include of its own source stands alone when that source does.
#   packaging/check_alone.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/check
commands=$(mktemp)
trap 'rm -f "$commands"' EXIT

cd "$build"
ninja -t commands all all_verify_interface_header_sets | awk -v root="$root" '
    BEGIN {
        while ((getline line < "batches/batches.txt") > 0) {
            split(line, parts, "\t")
            members[parts[1]] = members[parts[1]] " " parts[2]
        }
    }
    # Whether the header PATH.h is the first that PATH.cpp includes.
    function leads(header,    source, line, found) {
        source = header
        sub(/\.h$/, ".cpp", source)
        while (!found && (getline line < (root "/" source)) > 0)
            found = line ~ /^#include/
        close(root "/" source)
        return found && line == "#include \"" header "\""
    }
    !/ -c / { next }
    {
        sub(/ -MD -MT [^ ]+ -MF [^ ]+ -o [^ ]+/, " -fsyntax-only")
    }
    / -c [^ ]*_verify_interface_header_sets\// {
        header = $NF
        sub(/.*_verify_interface_header_sets\//, "", header)
        sub(/\.cxx$/, "", header)
        if (!leads(header))
            print
    }
    / -c [^ ]*\/batches\/[^ ]+\.cpp$/ {
        batch = $NF
        sub(/.*\//, "", batch)
        sub(/\.cpp$/, "", batch)
        count = split(members[batch], files, " ")
        sub(/ -c [^ ]+$/, "")
        for (i = 2; i <= count; ++i)
            print $0 " -c " root "/" files[i]
    }' >"$commands"

count=$(wc -l <"$commands")
[ "$count" -gt 500 ] || {
    echo "Only $count files were found: is build/check a build in batches (the preset check)?" >&2
    exit 1
}
xargs -d '\n' -n 1 -P "$(nproc)" sh -c <"$commands"
echo "$count files and headers compile alone."
