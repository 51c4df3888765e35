// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_tree.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/file/utf8.h"
#include "core/io/json/json_dialect.h"
#include "core/io/json/json_mistakes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <unordered_set>

namespace core {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::int64_t kMostValues = 1'000'000;

// Walks the text and records how far the parser has read.
class CountingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, const char **furthest) : m_at(at), m_furthest(furthest) {}
    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        *m_furthest = ++m_at;
        return *this;
    }
    bool operator==(const CountingIterator &other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator &other) const { return m_at != other.m_at; }

private:
    const char *m_at;
    const char **m_furthest;
};

// Receives the parser's events, builds the tree, stops at the first complaint.
class TreeBuilder
{
public:
    TreeBuilder(std::string_view text, std::string_view name, int firstLine)
        : m_text(text), m_name(name), m_read(text.data()), m_counted(text.data()), m_line(firstLine)
    {}

    bool null() { return add({}); }
    bool boolean(bool value)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Bool;
        node.flag = value;
        return add(std::move(node));
    }
    bool number_integer(std::int64_t value)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Integer;
        node.integer = value;
        node.number = static_cast<double>(value);
        return add(std::move(node));
    }
    bool number_unsigned(std::uint64_t value)
    {
        if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return number_integer(static_cast<std::int64_t>(value));
        JsonNode node;
        node.kind = JsonNode::Kind::Number;
        node.number = static_cast<double>(value);
        node.text = std::to_string(value);
        return add(std::move(node));
    }
    bool number_float(double value, const std::string &written)
    {
        JsonNode node;
        node.kind = JsonNode::Kind::Number;
        node.number = value;
        if (written.find_first_not_of("-0123456789") == std::string::npos)
            node.text = written;
        return add(std::move(node));
    }
    bool string(std::string &value)
    {
        JsonNode node;
        const bool notFinite = value.starts_with(kNotFiniteMark);
        node.kind = notFinite ? JsonNode::Kind::NotFinite : JsonNode::Kind::String;
        node.text = notFinite ? value.substr(1) : std::move(value);
        return add(std::move(node));
    }
    bool binary(std::vector<std::uint8_t> &) { return false; }
    bool start_object(std::size_t) { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string &value);
    bool parse_error(std::size_t, const std::string &lastToken,
                     const nlohmann::json::exception &error);

    [[nodiscard]] const char **furthest() { return &m_read; }
    [[nodiscard]] const Error &error() const { return m_error; }
    [[nodiscard]] JsonNode takeRoot() { return std::move(m_root); }

private:
    bool add(JsonNode node);
    bool open(JsonNode::Kind kind);
    bool close();
    bool fail(const std::string &message);
    int line();
    [[nodiscard]] bool atEnd() const { return m_read == m_text.data() + m_text.size(); }

    std::string_view m_text;
    std::string m_name;
    const char *m_read;
    const char *m_counted; // lines are counted up to here
    int m_line;
    std::int64_t m_values = 0;
    std::string m_key;
    Error m_error;
    JsonNode m_root;
    std::vector<JsonNode> m_open;                        // from the outermost inwards
    std::vector<std::unordered_set<std::string>> m_keys; // of each open node
};

// The parser has read one character past a number, and nothing past anything else.
int TreeBuilder::line()
{
    const char *end = m_read > m_text.data() ? m_read - 1 : m_read;
    if (end > m_counted) {
        m_line += static_cast<int>(std::count(m_counted, end, '\n'));
        m_counted = end;
    }
    return m_line;
}

bool TreeBuilder::fail(const std::string &message)
{
    m_error = errorAt(m_name, line(), message);
    return false;
}

bool TreeBuilder::add(JsonNode node)
{
    if (++m_values > kMostValues)
        return fail("This is more than a million values, the most that can be read.");
    if (node.line == 0)
        node.line = line();
    if (m_open.empty()) {
        m_root = std::move(node);
        return true;
    }
    JsonNode &parent = m_open.back();
    if (parent.kind == JsonNode::Kind::Object && node.key.empty())
        node.key = std::move(m_key);
    m_key.clear();
    parent.items.push_back(std::move(node));
    return true;
}

bool TreeBuilder::open(JsonNode::Kind kind)
{
    if (m_open.size() == kDeepest)
        return fail("Brackets are nested more than 64 deep, the most that can be read.");
    JsonNode node;
    node.kind = kind;
    node.line = line();
    node.key = std::move(m_key);
    m_key.clear();
    m_open.push_back(std::move(node));
    m_keys.push_back({});
    return true;
}

bool TreeBuilder::close()
{
    JsonNode node = std::move(m_open.back());
    m_open.pop_back();
    m_keys.pop_back();
    return add(std::move(node));
}

bool TreeBuilder::key(std::string &value)
{
    if (!m_keys.back().insert(value).second)
        return fail("The key \"" + printable(value) + "\" is given twice: keep one of them.");
    m_key = std::move(value);
    return true;
}

