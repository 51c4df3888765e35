#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files that would see a local name of each other are not compiled together (batches.awk).
#   batches.sh SOURCE_FOLDER
set -eu
script=$1/packaging/cmake/batches.awk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

file() { # NAME LINE...
    name=$1
    shift
    printf '%s\n' "$@" >"$work/$name"
}
# form LINES FILE...: forms batches of these files, all of one target
form() {
    lines=$1
    shift
    printf 't\t%s\n' "$@" >"$work/files"
    awk -v root="$work" -v lines="$lines" -v answer="$work/answer" -f "$script" "$work/files"
}
batch() { awk -F '\t' -v file="$1" '$2 == file { print $1 }' "$work/answer"; }
together() { [ -n "$(batch "$1")" ] && [ "$(batch "$1")" = "$(batch "$2")" ]; }
claim() { # SENTENCE COMMAND...
    sentence=$1
    shift
    "$@" || {
        echo "not so: $sentence"
        failed=1
    }
}
apart() { ! together "$@"; }

file plain.cpp 'int one() { return 1; }'
file gap.cpp 'namespace {' 'constexpr double kGap = 8;' '}'
file gap_too.cpp 'namespace {' 'constexpr double kGap = 9; // another one' '}'
file function.cpp 'namespace {' 'QString text(const QString &words)' '{' '}' '}'
file function_too.cpp 'namespace {' 'std::vector<int> text(' '    int count)' '{' '}' '}'
file type.cpp 'namespace {' 'struct Part' '{' '};' '}'
file alias.cpp 'namespace {' 'using Part = int;' '}'
file enumerators.cpp 'namespace {' 'enum Kept : int {' '    Input,' '    Count = 3 };' '}'
file constant.cpp 'namespace {' 'constexpr int Count = 4;' '}'
file header.h 'struct Shown' '{' '};' 'double width(int);'
file deeper.h '#include "header.h"'
file sees.cpp '#include "deeper.h"' 'double width(int) { return 1; }'
file calls.cpp '#include "header.h"' 'int twice() { return 2; }'
file hides.cpp 'namespace {' 'struct Shown' '{' '};' '}'
form 100 plain.cpp gap.cpp gap_too.cpp function.cpp function_too.cpp type.cpp alias.cpp enumerators.cpp \
    constant.cpp sees.cpp calls.cpp hides.cpp
claim 'files with nothing in common are together' together plain.cpp gap.cpp
claim 'a constant of the same name' apart gap.cpp gap_too.cpp
claim 'a function of the same name' apart function.cpp function_too.cpp
claim 'a type and an alias of it' apart type.cpp alias.cpp
claim 'an enumerator and a constant' apart enumerators.cpp constant.cpp
claim 'a local type and one of a header, by way of another header' apart sees.cpp hides.cpp
claim 'what a header declares may be seen by all' together sees.cpp calls.cpp

form 2 plain.cpp gap.cpp calls.cpp
claim 'a batch has no more lines than it may' apart plain.cpp calls.cpp

rm "$work/answer"
form 100 plain.cpp gap.cpp calls.cpp
before=$(batch calls.cpp)
file plain.cpp 'namespace {' 'int kGap = 1;' '}'
form 100 plain.cpp gap.cpp calls.cpp
claim 'a new name takes its file out' apart gap.cpp calls.cpp
file plain.cpp 'int one() { return 1; }'
form 100 plain.cpp gap.cpp calls.cpp
claim 'the others stay where they were' [ "$(batch calls.cpp)" = "$before" ]
exit "$failed"
