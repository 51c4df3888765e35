// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/yaml/yaml_tree.h"

#include "core/base/printable.h"
#include "core/io/file/utf8.h"
#include "core/io/yaml/yaml_scalar.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace core {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::int64_t kMostValues = 1'000'000;
constexpr std::size_t kLargest = 1u << 20; // bytes
constexpr std::int64_t kMostBytes =
    50'000'000; // of the texts, each time that they stand in the tree

std::int64_t valuesIn(const JsonNode &node)
{
    std::int64_t count = 1;
    for (const JsonNode &item : node.items)
        count += valuesIn(item);
    return count;
}

std::int64_t bytesIn(const JsonNode &node)
{
    auto count = static_cast<std::int64_t>(node.key.size() + node.text.size());
    for (const JsonNode &item : node.items)
        count += bytesIn(item);
    return count;
}

std::size_t levelsIn(const JsonNode &node)
{
    std::size_t deepest = 0;
    for (const JsonNode &item : node.items)
        deepest = std::max(deepest, levelsIn(item));
    const bool holds = node.kind == JsonNode::Kind::Object || node.kind == JsonNode::Kind::Array;
    return deepest + (holds ? 1 : 0);
}

constexpr std::string_view kTooDeep =
    "Maps and lists are nested more than 64 deep, the most that can be read.";
constexpr std::string_view kPythonTag = "tag:yaml.org,2002:python";

// Receives the library's events and builds the tree; after the first complaint it passes over them.
class YamlBuilder : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark &mark) override { m_firstLine = mark.line + 1; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        begin(mark, {}, 1);
        add({}, anchor);
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, JsonNode::Kind::Array);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, JsonNode::Kind::Object);
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] bool failed() const { return !m_message.empty(); }
    [[nodiscard]] Error error(std::string_view name) const
    {
        return errorAt(name, m_line, m_message);
    }
    [[nodiscard]] JsonNode takeRoot() { return std::move(m_root); }
    // Of the document that was read last, and whether there is anything in it.
    [[nodiscard]] int firstLine() const { return std::max(1, m_firstLine); }
    // Where the last text began that is not plain.
    [[nodiscard]] const YAML::Mark &lastQuoted() const { return m_lastQuoted; }
    [[nodiscard]] bool isEmpty() const { return m_root.kind == JsonNode::Kind::Null; }

private:
    struct Open
    {
        JsonNode node;
        YAML::anchor_t anchor = 0;
        bool awaitsValue = false; // its key stands in key
        std::string key;
        int keyLine = 0;
        std::set<std::string> keys = {};
        std::vector<JsonNode> merged = {};
    };

    void fail(std::string_view message)
    {
        if (!failed())
            m_message = message;
    }
    // What every event begins with. values, bytes: that it adds to the tree.
    void begin(const YAML::Mark &mark, const std::string &tag, std::int64_t values,
               std::int64_t bytes = 0);
    [[nodiscard]] bool expectsKey() const
    {
        return !m_open.empty() && m_open.back().node.kind == JsonNode::Kind::Object &&
               !m_open.back().awaitsValue;
    }
    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
              JsonNode::Kind kind);
    void close();
    void add(JsonNode node, YAML::anchor_t anchor);
    void addMember(Open &map, JsonNode node);

    int m_firstLine = 1;
    YAML::Mark m_lastQuoted;
    int m_line = 1; // of the event, and of the first complaint
    std::string m_message;
    std::int64_t m_values = 0;
    std::int64_t m_bytes = 0;
    std::vector<Open> m_open; // from the outermost inwards
    std::map<YAML::anchor_t, JsonNode> m_anchors;
    JsonNode m_root;
};

void YamlBuilder::begin(const YAML::Mark &mark, const std::string &tag, std::int64_t values,
                        std::int64_t bytes)
{
    if (failed())
        return;
    m_line = std::max(1, mark.line + 1);
    m_values += values;
    m_bytes += bytes;
    if (m_values > kMostValues)
        fail("This is more than a million values, the most that can be read.");
    if (m_bytes > kMostBytes)
        fail("Aliases unfold this to more than 50 MB, the most that can be read.");
    if (tag.starts_with(kPythonTag))
        fail("The tag !!" + printable(tag.substr(kPythonTag.size() - 6)) +
             " would make an object of Python, which is not done here.");
}

void YamlBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    if (failed())
        return;
    const auto named = m_anchors.find(anchor);
    const bool isNamed = named != m_anchors.end();
    begin(mark, {}, isNamed ? valuesIn(named->second) : 1, isNamed ? bytesIn(named->second) : 0);
    if (named == m_anchors.end())
        fail("An alias names a value that holds it: it would never end.");
    else if (expectsKey())
        fail("A key is an alias, but must be a word.");
    else if (m_open.size() + levelsIn(named->second) > kDeepest)
        fail(kTooDeep);
    if (failed())
        return;
    JsonNode copy = named->second;
    copy.line = m_line; // of the alias: that is where it counts
    copy.key.clear();
    add(std::move(copy), 0);
}

void YamlBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value)
{
    begin(mark, tag, 1);
    if (failed())
        return;
    if (tag != "?")
        m_lastQuoted = mark;
    if (expectsKey()) { // as it is written: 1, true and ~ are names like others
        Open &map = m_open.back();
        map.key = value;
        map.keyLine = m_line;
        map.awaitsValue = true;
        if (value != "<<" && !map.keys.insert(value).second)
            fail("The key \"" + printable(value) + "\" is given twice: keep one of them.");
        return;
    }
    JsonNode node;
    if (tag == "?") { // plain: its form says what it is
        node = yamlWord(value);
    } else {
        node.kind = JsonNode::Kind::String;
        node.text = value;
    }
    add(std::move(node), anchor);
}

void YamlBuilder::open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                       JsonNode::Kind kind)
{
    begin(mark, tag, 1);
    if (m_open.size() == kDeepest)
        fail(kTooDeep);
    if (expectsKey())
        fail("A key is a map or a list, but must be a word.");
    if (failed())
        return;
    Open opened;
    opened.node.kind = kind;
    opened.node.line = m_line;
    opened.anchor = anchor;
    m_open.push_back(std::move(opened));
}

void YamlBuilder::close()
{
    if (failed())
        return;
    Open closed = std::move(m_open.back());
    m_open.pop_back();
    // The keys of a map named by "<<" stand behind its own, which win.
    for (JsonNode &other : closed.merged) {
        for (JsonNode &member : other.items) {
            if (closed.keys.insert(member.key).second)
                closed.node.items.push_back(std::move(member));
        }
    }
    add(std::move(closed.node), closed.anchor);
}

void YamlBuilder::add(JsonNode node, YAML::anchor_t anchor)
{
    if (failed())
        return;
    if (node.line == 0)
        node.line = m_line;
    if (anchor != 0)
        m_anchors[anchor] = node;
    if (m_open.empty())
        m_root = std::move(node);
    else if (m_open.back().node.kind == JsonNode::Kind::Array)
        m_open.back().node.items.push_back(std::move(node));
    else
        addMember(m_open.back(), std::move(node));
}

void YamlBuilder::addMember(Open &map, JsonNode node)
{
    map.awaitsValue = false;
    node.key = std::move(map.key);
    node.line = map.keyLine; // where people look for it, wherever the value begins
    if (node.key == "<<" && node.kind == JsonNode::Kind::Object) {
        map.merged.push_back(std::move(node));
    } else if (node.key == "<<" && node.kind == JsonNode::Kind::Array) {
        for (JsonNode &each : node.items)
            map.merged.push_back(std::move(each));
    } else {
        map.node.items.push_back(std::move(node));
    }
}

// Whether a text in quotation marks that begins here goes on to the end of the file: the library
// takes it as it is.
bool isOpen(std::string_view text, const YAML::Mark &mark)
{
    std::size_t begin = 0;
    for (int line = 0; line < mark.line; ++line)
        begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
    begin += static_cast<std::size_t>(mark.column);
    if (begin >= text.size() || (text[begin] != '"' && text[begin] != '\''))
        return false;
    const char quote = text[begin];
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == quote)
            return false;
        i += quote == '"' && text[i] == '\\' ? 1u : 0u;
    }
    return true;
}

} // namespace

Result<JsonNode> parseYamlTree(std::string_view text, std::string_view name)
{
    if (text.size() > kLargest)
        return errorAt(name, 1, "This is more than 1 MB, the most that is read as YAML.");
    if (const std::optional<int> line = firstLineNotUtf8(text))
        return errorAt(name, *line, "This is not UTF-8 text: save the file as UTF-8.");
    std::istringstream stream{std::string(text)};
    YamlBuilder builder;
    YamlBuilder second;
    try {
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder))
            return errorAt(name, 1, "The file is empty.");
        if (!builder.failed())
            (void)parser.HandleNextDocument(second);
    } catch (const YAML::Exception &error) {
        // The library stops at depths and lengths of its own, behind what was found before.
        if (builder.failed())
            return builder.error(name);
        return errorAt(name, std::max(1, error.mark.line + 1),
                       "This is not YAML: " + printable(error.msg) + '.');
    }
    if (builder.failed())
        return builder.error(name);
    if (isOpen(text, builder.lastQuoted()))
        return errorAt(name, builder.lastQuoted().line + 1,
                       "This is not YAML: a quotation mark is never closed.");
    if (second.failed() || !second.isEmpty())
        return errorAt(name, second.firstLine(),
                       "A second document begins here, and only one can be read: leave it out.");
    return builder.takeRoot();
}

} // namespace core
