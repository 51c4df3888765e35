# SPDX-License-Identifier: GPL-3.0-or-later
# From "parallarium COMMAND --help" to a section of a manual page (man(7)).

function roff(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    return text ~ /^[.']/ ? "\\&" text : text
}

function sentence(text) {
    return text ~ /[.!?]$/ ? text : text "."
}

# An entry of the list: name, what it takes, and what is said of it.
function flush() {
    if (name == "" || name == "--help") # that one is told once, for all
        return
    print ".TP"
    if (takes == "")
        print ".B " roff(name)
    else
        print ".BI " roff(name) " \" " roff(takes) "\""
    print roff(sentence(text)) bounds (required ? " Required." : "")
    name = ""
}

# "INT:INT in [1 - 64] REQUIRED" is what it takes, its bounds, and whether it may be left out.
function read_entry(head,    words, count) {
    required = sub(/ REQUIRED$/, "", head)
    bounds = ""
    if (match(head, /:[A-Z]+ in \[.*\]$/)) {
        bounds = substr(head, RSTART, RLENGTH)
        sub(/^.*\[/, "", bounds)
        sub(/\]$/, "", bounds)
        sub(/ - /, " to ", bounds)
        bounds = " From " bounds "."
        head = substr(head, 1, RSTART - 1)
    }
    count = split(head, words, " ")
    name = words[1]
    sub(/^.*,/, "", name)
    takes = count > 1 ? words[2] : ""
}

/^Usage: parallarium / {
    sub(/^Usage: parallarium /, "")
    sub(/ *\[OPTIONS\]/, "")
    print ".SS \"" roff($0) "\""
    print roff(sentence(description))
    next
}
tolower($0) ~ /^(positionals|options):$/ { flush(); inside = 1; next }
!inside && NF { description = $0; next }
/^  [^ ]/ {
    flush()
    text = ""
    if (match($0, /  +[^ ].*$/) && substr($0, 3) ~ /  /) {
        head = substr($0, 3)
        match(head, /  +/)
        text = substr(head, RSTART + RLENGTH)
        head = substr(head, 1, RSTART - 1)
    } else
        head = substr($0, 3)
    read_entry(head)
    next
}
/^ +[^ ]/ { sub(/^ +/, ""); text = $0 }
END { flush() }
