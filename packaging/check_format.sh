#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when a C++ file is not laid out as .clang-format says. Version 14, the one of Debian 12:
# others break lines elsewhere.
set -eu
cd "$(dirname -- "$0")/.."
for program in clang-format-14 clang-format; do
    case $("$program" --version 2>/dev/null || true) in
    *'version 14.'*)
        find core ui app tests -name '*.h' -o -name '*.cpp' | sort |
            xargs -n 64 -P "$(nproc)" "$program" --dry-run -Werror
        echo "Laid out as .clang-format says."
        exit 0
        ;;
    esac
done
echo "clang-format 14 is missing: install the package clang-format-14."
exit 1
