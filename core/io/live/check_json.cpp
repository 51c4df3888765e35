// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/check_json.h"

#include "core/io/json/json_value.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace core {
namespace {

const char *nameOf(live::Digits digits)
{
    return digits == live::Digits::Double ? "double" : "float";
}

// The numbers of one quantity.
struct Summary
{
    std::string quantity;
    int count = 0;
    int within = 0;
    double worst = 0; // difference over what is allowed
    const live::CheckedValue *value = nullptr;
};

std::vector<Summary> summariesOf(const live::CheckedRun &checked)
{
    std::vector<Summary> summaries;
    for (const live::CheckedValue &value : checked.values) {
        auto found = std::ranges::find(summaries, value.quantity, &Summary::quantity);
        if (found == summaries.end())
            found = summaries.insert(found, {.quantity = value.quantity});
        ++found->count;
        found->within += value.within() ? 1 : 0;
        const double share = value.allowed > 0 ? value.difference / value.allowed
                                               : (value.within() ? 0 : value.difference + 1);
        if (!found->value || share > found->worst) {
            found->worst = share;
            found->value = &value;
        }
    }
    return summaries;
}

} // namespace

std::string checkedRunToJson(const live::ReferenceRun &run, const live::CheckedRun &checked,
                             live::Digits digits)
{
    JsonValue::Items values;
    for (const live::CheckedValue &value : checked.values)
        values.push_back({{"quantity", value.quantity},
                          {"of", value.what},
                          {"expected", value.expected},
                          {"got", value.got},
                          {"difference", value.difference},
                          {"allowed", value.allowed},
                          {"within", value.within()}});
    return jsonText({{"name", run.name},
                     {"layout", checked.layout},
                     {"digits", nameOf(digits)},
                     {"within", checked.allWithin()},
                     {"values", std::move(values)}});
}

std::string checkedRunToText(const live::ReferenceRun &run, const live::CheckedRun &checked,
                             live::Digits digits)
{
    std::string text = run.name + ", " +
                       (checked.layout.empty() ? std::string("one device") : checked.layout) +
                       ", in " + nameOf(digits) + '\n';
    for (const Summary &summary : summariesOf(checked)) {
        std::array<char, 160> line{};
        std::snprintf(line.data(), line.size(), "  %-20s %3d of %3d within %.1e, worst %.1e (%s)\n",
                      summary.quantity.c_str(), summary.within, summary.count,
                      summary.value->allowed, summary.value->difference,
                      summary.value->what.c_str());
        text += line.data();
    }
    return text;
}

} // namespace core
