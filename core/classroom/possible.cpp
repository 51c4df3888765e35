// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/possible.h"

#include "core/classroom/set_ups.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// What a metric may be, and whether its ends belong to it.
struct Range
{
    double least = -HUGE_VAL;
    double most = HUGE_VAL;
    bool withLeast = true;
    bool withMost = true;

    [[nodiscard]] bool isEmpty() const
    {
        return least > most || (least == most && !(withLeast && withMost));
    }
    void takeLeast(double value, bool with)
    {
        if (value > least || (value == least && !with))
            *this = {value, most, with, withMost};
    }
    void takeMost(double value, bool with)
    {
        if (value < most || (value == most && !with))
            *this = {least, value, withLeast, with};
    }
};

bool isShare(const std::string &metric)
{
    return metric.starts_with("busy.") || metric.starts_with("idle.") ||
           metric.starts_with("bubble.") || metric == "mfu" || metric == "hfu";
}

// Times, bytes, counts and shares are never below nothing; a difference of them may be.
Range rangeOf(const std::string &metric)
{
    const bool isExpression = metric.find_first_of("+-*/() ") != std::string::npos;
    if (isExpression)
        return {};
    return {0, isShare(metric) ? 1 : HUGE_VAL};
}

void narrow(Range &range, const Condition &condition)
{
    const auto *value = std::get_if<double>(&condition.value);
    if (!value)
        return;
    using enum Comparison;
    const Comparison way = condition.comparison;
    if (way == More || way == AtLeast || way == Equal)
        range.takeLeast(*value, way != More);
    if (way == Less || way == AtMost || way == Equal)
        range.takeMost(*value, way != Less);
}

// A word that a setting does not know; one that only does not go with the others may come to.
std::optional<std::string> unknownWord(const Condition &condition, SetUp setUp,
                                       const std::string &folder)
{
    constexpr std::string_view prefix = "scenario.";
    const auto *word = std::get_if<std::string>(&condition.value);
    if (!word || condition.comparison != Comparison::Equal || !condition.metric.starts_with(prefix))
        return {};
    setUp.settings.push_back(condition.metric.substr(prefix.size()) + '=' + *word);
    const Result<Scenario> scenario = scenarioOf(setUp, folder);
    const auto says = [&](const char *part) {
        return scenario.error().message.find(part) != std::string::npos;
    };
    if (scenario || !(says("not known") || says("must be one of")))
        return {};
    return scenario.error().message;
}

} // namespace

std::optional<std::string> whyNever(const Condition &condition, std::span<const Condition> all,
                                    const SetUp &begin, const std::string &folder)
{
    if (std::optional<std::string> unknown = unknownWord(condition, begin, folder))
        return unknown;
    Range alone = rangeOf(condition.metric);
    narrow(alone, condition);
    if (alone.isEmpty())
        return isShare(condition.metric)
                   ? condition.metric + " is a share: it can never be that."
                   : condition.metric + " is never below 0: it can never be that.";
    Range together = rangeOf(condition.metric);
    for (const Condition &each : all) {
        if (each.metric == condition.metric)
            narrow(together, each);
    }
    if (together.isEmpty())
        return condition.metric + " cannot be all that is asked of it at once.";
    return {};
}

} // namespace core
