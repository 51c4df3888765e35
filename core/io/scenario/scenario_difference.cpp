// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_difference.h"

#include "core/io/scenario/scenario_value.h"
#include "core/io/scenario/setting_titles.h"

#include <algorithm>

namespace core {
namespace {

struct Setting
{
    std::string path;
    const JsonValue *value; // in the document
};

// The members of the document's sections: "cluster" is one, "cluster.device" is none.
std::vector<Setting> settingsOf(const JsonValue &document)
{
    std::vector<Setting> settings;
    for (const auto &[key, value] : std::get<JsonValue::Members>(document.value())) {
        if (key == "title")
            continue;
        const auto *members = std::get_if<JsonValue::Members>(&value.value());
        if (!members || key == "model") {
            settings.push_back({key, &value});
            continue;
        }
        for (const auto &[name, member] : *members)
            settings.push_back({key + '.' + name, &member});
    }
    return settings;
}

// Null: it is not among them.
const JsonValue *valueIn(const std::vector<Setting> &settings, const std::string &path)
{
    const auto found = std::ranges::find(settings, path, &Setting::path);
    return found == settings.end() ? nullptr : found->value;
}

} // namespace

std::vector<SettingDifference> settingDifferences(const Scenario &first, const Scenario &second)
{
    const JsonValue documentOfFirst = jsonOf(first, Detail::Everything);
    const JsonValue documentOfSecond = jsonOf(second, Detail::Everything);
    const std::vector<Setting> ones = settingsOf(documentOfFirst);
    const std::vector<Setting> others = settingsOf(documentOfSecond);
    std::vector<SettingDifference> differences;
    for (const Setting &one : ones) {
        const JsonValue *other = valueIn(others, one.path);
        if (other == nullptr)
            differences.push_back({one.path, *one.value, std::nullopt});
        else if (*other != *one.value)
            differences.push_back({one.path, *one.value, *other});
    }
    for (const Setting &other : others) {
        if (valueIn(ones, other.path) == nullptr)
            differences.push_back({other.path, std::nullopt, *other.value});
    }
    std::ranges::stable_sort(differences, {}, [](const SettingDifference &difference) {
        return std::ranges::find(settingTitles(), difference.path, &SettingTitle::path) -
               settingTitles().begin();
    });
    return differences;
}

} // namespace core
