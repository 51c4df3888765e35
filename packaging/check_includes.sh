#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# In a batch an include that is missing is hidden by the files before. This reads each batch of the
# window and the program backwards (core's are compiled so by the preset asan), so that what is hidden
# has to be hidden from both sides, and every header of core by itself, but for one that is the first
# include of its own source. The commands are those of the build in build/check, which must be there,
# less the making of code, which would find nothing more.
#   packaging/check_includes.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/check
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$build"
ninja -t commands all all_verify_interface_header_sets | awk -v root="$root" -v work="$work" '
    # Whether the header PATH.h is the first that PATH.cpp includes.
    function leads(header,    source, line, found) {
        source = header
        sub(/\.h$/, ".cpp", source)
        while (!found && (getline line < (root "/" source)) > 0)
            found = line ~ /^#include/
        close(root "/" source)
        return found && line == "#include \"" header "\""
    }
    function writeBackwards(batch, into,    line, text) {
        while ((getline line < batch) > 0)
            text = line "\n" text
        close(batch)
        print text >into
        close(into)
    }
    !/ -c / { next }
    { sub(/ -MD -MT [^ ]+ -MF [^ ]+ -o [^ ]+/, " -fsyntax-only") }
    / -c [^ ]*_verify_interface_header_sets\// {
        header = $NF
        sub(/.*_verify_interface_header_sets\//, "", header)
        sub(/\.cxx$/, "", header)
        if (!leads(header))
            print
    }
    / -c [^ ]*\/batches\/parallarium_[^ ]+\.cpp$/ && !/\/batches\/parallarium_core_/ {
        batch = $NF
        backwards = batch
        sub(/.*\//, work "/", backwards)
        writeBackwards(batch, backwards)
        sub(/ -c [^ ]+$/, " -c " backwards)
        print
    }' >"$work/commands"

count=$(wc -l <"$work/commands")
[ "$count" -gt 100 ] || {
    echo "Only $count were found: is build/check a build in batches (the preset check)?" >&2
    exit 1
}
xargs -d '\n' -n 1 -P "$(nproc)" sh -c <"$work/commands"
echo "$count batches and headers find what they include."
