# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of parallarium(1). What there is it asks the program itself: "parallarium --help".

# The first words of the lines of a section of the help.
_parallarium_column()
{
    awk -v wanted="$1" 'tolower($0) ~ /^[a-z]+:$/ { section = tolower($1); next }
        section == wanted ":" && /^  [^ ]/ { sub(/^.*,/, "", $1); print $1 }'
}

# What an option takes, or a command when the option is "FILE", "WHAT" or "NAME": "One of A, B and C"
# gives A B C, a file "<file>", a scenario "<scenario>".
_parallarium_values()
{
    awk -v option="$1" '/^  [^ ]/ { name = $1; sub(/^.*,/, "", name) }
        name != option { next }
        /^  FILE / || /^  --[^ ]+ FILE/ { print "<file>" }
        /built-in scenario/ { print "<scenario>" }
        match($0, /One of [a-z0-9_, -]+/) {
            text = substr($0, RSTART + 7, RLENGTH - 7)
            gsub(/, | and /, "\n", text)
            print text
        }'
}

_parallarium()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} help words= word
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        help=$("$program" --help 2>/dev/null)
        if [[ $current == -* ]]; then
            words=$(_parallarium_column options <<<"$help")
        else
            words="$(_parallarium_column subcommands <<<"$help") <scenario> <file>"
        fi
    else
        help=$("$program" "$command" --help 2>/dev/null)
        if [[ $current == -* ]]; then
            words=$(_parallarium_column options <<<"$help")
        elif [[ $previous == --* ]] && grep -qE "^  $previous [A-Z]" <<<"$help"; then
            words=$(_parallarium_values "$previous" <<<"$help")
        else
            words=$(_parallarium_values "$(_parallarium_column positionals <<<"$help")" <<<"$help")
        fi
    fi
    for word in $words; do
        case $word in
        '<file>') mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
        '<scenario>')
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(
                compgen -W "$("$program" list scenarios 2>/dev/null | awk '{ print $1 }')" -- "$current")
            ;;
        *) [[ $word == "$current"* ]] && COMPREPLY+=("$word") ;;
        esac
    done
    return 0
}
complete -o filenames -F _parallarium parallarium