bool TreeBuilder::parse_error(std::size_t, const std::string &,
                              const nlohmann::json::exception &error)
{
    std::string reason = error.what();
    if (reason.find("number overflow") != std::string::npos)
        return fail("A number is too large: the largest that can be read is 1.8e308.");
    const std::size_t detail = reason.find(" - ");
    reason = detail == std::string::npos ? "it cannot be read" : reason.substr(detail + 3);
    const auto stop = static_cast<std::size_t>(m_read - m_text.data());
    if (const std::string mistake = mistakenForJson(m_text, stop); !mistake.empty())
        return fail(mistake);
    if (reason.find("surrogate") != std::string::npos)
        return fail("A \\u escape is half of a character: write both halves, such as "
                    "\\ud83d\\ude00, or the character itself.");
    // A string or number that is none inside: no comma is missing.
    if ((reason.starts_with("invalid string") || reason.starts_with("invalid number")) &&
        reason.find("missing closing quote") == std::string::npos)
        return fail("This is not JSON: " + reason + '.');
    if (reason.find("unexpected end of input") != std::string::npos ||
        (reason.find("missing closing quote") != std::string::npos && atEnd()))
        return fail("The text ends too early: a bracket or quotation mark is not closed.");
    return fail("This is not JSON: " + reason +
                ". Look for a missing comma, quotation mark or bracket.");
}

} // namespace

const JsonNode *JsonNode::member(std::string_view name) const
{
    const auto found = std::ranges::find(items, name, &JsonNode::key);
    return kind == Kind::Object && found != items.end() ? &*found : nullptr;
}

JsonNode *JsonNode::member(std::string_view name)
{
    const auto found = std::ranges::find(items, name, &JsonNode::key);
    return kind == Kind::Object && found != items.end() ? &*found : nullptr;
}

namespace {

Result<JsonNode> parsed(std::string_view text, std::string_view name, int firstLine)
{
    TreeBuilder builder(text, name, firstLine);
    const CountingIterator begin(text.data(), builder.furthest());
    const CountingIterator end(text.data() + text.size(), builder.furthest());
    if (!nlohmann::json::sax_parse(begin, end, &builder))
        return builder.error();
    return builder.takeRoot();
}

std::optional<Error> complaintAboutText(std::string_view text, std::string_view name, int firstLine)
{
    if (text.starts_with("\x89PNG"))
        return errorAt(name, firstLine,
                       "This is a picture, not JSON: only pictures exported by this program carry "
                       "a scenario.");
    if (text.starts_with("\x1F\x8B") || text.starts_with("PK\x03\x04"))
        return errorAt(name, firstLine, "This is a compressed file, not JSON: unpack it first.");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) // what editors call Unicode
        return errorAt(name, firstLine, "The file is written as UTF-16: save it as UTF-8.");
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return errorAt(name,
                       static_cast<int>(std::ranges::count(text.substr(0, nul), '\n')) + firstLine,
                       "A zero byte stands here, which no text has: the file is binary, or it was "
                       "damaged when it was copied.");
    if (const std::optional<int> line = firstLineNotUtf8(text))
        return errorAt(name, *line - 1 + firstLine,
                       "This is not UTF-8 text: save the file as UTF-8, or check that it is "
                       "JSON.");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return errorAt(name, 1,
                       "The file is empty: a scenario is a JSON object such as { \"model\": "
                       "\"llama-2-7b\" }.");
    return {};
}

// Names in quotation marks, and no comments.
bool isWrittenAsJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{' ||
        text.find_first_of('#') != std::string_view::npos ||
        text.find("//") != std::string_view::npos || text.find("/*") != std::string_view::npos)
        return false;
    const std::size_t name = text.find_first_not_of(" \t\r\n", first + 1);
    return name != std::string_view::npos && text[name] == '"';
}

} // namespace

Result<JsonNode> parseJsonTree(std::string_view text, std::string_view name, int firstLine)
{
    if (const std::optional<Error> complaint = complaintAboutText(text, name, firstLine))
        return *complaint;
    return parsed(jsonOfPythonsJson(text), name, firstLine);
}

Result<JsonNode> parseHjsonTree(std::string_view text, std::string_view name)
{
    if (const std::optional<Error> complaint = complaintAboutText(text, name, 1))
        return *complaint;
    // A text in another format is described as it is, not as converted.
    const bool object = text.substr(text.find_first_not_of(" \t\r\n")).find_first_of("{[#/") == 0;
    Result<JsonNode> tree = parsed(object ? jsonOfHjson(text) : std::string(text), name, 1);
    // A Hjson text without quotation marks takes the rest of its line, brackets and all. Who writes
    // JSON is told what JSON lacks, not that they are missing.
    if (!tree && isWrittenAsJson(text))
        return parsed(text, name, 1);
    return tree;
}

} // namespace core
