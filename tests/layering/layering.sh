#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Rules about who may name whom, checked on the text of the sources.
#   layering.sh RULE [FOLDER]   prints each breach as FILE:LINE:TEXT and fails when there is one
#   layering.sh self-test       each rule must find the breach that is planted for it
# To add a rule: a function below, its name in tests/layering/CMakeLists.txt, a line in self_test.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

sources() { find "$@" -type f \( -name '*.h' -o -name '*.cpp' \) 2>/dev/null | sort; }
# search PATTERN FOLDER...: lines of the sources there that match
search() {
    pattern=$1
    shift
    sources "$@" | xargs -r grep -nHE -e "$pattern" || true
}
including() {
    what=$1
    shift
    search "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($what)" "$@"
}
outside() { grep -vE "^($1)" || true; }

# Every include from one room to another must go to a floor below (floors.txt).
arrows_go_down() {
    sources core ui app | xargs -r grep -nHE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"(core|ui|app)/' |
        awk -v floors="$here/floors.txt" '
            function room(path) { return match(path, "/[^/]*$") ? substr(path, 1, RSTART - 1) : path }
            BEGIN {
                while ((getline line < floors) > 0) {
                    if (line !~ /^[a-z]/) continue
                    ++height
                    count = split(line, names, " ")
                    for (i = 1; i <= count; ++i) floor[names[i]] = height
                }
            }
            {
                file = $0; sub(/:.*/, "", file)
                target = $0; sub(/^[^"]*"/, "", target); sub(/".*/, "", target)
                from = room(file); to = room(target)
                if (!(from in floor)) print $0 " (" from " is on no floor)"
                else if (from != to && !(to in floor)) print $0 " (" to " is on no floor)"
                else if (from != to && floor[to] >= floor[from]) print $0
            }'
}
core_has_no_qt() {
    including 'Q|qt|ui/|app/' core
    search '\b(QString|QObject|QVector|Q_OBJECT)\b' core
}
nothing_below_the_program_knows_app() { including 'app/' core ui; }
layout_knows_no_painter() {
    including 'ui/(paint|views|panels|modes|controls|export|bridge|document|playback)/' ui/layout
    including 'Q(Painter|Pixmap|Image|Widget|Window|Icon|Brush|Pen)\b|Qt(Widgets|Gui)/|QtWidgets' ui/layout
}
paint_knows_no_widget() {
    including 'ui/(views|panels|modes|controls|export|bridge|document|playback)/' ui/paint
    including 'Q(Widget|Dialog|AbstractButton|AbstractScrollArea)\b|QtWidgets' ui/paint
}
views_know_no_document() {
    including 'ui/(document|bridge|panels|modes)/' ui/views
}
the_shell_is_on_top() {
    including 'ui/shell/' ui | outside 'ui/shell/'
    including 'ui/present/' ui | outside 'ui/(present|shell)/'
    including 'ui/modes/' ui | outside 'ui/(modes|present|shell)/'
    including 'ui/panels/' ui | outside 'ui/(panels|modes|present|shell)/'
}
views_have_no_timer() { search '\b(QTimer|startTimer|QBasicTimer)\b' ui/views; }
json_stays_in_core_io() {
    including 'nlohmann|simdjson|toml[+][+]|yaml-cpp' core ui app tests | outside 'core/io/|tests/'
    # Headers that carry it are for core/io alone.
    for header in $(including 'nlohmann|simdjson|toml[+][+]|yaml-cpp' core/io | sed -n 's/^\([^:]*\.h\):.*/\1/p'); do
        including "$header" core ui app tests | outside 'core/io/'
    done
}
charts_alone_know_qcustomplot() { including 'qcustomplot' core ui app | outside 'ui/views/charts/'; }
# Threads that make a text meet the window where the language is kept, and those that price a
# scenario where this computer is; those that show a step ask whether its index is there.
threads_stay_behind_the_bridge() {
    {
        including 'thread|mutex|shared_mutex|condition_variable|atomic|future|Q(Thread|Mutex|Atomic|WaitCondition|Concurrent)' core ui app
        search '\b(std::(j?thread|mutex|atomic|async|condition_variable)|QThread|QMutex|QtConcurrent)\b' core ui app
    } | outside 'core/runner/|core/live/run/|ui/bridge/|core/base/(language\.cpp|late_flag\.h):|core/presets/this_computer\.cpp:'
}
no_shortcut_through_the_event_loop() { search 'processEvents|DirectConnection' core ui app; }
nothing_is_a_singleton() { search '\b(instance|getInstance|globalInstance)\(\)' core ui app | grep -v 'Application::instance()' || true; }
connections_name_functions() {
    # D-Bus offers its signals by name only, and that is in one place.
    search '\b(SIGNAL|SLOT)\(|^[[:space:]]*(signals|slots|emit)\b|(public|private|protected) slots' core ui app |
        outside 'ui/controls/theme_watcher\.cpp:'
}
clang_tools_can_read_it() {
    including 'source_location|format|expected|print' core ui app
    search 'std::(views|ranges::views|format|source_location)\b' core ui app
}
headers_are_guarded() {
    sources core ui app tests | grep '\.h$' | xargs -r grep -L '^#pragma once$' |
        sed 's/$/:1: no #pragma once/' || true
}
every_file_names_its_licence() {
    find core ui app tests resources packaging run test package .ci CMakeLists.txt .clang-format .clang-tidy \
        -type f ! -name '*.json' ! -name '*.ts' ! -name '*.svg' ! -name '*.png' ! -name '*.md' ! -path '*/data/*' ! -path 'packaging/deb/*' 2>/dev/null | sort |
        xargs -r grep -LE 'SPDX-License-Identifier: (GPL-3.0-or-later|CC0-1.0)' |
        sed 's/$/:1: no SPDX line/' || true
}
no_file_is_longer_than_400_lines() {
    sources core ui app tests | xargs -r wc -l |
        awk '$2 != "total" && $1 > 400 { print $2 ":" $1 ": more than 400 lines" }'
}
# A class counts whole, its second source with it: where members are defined in several files, all
# of these and the header together are held to 400 lines; of a class with one source its body and
# its members are.
no_class_is_longer_than_400_lines() {
    sources core ui app | xargs -r awk '
        FNR == 1 { inside = "" }
        { ++lines[FILENAME] }
        inside != "" { ++size[inside] }
        inside != "" && /^}/ { inside = "" }
        /^(class|struct) [A-Z][A-Za-z0-9]*[^;]*$/ {
            if (FILENAME ~ /\.h$/) { declared[$2] = FILENAME; inside = $2; ++size[$2] }
            next
        }
        /^[A-Za-z\[~].*[A-Z][A-Za-z0-9]*::~?[A-Za-z_0-9]+(operator[^(]*)?\(/ && !/^(return|using|static_assert)/ && !/;$/ {
            head = $0; sub(/\(.*/, "", head); sub(/::[^:]*$/, "", head); sub(/.*[^A-Za-z0-9]/, "", head)
            if (head !~ /^[A-Z]/) next
            inside = head; ++size[head]
            if (!((head, FILENAME) in seen)) { seen[head, FILENAME] = 1; where[head] = where[head] " " FILENAME; if (FILENAME ~ /\.cpp$/) ++files[head] }
        }
        END {
            for (name in declared) {
                total = size[name]
                if (files[name] > 1) {
                    total = lines[declared[name]]
                    count = split(where[name], all, " ")
                    for (i = 1; i <= count; ++i) if (all[i] != declared[name]) total += lines[all[i]]
                }
                if (total > 400) print declared[name] ":1: " name " has " total " lines in" where[name]
            }
        }' | sort
}
# A type, and an inline function, has one definition in its namespace: where two headers define one
# name, the linker keeps one for both, and memory is overwritten without a word.
names_are_defined_once() {
    sources core ui app tests | xargs -r awk '
        FNR == 1 { space = ""; own = 0 }
        /^namespace [A-Za-z]/ { space = $2 }
        /^namespace \{/ { own = 1 }
        /^\} \/\/ namespace$/ { own = 0 }
        own { next }
        { name = "" }
        /^(class|struct|union|enum|enum class) [A-Za-z_0-9]+( |$)/ && !/;$/ { name = $2 == "class" ? $3 : $2 }
        /^inline .*\(/ { name = $0 }
        name == "" || (FILENAME ~ /^tests.*\.cpp$/) { next }
        (space, name) in first { print FILENAME ":" FNR ": " name " stands in " first[space, name] " too" }
        { first[space, name] = FILENAME }'
}
# A source without a header of its name is a second file of another subject, or a row of a table.
every_source_has_its_header() {
    sources core ui app | grep '\.cpp$' | while read -r file; do
        [ -f "${file%.cpp}.h" ] || echo "$file:1: no header of this name"
    done | outside "$(grep -v '^#' "$here/without_header.txt" | tr '\n' '|' | sed 's/|$//')"
}
# In the table of ARCHITECTURE.md, or within a room that is.
every_room_is_described() {
    described=$(sed -n 's/^| \([a-z/, ]*\) |.*/\1/p' ARCHITECTURE.md 2>/dev/null | tr ',' ' ')
    sources core ui app | sed -n 's,^\(.*/.*\)/.*,\1,p' | sort -u | while read -r room; do
        for each in $described; do
            case $room/ in "$each"/*) continue 2 ;; esac
        done
        echo "$room:1: ARCHITECTURE.md does not say what it holds"
    done
}
# Names of files and folders, with their ending or without it, and links.
documents_name_what_there_is() {
    for document in *.md docs/*.md; do
        [ -f "$document" ] || continue
        grep -noE '`(core|ui|app|tests|resources|packaging|docs)/[a-z0-9_./-]+`' "$document" | tr -d '`' |
            while IFS=: read -r line path; do
                [ -e "$path" ] || [ -e "$path.h" ] || echo "$document:$line: there is no $path"
            done
        grep -noE '\]\([a-z][^):#]*[)#]' "$document" | sed 's/\](//; s/.$//' | while IFS=: read -r line path; do
            [ -e "$(dirname "$document")/$path" ] || echo "$document:$line: there is no $path"
        done
    done
}
nothing_names_a_machine() {
    # /usr and /etc are everybody's; a home, a scratch folder or a build machine's root is not.
    find . \( -name .git -o -name build \) -prune -o -type f ! -name '*.png' ! -name layering.sh -print |
        xargs grep -nHIE -e '(^|[^A-Za-z0-9_.}-])/(work|home|root|mnt|Users)/[A-Za-z]' || true
}
no_registry_is_named() {
    find . \( -name .git -o -name build \) -prune -o -type f ! -name '*.png' ! -name layering.sh -print |
        xargs grep -nHIE -e '(deb\.debian|archive\.ubuntu|pypi|npmjs|crates)\.(org|com|io)' || true
}

check() {
    breaches=$("$1")
    [ -z "$breaches" ] && return 0
    printf '%s\n' "$breaches"
    return 1
}

# plant RULE FILE LINE: the rule must be quiet without the file and speak with it.
plant() {
    mkdir -p "$(dirname "$2")"
    check "$1" >/dev/null || { echo "$1 speaks where nothing is wrong"; return 1; }
    printf '%s\n' "$3" >"$2"
    if check "$1" >/dev/null; then
        echo "$1 does not see: $3"
        return 1
    fi
    rm "$2"
}

self_test() {
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    cd "$folder"
    plant arrows_go_down core/plan/a.cpp '#include "core/sim/trace.h"'
    plant arrows_go_down core/validation/a.cpp '#include "core/io/json/json_value.h"'
    plant arrows_go_down core/cost/a.h '#include "core/memory/memory_parts.h"'
    plant arrows_go_down core/nowhere/a.h '#include "core/base/units.h"'
    plant arrows_go_down ui/layout/scene/a.cpp '#include "ui/words/scene_texts.h"'
    plant arrows_go_down ui/views/scene/a.cpp '#include "ui/views/timeline/timeline_view.h"'
    plant arrows_go_down ui/panels/a.h '#include "ui/bridge/simulation_bridge.h"'
    plant arrows_go_down app/cli/a.cpp '#include "app/bench/medians.h"'
    plant core_has_no_qt core/sim/a.h '#include <QString>'
    plant core_has_no_qt core/sim/a.h '#include "ui/views/a.h"'
    plant nothing_below_the_program_knows_app ui/a.cpp '#include "app/cli/cli.h"'
    plant layout_knows_no_painter ui/layout/a.h '#include <QPainter>'
    plant layout_knows_no_painter ui/layout/a.h '#include "ui/paint/theme.h"'
    plant paint_knows_no_widget ui/paint/a.h '#include <QWidget>'
    plant paint_knows_no_widget ui/paint/a.cpp '#include "ui/views/timeline/a.h"'
    plant views_know_no_document ui/views/a.cpp '#include "ui/document/document.h"'
    plant the_shell_is_on_top ui/views/a.h '#include "ui/shell/actions.h"'
    plant the_shell_is_on_top ui/modes/a.h '#include "ui/present/present_screen.h"'
    plant the_shell_is_on_top ui/controls/a.h '#include "ui/panels/kpi_strip.h"'
    plant views_have_no_timer ui/views/a.h '    QTimer m_tick;'
    plant json_stays_in_core_io core/sim/a.cpp '#include <nlohmann/json.hpp>'
    plant json_stays_in_core_io ui/a.cpp '#include <nlohmann/json.hpp>'
    plant json_stays_in_core_io core/recorded/a.cpp '#include <simdjson.h>'
    plant json_stays_in_core_io core/plan/a.cpp '#include <toml++/toml.h>'
    plant json_stays_in_core_io ui/a.cpp '#include <yaml-cpp/parser.h>'
    plant charts_alone_know_qcustomplot ui/panels/a.cpp '#include <qcustomplot.h>'
    plant threads_stay_behind_the_bridge core/sim/a.cpp '#include <mutex>'
    plant threads_stay_behind_the_bridge ui/views/a.cpp '    std::jthread worker;'
    plant no_shortcut_through_the_event_loop ui/a.cpp '    QCoreApplication::processEvents();'
    plant nothing_is_a_singleton ui/a.cpp '    Settings::instance()->palette();'
    plant connections_name_functions ui/a.cpp '    connect(a, SIGNAL(b()), c, SLOT(d()));'
    plant clang_tools_can_read_it core/a.cpp '#include <format>'
    plant headers_are_guarded core/a.h 'int a;'
    plant every_file_names_its_licence core/a.h '#pragma once'
    plant no_file_is_longer_than_400_lines core/a.cpp "$(seq 401)"
    plant no_class_is_longer_than_400_lines core/b.h "$(printf 'class B\n{\n'; seq 399; printf '};\n')"
    printf 'class A\n{\n    int a();\n};\n' >core/a.h
    { seq 200; printf 'int A::a()\n{\n    return 1;\n}\n'; } >core/a.cpp
    plant no_class_is_longer_than_400_lines core/a_more.cpp "$(seq 200; printf 'int A::b() const\n{\n}\n')"
    printf 'namespace core {\nstruct Cost\n{\n' >core/c.h
    plant names_are_defined_once core/plan/d.h "$(printf 'namespace core {\nstruct Cost\n{\n')"
    plant names_are_defined_once core/plan/d.cpp "$(printf 'namespace core {\nenum class Cost {\n')"
    plant every_source_has_its_header ui/panels/a_second.cpp 'int a;'
    plant every_room_is_described core/nowhere/a.h 'int a;'
    plant documents_name_what_there_is README.md 'see `core/nowhere/a`'
    plant documents_name_what_there_is README.md 'see [more](docs/nowhere.md)'
    plant nothing_names_a_machine README.md "see /ho""me/somebody/notes"
    plant no_registry_is_named README.md "from https://deb.deb""ian.org/debian"
    echo "Every rule sees its breach."
}

case $1 in
self-test) self_test ;;
*)
    cd "${2:-.}"
    check "$1"
    ;;
esac
