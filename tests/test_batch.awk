# SPDX-License-Identifier: GPL-3.0-or-later
# Prints one source of several tests. Each stands in a namespace with the test's name, so that what is local
# to it stays so; its headers are read before, outside.
#   awk -v root=FOLDER -f test_batch.awk TEST...
function folder(path) {
    sub(/[^\/]*$/, "", path)
    return path
}

# The line of an #include as it is written at the top of the project.
function included(line,    name, file, found, ignored) {
    if (line !~ /^#include "/)
        return line
    name = line
    gsub(/^#include "|".*$/, "", name)
    file = folder(FILENAME) name
    found = (getline ignored < file) >= 0
    close(file)
    return "#include \"" (found ? substr(folder(FILENAME), length(root) + 2) : "") name "\""
}

BEGIN {
    print "// Compiled together, see tests/test_batches.cmake."
    print "#include <cstdio>\n#include <string_view>"
}
FNR == 1 {
    tests[++count] = FILENAME
}
/^#include / && !/\.moc"/ {
    line = included($0)
    if (!(line in seen))
        print line
    seen[line] = 1
}
END {
    for (i = 1; i <= count; ++i) {
        name = substr(tests[i], length(folder(tests[i])) + 1)
        sub(/\.cpp$/, "", name)
        print "\nnamespace " name " {\n#include \"" substr(tests[i], length(root) + 2) "\"\n}"
        choice = choice "    if (name == \"" name "\")\n        return " name "::main(argc, argv);\n"
    }
    print "\nint main(int argc, char **argv)\n{"
    print "    std::string_view name = argv[0];\n    name.remove_prefix(name.rfind('/') + 1);"
    print choice "    std::fputs(\"Call this program by the name of a test.\\n\", stderr);\n    return 2;\n}"
}
