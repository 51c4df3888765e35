// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_mistakes.h"

#include <algorithm>
#include <cctype>

namespace core {
namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";

bool isNameCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The first line that is neither blank nor a comment of YAML, TOML, CSV or a shell.
std::string_view firstLine(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        if (!line.empty() && line.front() != '#')
            return line;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return {};
}

// What follows the name that a line begins with.
std::string_view afterName(std::string_view line)
{
    const auto end = std::ranges::find_if_not(line, isNameCharacter);
    if (end == line.begin())
        return {};
    line.remove_prefix(static_cast<std::size_t>(end - line.begin()));
    return line.substr(std::min(line.size(), line.find_first_not_of(" \t")));
}

bool isScript(std::string_view text)
{
    return text.starts_with("#!") || firstLine(text).starts_with("export ");
}

bool isPage(std::string_view text)
{
    return firstLine(text).starts_with('<');
}

bool isPython(std::string_view text)
{
    const std::string_view line = firstLine(text);
    return line.starts_with("import ") || line.starts_with("from ") || line.starts_with("def ");
}

// "[training]" or "key = value"
bool isToml(std::string_view text)
{
    const std::string_view line = firstLine(text);
    const std::string_view inside = line.size() > 2 ? line.substr(1, line.size() - 2) : "";
    const bool section = line.starts_with('[') && line.ends_with(']') && !inside.empty() &&
                         std::isalpha(static_cast<unsigned char>(inside.front())) != 0 &&
                         std::ranges::all_of(inside, isNameCharacter);
    return section || afterName(line).starts_with('=');
}

bool isYaml(std::string_view text)
{
    const std::string_view line = firstLine(text);
    const std::string_view rest = afterName(line);
    return line.starts_with("---") || line.starts_with("%YAML") || line.starts_with("- ") ||
           rest == ":" || rest.starts_with(": ");
}

bool isAccelerate(std::string_view text)
{
    return isYaml(text) && text.find("distributed_type:") != std::string_view::npos;
}

// "[0F0, 0F1, …]", or "0F0,0F1,…" of a CSV file: a stage and a letter
bool isSchedule(std::string_view text)
{
    const std::string_view line = firstLine(text);
    const std::size_t stage = line.starts_with('[') || line.starts_with('(') ? 1 : 0;
    const std::size_t letter = line.find_first_not_of("0123456789", stage);
    return line.size() > 2 + stage && letter > stage && letter < line.size() &&
           std::isupper(static_cast<unsigned char>(line[letter])) != 0;
}

// Cells are names and numbers; what is between the commas of a sentence has more words.
bool isTable(std::string_view text)
{
    constexpr std::string_view signs = ",;\t";
    constexpr std::ptrdiff_t mostBlanks = 2;
    std::string_view line = firstLine(text);
    if (line.find_first_of("{[/:") != std::string_view::npos ||
        line.find_first_of(signs) == std::string_view::npos || line.ends_with('.'))
        return false;
    while (!line.empty()) {
        const std::string_view cell = line.substr(0, line.find_first_of(signs));
        if (std::ranges::count(trimmed(cell), ' ') > mostBlanks)
            return false;
        line.remove_prefix(std::min(line.size(), cell.size() + 1));
    }
    return true;
}

// What stands in a repository in place of a large file.
bool isLfsPointer(std::string_view text)
{
    return firstLine(text).starts_with("version https://git-lfs.github.com/");
}

// Words, and nothing of JSON in the first line.
bool isProse(std::string_view text)
{
    const std::string_view line = firstLine(text);
    return !line.empty() &&
           (std::isalpha(static_cast<unsigned char>(line.front())) != 0 ||
            static_cast<unsigned char>(line.front()) >= 0x80) &&
           line.find_first_of("{}[]:\"=") == std::string_view::npos && !line.starts_with("true") &&
           !line.starts_with("false") && !line.starts_with("null") && line != "NaN" &&
           line != "Infinity" && !line.starts_with("True") && !line.starts_with("False") &&
           !line.starts_with("None") && !line.starts_with("\xE2\x80");
}

struct Format
{
    bool (*matches)(std::string_view text);
    std::string_view sentence;
};

constexpr Format kFormats[] = {
    {isLfsPointer, "This is a pointer of Git LFS, not the file itself: fetch it with "
                   "\"git lfs pull\", or download the file by itself."},
    {isPage, "This is a web page (HTML) or XML, not JSON: save the file itself, which sites often "
             "call \"raw\"."},
    {isScript, "This is a shell script, not JSON: give the configuration that it passes on."},
    {isPython, "This is a Python program, not JSON: give the configuration that it writes."},
    {isAccelerate, "This is YAML, an accelerate configuration, not JSON: give the file that its "
                   "deepspeed_config_file names, or write the settings as a JSON object."},
    {isSchedule, "These are the rows of a schedule, not JSON: import them as a schedule, or give "
                 "them to \"parallarium check\"."},
    {isToml, "This is TOML (or INI), not JSON: write the settings as a JSON object { … }."},
    {isYaml, "This is YAML, not JSON: write the settings as a JSON object { … }."},
    {isTable, "This is a table (CSV), not JSON: write the settings as a JSON object { … }."},
    {isProse, "This is plain text, not JSON: write the settings as a JSON object { … }."},
};

// The comma, a blank or not, before the bracket at this place.
bool followsComma(std::string_view before)
{
    return trimmed(before).ends_with(',');
}

std::string_view wordAt(std::string_view text, std::size_t at)
{
    while (at > 0 && isNameCharacter(text[at - 1]))
        --at;
    const std::string_view rest = text.substr(at);
    return rest.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(rest, isNameCharacter) -
                                                   rest.begin()));
}

// What is at the place where the parser stopped.
std::string mistakeAt(std::string_view text, std::size_t at)
{
    const char c = text[at];
    const std::string_view word = wordAt(text, at);
    if (c == '#' || text.substr(at).starts_with("//") || text.substr(at).starts_with("/*"))
        return "Comments are not JSON: remove the one that begins here.";
    if ((c == '}' || c == ']') && followsComma(text.substr(0, at)))
        return "JSON allows no comma before a closing bracket: remove it.";
    if (c == '\'')
        return "JSON strings are in double quotes: write \" instead of '.";
    if (c == '\xE2')
        return "JSON strings are in straight quotes: write \" instead of “ and ”.";
    if (word == "True" || word == "False" || word == "None")
        return "This is Python's " + std::string(word) + ": JSON has " +
               (word == "None"   ? "null."
                : word == "True" ? "true."
                                 : "false.");
    return {};
}

} // namespace

std::string mistakenForJson(std::string_view text, std::size_t stop)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
        stop = stop > 3 ? stop - 3 : 0;
    }
    const bool bracketed = firstLine(text).find_first_of("{") == 0;
    for (const Format &format : kFormats) {
        if (!bracketed && format.matches(text))
            return std::string(format.sentence);
    }
    // The parser has read the byte that it complains about, and of a word that is none often more.
    for (std::size_t back = 1; back <= 2 && back <= stop && stop - back < text.size(); ++back) {
        if (std::string sentence = mistakeAt(text, stop - back); !sentence.empty())
            return sentence;
    }
    return {};
}

std::string traceMistakenFor(std::string_view beginning, std::string_view wanted)
{
    const std::string_view head = beginning.substr(0, beginning.find('\n'));
    if (head.find("\"parallarium-trace/") == std::string_view::npos &&
        beginning.find("\"traceEvents\"") == std::string_view::npos)
        return {};
    return "This is a trace, not a " + std::string(wanted) +
           ": open it in the window, or draw it with \"parallarium export\".";
}

} // namespace core
