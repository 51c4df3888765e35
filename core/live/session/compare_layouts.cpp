// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/compare_layouts.h"

#include "core/base/text.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/session.h"
#include "core/presets/builtin_scenarios.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace core::live {
namespace {

// A row of the comparison: degrees and schedule on top of one of the two networks.
struct Row
{
    const char *name;
    bool gpt = false;
    int data = 1;
    int tensor = 1;
    int pipeline = 1;
    const char *schedule = "1f1b";
    const char *sharding = "none";
};

constexpr Row kRows[] = {{.name = "dense 1"},
                         {.name = "dense dp2", .data = 2},
                         {.name = "dense dp4", .data = 4},
                         {.name = "dense dp8", .data = 8},
                         {.name = "dense gpipe 2", .pipeline = 2, .schedule = "gpipe"},
                         {.name = "dense gpipe 4", .pipeline = 4, .schedule = "gpipe"},
                         {.name = "dense pp4", .pipeline = 4},
                         {.name = "dense pp8", .pipeline = 8},
                         {.name = "dense zb-h1 4", .pipeline = 4, .schedule = "zb-h1"},
                         {.name = "dense naive 4", .pipeline = 4, .schedule = "naive"},
                         {.name = "dense tp2", .tensor = 2},
                         {.name = "dense 2x2", .data = 2, .pipeline = 2},
                         {.name = "dense 2x4", .data = 2, .pipeline = 4},
                         {.name = "dense zero1 4", .data = 4, .sharding = "zero1"},
                         {.name = "dense zero2 4", .data = 4, .sharding = "zero2"},
                         {.name = "dense zero3 2", .data = 2, .sharding = "zero3"},
                         {.name = "gpt 1", .gpt = true},
                         {.name = "gpt dp4", .gpt = true, .data = 4},
                         {.name = "gpt pp4", .gpt = true, .pipeline = 4},
                         {.name = "gpt 2x2", .gpt = true, .data = 2, .pipeline = 2},
                         {.name = "gpt zb-h1 2", .gpt = true, .pipeline = 2, .schedule = "zb-h1"},
                         {.name = "gpt tp2", .gpt = true, .tensor = 2},
                         {.name = "gpt zero1 2", .gpt = true, .data = 2, .sharding = "zero1"}};

Result<Scenario> scenarioOf(const Row &row)
{
    const auto set = [](const char *path, int value) {
        return path + std::string("=") + std::to_string(value);
    };
    std::vector<std::string> settings = {
        set("parallel.data", row.data),
        set("parallel.tensor", row.tensor),
        set("parallel.pipeline", row.pipeline),
        set("cluster.devices", row.data * row.tensor * row.pipeline),
        std::string("parallel.schedule=") + row.schedule,
        std::string("parallel.sharding=") + row.sharding};
    if (!row.gpt)
        settings.insert(settings.end(),
                        {"train.network.sizes=[64, 256, 256, 256, 256, 256, 256, 256, 10]",
                         "train.learning_rate=0.05", "training.global_batch=256",
                         "training.micro_batch=32"});
    return loadScenario(row.gpt ? "train-gpt-pp4" : "train-digits-1", settings);
}

// As wide as its longest text, in letters.
class TextColumn
{
public:
    explicit TextColumn(const std::string &heading) { fit(heading); }
    void fit(const std::string &text) { m_width = std::max(m_width, lettersIn(text)); }
    [[nodiscard]] std::string padded(const std::string &text) const
    {
        return text + std::string(m_width - lettersIn(text) + 1, ' ');
    }

private:
    // UTF-8: the bytes behind the first of a letter are marked.
    static std::size_t lettersIn(const std::string &text)
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    }

    std::size_t m_width = 0;
};

