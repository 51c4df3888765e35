# SPDX-License-Identifier: GPL-3.0-or-later
# Puts files into batches that are compiled together. What is local to a file is known to no other file
# of its batch: neither declared there nor in a header that it includes.
#   awk -v root=FOLDER -v lines=N -v answer=FILE -f batches.awk FILES
# FILES has a line "TARGET<tab>PATH" for each file, the answer a line "BATCH<tab>PATH" for those that
# have company; paths are those of #include. A batch is of one target and has N lines at most when it
# is formed, or a single file. An answer that is there already is kept as far as it can be: one more name does not
# compile everything anew.

# The name that a line at the left margin declares, or nothing. Sources are formatted (clang-format),
# so declarations of a namespace stand there and nothing else does.
function declared(line,    head, words, count) {
    if (line ~ /^(namespace|template|public|private|protected|friend|Q_)/)
        return ""
    if (match(line, /^(struct|class|union|enum class|enum) [A-Za-z_0-9]+/)) {
        count = split(substr(line, 1, RLENGTH), words, " ")
        return words[count]
    }
    if (!match(line, /[({=;[]/))
        return ""
    head = substr(line, 1, RSTART - 1)
    sub(/ +$/, "", head)
    if (!match(head, /[A-Za-z_0-9:]+$/))
        return ""
    head = substr(head, RSTART)
    return head ~ /::/ ? "" : head
}

function add(path, name) {
    if (name != "")
        names_of[path] = names_of[path] " " name
}

# Enumerators without "class" are names as well.
function addEnumerators(path, line,    words, count, i) {
    sub(/^enum [A-Za-z_0-9]+[^{]*/, "", line)
    sub(/\/\/.*/, "", line)
    gsub(/=[^,}]*/, "", line)
    count = split(line, words, /[^A-Za-z_0-9]+/)
    for (i = 1; i <= count; ++i)
        add(path, words[i])
}

# Once for each file: names_of, includes_of, length_of.
function scan(path,    line, inside) {
    if (path in length_of)
        return
    length_of[path] = 0
    while ((getline line < (root "/" path)) > 0) {
        ++length_of[path]
        if (line ~ /^#include "/)
            includes_of[path] = includes_of[path] " " substr(line, 11, length(line) - 11)
        if (line ~ /^enum [A-Z]/ && line !~ /^enum class/)
            inside = 1
        if (inside) {
            addEnumerators(path, line)
            if (line ~ /}/)
                inside = 0
        }
        sub(/^\[\[nodiscard\]\] /, "", line)
        if (line ~ /^[A-Za-z]/) {
            add(path, declared(line))
            if (path ~ /\.cpp$/ && line ~ /^(struct|class|enum|union) / && line !~ /;$/)
                types_of[path] = types_of[path] " " declared(line)
        }
    }
    close(root "/" path)
}

# Fills seen[] with the names of all headers that the file includes.
function see(path,    words, count, i, names, many, k) {
    scan(path)
    count = split(includes_of[path], words, " ")
    for (i = 1; i <= count; ++i) {
        if (words[i] in visited)
            continue
        visited[words[i]] = 1
        scan(words[i])
        many = split(names_of[words[i]], names, " ")
        for (k = 1; k <= many; ++k)
            seen[names[k]] = 1
        see(words[i])
    }
}

# Sets local[] (its own alone) and known[] (all that it declares or sees) for one file.
function look(path,    names, count, i, name) {
    split("", seen)
    split("", visited)
    split("", local)
    split("", known)
    see(path)
    for (name in seen)
        known[name] = 1
    count = split(names_of[path], names, " ")
    for (i = 1; i <= count; ++i) {
        known[names[i]] = 1
        if (!(names[i] in seen))
            local[names[i]] = 1
    }
    # A type that a source defines is its own, though a header may have one of that name in a namespace
    # beside it.
    count = split(types_of[path], names, " ")
    for (i = 1; i <= count; ++i)
        local[names[i]] = 1
}

function fits(batch, path, most,    name) {
    if (filled[batch] > 0 && filled[batch] + length_of[path] > most)
        return 0
    for (name in local)
        if ((batch, name) in batch_known)
            return 0
    for (name in known)
        if ((batch, name) in batch_local)
            return 0
    return 1
}

function put(batch, path,    name) {
    filled[batch] += length_of[path]
    ++members[batch]
    batch_of[path] = batch
    for (name in local)
        batch_local[batch, name] = 1
    for (name in known)
        batch_known[batch, name] = 1
}

BEGIN {
    FS = "\t"
    while ((getline line < answer) > 0) {
        split(line, parts, "\t")
        was[parts[2]] = parts[1]
    }
    close(answer)
    grown = 1.25 * lines # files of a batch may grow: it need not be another one for that
}
{
    order[++files] = $2
    target_of[$2] = $1
}
END {
    # Those that have a batch keep it before others take the room.
    for (i = 1; i <= files; ++i) {
        look(order[i])
        if (was[order[i]] != "" && fits(was[order[i]], order[i], grown))
            put(was[order[i]], order[i])
    }
    for (i = 1; i <= files; ++i) {
        if (order[i] in batch_of)
            continue
        look(order[i])
        for (number = 1; !fits(target_of[order[i]] "_" number, order[i], lines);)
            ++number
        put(target_of[order[i]] "_" number, order[i])
    }
    printf "" > answer
    for (i = 1; i <= files; ++i)
        if (members[batch_of[order[i]]] > 1)
            print batch_of[order[i]] "\t" order[i] > answer
}
