// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_schema.h"

#include "core/io/json/json_tree.h"
#include "core/io/scenario/cluster_fields.h"
#include "core/io/scenario/layout_fields.h"
#include "core/io/scenario/software_fields.h"
#include "core/scenario/bounds.h"
#include "scenario_schema_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace core {
namespace {

const FieldBound *boundAt(const std::string &path)
{
    const auto *found = std::ranges::find(bounds::kBounds, path, &FieldBound::path);
    return found == std::end(bounds::kBounds) ? nullptr : found;
}

// The unit of a number, which its name ends with. Rates of networks are sold in bits.
std::string_view unitText(std::string_view path)
{
    constexpr std::pair<std::string_view, std::string_view> units[] = {
        {".gbps", "GB/s, gigabytes (10^9 bytes) a second in each direction: 50 for 400 Gbit/s"},
        {"gbps", "GB/s, gigabytes (10^9 bytes) a second"},
        {"_gb", "GB, 10^9 bytes"},
        {"_tflops", "TFLOP/s, 10^12 operations a second"},
        {"_us", "microseconds"},
        {"_ns", "nanoseconds"},
        {"_bytes", "bytes"}};
    const auto *found =
        std::ranges::find_if(units, [path](const auto &row) { return path.ends_with(row.first); });
    return found == std::end(units) ? std::string_view() : found->second;
}

JsonValue numberSchema(const std::string &path, const char *type, double unit)
{
    JsonValue schema = {{"type", type}};
    if (const std::string_view text = unitText(path); !text.empty())
        schema["description"] = text;
    const FieldBound *bound = boundAt(path);
    if (!bound)
        return schema;
    if (!bound->choices.empty())
        return JsonValue(
            {{"enum", std::vector<int>(bound->choices.begin(), bound->choices.end())}});
    schema["minimum"] = bound->low / unit;
    if (std::isfinite(bound->high))
        schema["maximum"] = bound->high / unit;
    return schema;
}

template <class Choice>
JsonValue choiceSchema(std::span<const NamedValue<Choice>> names)
{
    JsonValue list = JsonValue::Items{};
    for (const NamedValue<Choice> &name : names)
        list.push_back(name.id);
    return JsonValue({{"enum", list}});
}

template <class Value>
constexpr bool kIsList = false;
template <class Item>
constexpr bool kIsList<std::vector<Item>> = true;

// section: "training", "cluster.device", "link"
template <class Spec, class Value>
JsonValue schemaOf(const Field<Spec, Value> &field, const std::string &section)
{
    const std::string path = section + '.' + std::string(field.key);
    if constexpr (std::is_enum_v<Value>)
        return choiceSchema(namesOf(Value{}));
    else if constexpr (std::is_same_v<Value, bool>)
        return JsonValue({{"type", "boolean"}});
    else if constexpr (std::is_same_v<Value, std::string>)
        return JsonValue({{"type", "string"}});
    else if constexpr (kIsList<Value>)
        return JsonValue(
            {{"type", "array"},
             {"items",
              numberSchema(path,
                           std::is_integral_v<typename Value::value_type> ? "integer" : "number",
                           field.unit)}});
    else
        return numberSchema(path, std::is_integral_v<Value> ? "integer" : "number", field.unit);
}

// The object of properties that has this key, among the alternatives of a schema.
JsonNode *propertiesWith(JsonNode &schema, std::string_view key)
{
    JsonNode *own = schema.member("properties");
    if (own && own->member(key))
        return own;
    for (JsonNode &item : schema.items) {
        JsonNode *found = propertiesWith(item, key);
        if (found)
            return found;
    }
    return nullptr;
}

class Rows
{
public:
    Rows(JsonNode &root, std::string section, std::string_view firstKey)
        : m_section(std::move(section)), m_properties(propertiesWith(root, firstKey))
    {}

    template <class Row>
    void operator()(const Row &row)
    {
        if (!m_properties)
            return;
        JsonNode made = parseJsonTree(jsonLine(schemaOf(row, m_section)), {}).value();
        made.key = std::string(row.key);
        if (JsonNode *there = m_properties->member(row.key))
            *there = std::move(made);
        else
            m_properties->items.push_back(std::move(made));
    }

private:
    std::string m_section;
    JsonNode *m_properties;
};

// Digits that no signed number holds stay as they are.
JsonValue wholeOr(const JsonNode &node)
{
    std::uint64_t whole = 0;
    const char *end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, whole);
    const bool isWhole = !node.text.empty() && error == std::errc() && stop == end;
    return isWhole ? JsonValue(whole) : JsonValue(node.number);
}

JsonValue valueOf(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Bool:
        return node.flag;
    case JsonNode::Kind::Integer:
        return node.integer;
    case JsonNode::Kind::Number:
        return wholeOr(node);
    case JsonNode::Kind::String:
        return node.text;
    case JsonNode::Kind::Array: {
        JsonValue list = JsonValue::Items{};
        for (const JsonNode &item : node.items)
            list.push_back(valueOf(item));
        return list;
    }
    case JsonNode::Kind::Object: {
        JsonValue object;
        for (const JsonNode &item : node.items)
            object[item.key] = valueOf(item);
        return object;
    }
    case JsonNode::Kind::Null:
    case JsonNode::Kind::NotFinite:
        break;
    }
    return nullptr;
}

} // namespace

std::string scenarioSchema()
{
    JsonNode root = parseJsonTree(kScenarioSchema, "schema").value();
    forEachTrainingField(Rows(root, "training", "global_batch"));
    Rows parallel(root, "parallel", "tensor");
    forEachDegreeField([&](const auto &row) { parallel(row); });
    forEachScheduleOption([&](const auto &row) { parallel(row); });
    forEachSharingField([&](const auto &row) { parallel(row); });
    using P = ParallelSpec;
    parallel(Field{"chunks", &P::chunks});
    Rows cluster(root, "cluster", "devices_per_node");
    cluster(Field{"devices", &ClusterSpec::devices});
    cluster(Field{"devices_per_node", &ClusterSpec::devicesPerNode});
    Rows device(root, "cluster.device", "memory_gb");
    forEachDeviceField([&](const auto &row) { device(row); });
    forEachCurveField([&](const auto &row) { device(row); });
    forEachLinkField(Rows(root, "link", "latency_us"));
    forEachSoftwareField(Rows(root, "cluster.software", "gemm_efficiency"));
    return jsonText(valueOf(root));
}

} // namespace core
