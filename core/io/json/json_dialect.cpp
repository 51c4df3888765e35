// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_dialect.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace core {
namespace {

constexpr std::string_view kNotFinite[] = {"Infinity", "-Infinity", "NaN"};

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '+' ||
           c == '.';
}

// The length of a string with its quotation marks; of an open one, to the end of the text.
std::size_t stringLength(std::string_view text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == text.front())
            return i + 1;
    }
    return text.size();
}

std::string notFinite(std::string_view word)
{
    return "\"\\u0000" + std::string(word) + '"';
}

bool isNotFinite(std::string_view word)
{
    return std::ranges::find(kNotFinite, word) != std::end(kNotFinite);
}

// A string without quotation marks, or in single ones, as a JSON string.
std::string jsonString(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x20) {
            result += "\\u00";
            result += digits[code >> 4];
            result += digits[code & 15];
            continue;
        }
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

std::string_view trimmedRight(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// A literal as JSON spells it, unchanged unless Python or YAML wrote it; nothing for a string.
std::string_view literalOf(std::string_view word)
{
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"true", "true"}, {"false", "false"}, {"null", "null"},
        {"True", "true"}, {"False", "false"}, {"None", "null"}};
    for (const auto &[given, json] : words) {
        if (given == word)
            return json;
    }
    return {};
}

// As JSON writes numbers.
bool isNumber(std::string_view word)
{
    if (word.starts_with('-'))
        word.remove_prefix(1);
    return !word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0 &&
           word.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

// Walks through Hjson once and writes JSON.
class HjsonWalk
{
public:
    explicit HjsonWalk(std::string_view text) : m_rest(text) {}

    std::string run()
    {
        m_json.reserve(m_rest.size());
        while (!m_rest.empty())
            step();
        return std::move(m_json);
    }

private:
    void step()
    {
        const char c = m_rest.front();
        if (c == '\n' || c == ' ' || c == '\t' || c == '\r')
            takeBlank();
        else if (c == '#' || m_rest.starts_with("//"))
            m_rest.remove_prefix(std::min(m_rest.size(), m_rest.find('\n')));
        else if (m_rest.starts_with("/*"))
            skipBlock();
        else if (c == ',' && m_ended && !m_comma)
            m_comma = skip(1);
        else if (c == '}' || c == ']')
            takeClosing();
        else if (c == ':' || c == ',')
            copy(1);
        else
            takeItem();
    }

    bool skip(std::size_t count)
    {
        m_rest.remove_prefix(count);
        return true;
    }
    void copy(std::size_t count)
    {
        m_json += m_rest.substr(0, count);
        m_rest.remove_prefix(count);
    }

    void takeBlank()
    {
        m_newLine |= m_rest.front() == '\n';
        copy(1);
    }

    // Line numbers continue.
    void skipBlock()
    {
        const std::size_t end = m_rest.find("*/", 2);
        const std::size_t size = end == std::string_view::npos ? m_rest.size() : end + 2;
        const auto lines = std::ranges::count(m_rest.substr(0, size), '\n');
        m_json.append(static_cast<std::size_t>(lines), '\n');
        m_newLine |= lines > 0;
        m_rest.remove_prefix(size);
    }

    void takeClosing()
    {
        if (!m_open.empty())
            m_open.pop_back();
        m_comma = false;
        copy(1);
        endValue();
    }

    // A key, or a value of any kind.
    void takeItem()
    {
        if (m_ended && (m_comma || m_newLine))
            m_json += ',';
        m_ended = m_comma = m_newLine = false;
        const char c = m_rest.front();
        if (c == '{' || c == '[') {
            m_open.push_back(c);
            m_isKey = c == '{';
            copy(1);
        } else if (m_isKey) {
            takeKey();
            m_isKey = false;
        } else {
            takeValue();
            endValue();
        }
    }

    void endValue()
    {
        m_ended = true;
        m_newLine = false;
        m_isKey = !m_open.empty() && m_open.back() == '{';
    }

    void takeString()
    {
        const std::size_t size = stringLength(m_rest);
        if (m_rest.front() == '"')
            return copy(size);
        const std::size_t inside = size < 2 ? 0 : size - 2;
        m_json += jsonString(m_rest.substr(1, inside));
        m_rest.remove_prefix(size);
    }

    void takeKey()
    {
        if (m_rest.front() == '"' || m_rest.front() == '\'')
            return takeString();
        const std::size_t size = std::min(m_rest.size(), m_rest.find_first_of(":{}[], \t\r\n"));
        if (size == 0)
            return copy(1);
        m_json += jsonString(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
    }

    // An unquoted string goes to the end of its line.
    void takeValue()
    {
        if (m_rest.starts_with("'''"))
            return takeLines();
        if (m_rest.front() == '"' || m_rest.front() == '\'')
            return takeString();
        // Not the whole line for each value: all values may be in one.
        const std::string_view begin = m_rest.substr(0, m_rest.find_first_of(",]}#\n"));
        const std::string_view word = trimmedRight(begin.substr(0, begin.find("//")));
        const std::string_view literal = isNumber(word) ? word : literalOf(word);
        const bool ends = !literal.empty() || isNotFinite(word);
        const std::string_view text =
            ends ? word : trimmedRight(m_rest.substr(0, m_rest.find('\n')));
        if (text.empty())
            return copy(1);
        m_json += !literal.empty()    ? std::string(literal)
                  : isNotFinite(text) ? notFinite(text)
                                      : jsonString(text);
        m_rest.remove_prefix(text.size());
    }

    // '''…''', over several lines
    void takeLines()
    {
        const std::size_t end = m_rest.find("'''", 3);
        const std::string_view text =
            m_rest.substr(3, end == std::string_view::npos ? end : end - 3);
        m_json += jsonString(text);
        m_json.append(static_cast<std::size_t>(std::ranges::count(text, '\n')), '\n');
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 3);
    }

    std::string_view m_rest;
    std::string m_json;
    std::vector<char> m_open; // brackets, from the outermost inwards
    bool m_isKey = false;     // comes next
    bool m_ended = false;     // a value, after which a comma may stand
    bool m_comma = false;     // has been seen and not yet been written
    bool m_newLine = false;   // since the value ended
};

} // namespace

std::string jsonOfPythonsJson(std::string_view text)
{
    std::string json;
    if (text.find("Infinity") == std::string_view::npos &&
        text.find("NaN") == std::string_view::npos)
        return std::string(text);
    while (!text.empty()) {
        std::size_t size = 1;
        if (text.front() == '"')
            size = stringLength(text);
        else if (isWord(text.front()))
            size = static_cast<std::size_t>(std::ranges::find_if_not(text, isWord) - text.begin());
        const std::string_view token = text.substr(0, size);
        json += isNotFinite(token) ? notFinite(token) : std::string(token);
        text.remove_prefix(size);
    }
    return json;
}

std::string jsonOfHjson(std::string_view text)
{
    return HjsonWalk(text).run();
}

} // namespace core
