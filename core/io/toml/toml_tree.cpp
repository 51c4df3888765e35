// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/toml/toml_tree.h"

#include "core/base/printable.h"
#include "core/io/file/utf8.h"
#include "core/io/toml/toml_depth.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1 // dates and times as text
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

namespace core {
namespace {

constexpr int kDeepest = 64;
constexpr std::int64_t kMostValues = 1'000'000;
constexpr std::size_t kLargest = 1u << 20; // bytes

// Builds our tree out of the library's, in the order of the file.
class TomlConverter
{
public:
    [[nodiscard]] JsonNode converted(const toml::node &node)
    {
        JsonNode result;
        result.line = static_cast<int>(node.source().begin.line);
        ++m_values;
        if (const toml::table *table = node.as_table())
            convertTable(*table, result);
        else if (const toml::array *array = node.as_array())
            convertArray(*array, result);
        else
            convertValue(node, result);
        return result;
    }
    [[nodiscard]] bool hasTooMany() const { return m_values > kMostValues; }

private:
    void convertTable(const toml::table &table, JsonNode &result)
    {
        result.kind = JsonNode::Kind::Object;
        for (const auto &[key, value] : table) {
            JsonNode member = converted(value);
            member.key = std::string(key.str());
            // A table that only the keys within it name has no place of its own.
            member.line = std::max(member.line, 1);
            result.items.push_back(std::move(member));
        }
        // The library sorts them by name.
        std::ranges::stable_sort(result.items, {}, &JsonNode::line);
    }
    void convertArray(const toml::array &array, JsonNode &result)
    {
        result.kind = JsonNode::Kind::Array;
        for (const toml::node &item : array)
            result.items.push_back(converted(item));
    }
    static void convertValue(const toml::node &node, JsonNode &result)
    {
        if (const auto *flag = node.as_boolean()) {
            result.kind = JsonNode::Kind::Bool;
            result.flag = flag->get();
        } else if (const auto *integer = node.as_integer()) {
            result.kind = JsonNode::Kind::Integer;
            result.integer = integer->get();
            result.number = static_cast<double>(integer->get());
        } else if (const auto *number = node.as_floating_point()) {
            convertNumber(number->get(), result);
        } else if (const auto *text = node.as_string()) {
            result.kind = JsonNode::Kind::String;
            result.text = text->get();
        } else {
            std::ostringstream written;
            node.visit([&written](const auto &value) {
                if constexpr (toml::is_date<decltype(value)> || toml::is_time<decltype(value)> ||
                              toml::is_date_time<decltype(value)>)
                    written << value.get();
            });
            result.kind = JsonNode::Kind::String;
            result.text = written.str();
        }
    }
    static void convertNumber(double value, JsonNode &result)
    {
        const bool finite = std::isfinite(value);
        result.kind = finite ? JsonNode::Kind::Number : JsonNode::Kind::NotFinite;
        result.number = finite ? value : 0;
        if (!finite)
            result.text = std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    std::int64_t m_values = 0;
};

std::optional<Error> complaintAboutToml(std::string_view text, std::string_view name)
{
    if (text.size() > kLargest)
        return errorAt(name, 1, "This is more than 1 MB, the most that is read as TOML.");
    if (const std::optional<int> line = firstLineNotUtf8(text))
        return errorAt(name, *line, "This is not UTF-8 text: save the file as UTF-8.");
    if (const std::optional<int> line = lineOfTomlDeeperThan(kDeepest, text))
        return errorAt(
            name, *line,
            "Keys and brackets are nested more than 64 deep, the most that can be read.");
    return {};
}

} // namespace

Result<JsonNode> parseTomlTree(std::string_view text, std::string_view name)
{
    if (const std::optional<Error> complaint = complaintAboutToml(text, name))
        return *complaint;
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const toml::parse_error &error = parsed.error();
        return errorAt(name, std::max(1, static_cast<int>(error.source().begin.line)),
                       "This is not TOML: " + printable(std::string(error.description())) + '.');
    }
    TomlConverter converter;
    JsonNode root = converter.converted(parsed.table());
    if (converter.hasTooMany())
        return errorAt(name, 1, "This is more than a million values, the most that can be read.");
    root.line = 1;
    return root;
}

} // namespace core
