#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the texts of the program into the files of its translators, resources/translations/*.ts.
# New ones are marked as unfinished; edit them with Qt Linguist, or as text.
set -eu
cd "$(dirname "$0")/../.."
lupdate=$(command -v /usr/lib/qt6/bin/lupdate || command -v lupdate-qt6 || command -v lupdate)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 packaging/translations/resource_texts.py resources > "$work/resource_texts.h"
"$lupdate" -silent -locations none -no-obsolete -I . \
    -tr-function-alias QT_TRANSLATE_NOOP+=inContext core ui app "$work/resource_texts.h" \
    -ts resources/translations/*.ts
