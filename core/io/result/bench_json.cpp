// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/bench_json.h"

#include "core/io/json/json_value.h"

namespace core {

std::string benchToJson(const std::vector<BenchResult> &results)
{
    JsonValue::Items items;
    for (const BenchResult &result : results)
        items.push_back(
            JsonValue{{"name", result.name},
                      {"value", result.value ? JsonValue(*result.value) : JsonValue(nullptr)},
                      {"bar", result.bar},
                      {"unit", result.unit},
                      {"how", result.how}});
    return jsonText(JsonValue{{"results", JsonValue(std::move(items))}});
}

} // namespace core