std::string layoutText(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    std::string text;
    for (const auto &[name, degree] : {std::pair("data", parallel.data),
                                       {"tensor", parallel.tensor},
                                       {"pipeline", parallel.pipeline}}) {
        if (degree > 1)
            text += (text.empty() ? "" : ", ") + std::string(name) + ' ' + std::to_string(degree);
    }
    if (parallel.sharding != Sharding::None)
        text += ", zero " + std::to_string(static_cast<int>(parallel.sharding));
    if (parallel.pipeline > 1)
        text += ", " + parallel.schedule;
    return text.empty() ? "one worker" : text;
}

} // namespace

Result<ComparedLayout> compareLayout(const Scenario &scenario, Calibration &calibration)
{
    if (const Status known = measureWork(scenario, calibration); !known)
        return known.error();
    const Result<SnapshotPtr> predicted = run(calibrated(scenario, calibration));
    if (!predicted)
        return predicted.error();
    const Result<std::unique_ptr<Session>> session = Session::open(scenario, calibration, {});
    if (!session)
        return session.error();
    const Result<StepReport> step = session.value()->step({});
    if (!step)
        return step.error();
    return ComparedLayout{scenario.title,
                          layoutText(scenario),
                          {predicted.value()->trace.stop},
                          {step.value().time},
                          step.value().loss};
}

Result<std::vector<Scenario>> layoutsToCompare()
{
    std::vector<Scenario> scenarios;
    for (const Row &row : kRows) {
        Result<Scenario> scenario = scenarioOf(row);
        if (!scenario)
            return scenario.error();
        scenarios.push_back(std::move(scenario).value());
        scenarios.back().title = row.name;
    }
    return scenarios;
}

Result<std::vector<Scenario>> examplesToCompare()
{
    std::vector<Scenario> scenarios;
    for (const BuiltinScenario &example : builtinScenarios()) {
        Result<Scenario> scenario = loadScenario(std::string(example.id), {});
        if (!scenario)
            return scenario.error();
        if (!scenario.value().train)
            continue;
        scenarios.push_back(std::move(scenario).value());
        scenarios.back().title = example.id;
    }
    return scenarios;
}

Result<std::vector<ComparedLayout>>
compareLayouts(std::span<const Scenario> scenarios, Calibration &calibration,
               const std::function<void(const std::string &)> &begins)
{
    std::vector<ComparedLayout> compared;
    for (const Scenario &scenario : scenarios) {
        begins(scenario.title);
        Result<ComparedLayout> layout = compareLayout(scenario, calibration);
        if (!layout)
            return layout.error();
        compared.push_back(std::move(layout).value());
    }
    return compared;
}

std::string comparisonToText(const std::vector<ComparedLayout> &rows)
{
    TextColumn name("layout");
    TextColumn split("split");
    for (const ComparedLayout &row : rows) {
        name.fit(row.name);
        split.fit(row.layout);
    }
    std::string text =
        name.padded("layout") + split.padded("split") + "   predicted       steady    error\n";
    const ComparedLayout *worst = &rows.front();
    for (const ComparedLayout &row : rows) {
        std::array<char, 160> numbers{};
        std::snprintf(numbers.data(), numbers.size(), "%9.3f ms %9.3f ms %+6.1f %%\n",
                      1e3 * seconds(row.predicted), 1e3 * seconds(row.steady), 100 * row.error());
        text += name.padded(row.name) + split.padded(row.layout) + numbers.data();
        if (std::abs(row.error()) > std::abs(worst->error()))
            worst = &row;
    }
    return text + "The error is how much longer the step takes than predicted.\nFurthest off: " +
           worst->name + ", " + figureOfDecimals(100 * worst->error(), 1, Signs::OfBoth) + " %.\n";
}

std::string comparisonToJson(const std::vector<ComparedLayout> &rows)
{
    JsonValue list = JsonValue::Items{};
    for (const ComparedLayout &row : rows)
        list.push_back({{"name", row.name},
                        {"layout", row.layout},
                        {"predicted_s", jsonSeconds(row.predicted)},
                        {"steady_s", jsonSeconds(row.steady)},
                        {"error", row.error()},
                        {"loss", row.loss}});
    return jsonText({{"format", "parallarium-live-comparison/1"}, {"rows", std::move(list)}});
}

} // namespace core::live
