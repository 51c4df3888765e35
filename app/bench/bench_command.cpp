// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_command.h"

#include "app/bench/bench_cases.h"
#include "app/bench/bench_timeline.h"
#include "app/bench/first_picture.h"
#include "app/cli/offscreen.h"
#include "core/base/text.h"
#include "core/io/file/files.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {
namespace {

using Results = std::vector<core::BenchResult>;

struct BenchGroup
{
    std::string_view id;
    Results (*measure)();
};

constexpr std::array kGroups{
    BenchGroup{"engine", benchEngine},
    BenchGroup{"schedules", benchSchedules},
    BenchGroup{"prices", benchPrices},
    BenchGroup{"layouts", benchLayouts},
    BenchGroup{"sweeps", benchSweeps},
    BenchGroup{"live", benchLive},
    BenchGroup{"lines", [] { return Results{benchLines()}; }},
    BenchGroup{
        "pictures",
        [] {
            return Results{benchSliderToPicture(), benchSceneFrame(), benchLargeSceneFrame()};
        }},
    BenchGroup{"timeline", benchTimeline},
    BenchGroup{"start", [] { return Results{benchFirstPicture()}; }},
};

struct BenchOptions
{
    std::string json;
    std::vector<std::string> only; // ids of groups; none: all
    std::string firstPicture;
};

std::string valueText(double value, const std::string &unit)
{
    return unit == "s" ? core::figureOf(core::nanosFromSeconds(value)).text()
                       : core::figureOfNumber(value);
}

std::string benchText(const Results &results)
{
    std::string text;
    for (const core::BenchResult &result : results) {
        const bool isWithin = result.value && *result.value <= result.bar;
        text += result.value ? (isWithin ? "within" : "MISSED") : "------";
        text += "  " + result.name + ": " +
                (result.value ? valueText(*result.value, result.unit) : "not measured") + ", bar " +
                valueText(result.bar, result.unit) + "\n        " + result.how + ".\n";
    }
    return text;
}

core::Written runBench(const BenchOptions &options)
{
    if (!options.firstPicture.empty()) {
        drawFirstPicture(options.firstPicture);
        return {};
    }
    const std::unique_ptr<QApplication> application = offscreenApplication();
    Results results;
    for (const BenchGroup &group : kGroups) {
        const bool wanted = options.only.empty() || std::ranges::count(options.only, group.id) > 0;
        for (core::BenchResult &result : wanted ? group.measure() : Results())
            results.push_back(std::move(result));
    }
    if (options.json.empty())
        return print(benchText(results));
    return core::writeFile(options.json, core::benchToJson(results));
}

void addBenchCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("bench", "Measure how fast this program is, beside its yardsticks");
    const auto options = std::make_shared<BenchOptions>();
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    std::vector<std::string> ids;
    for (const BenchGroup &group : kGroups)
        ids.emplace_back(group.id);
    command->add_option("--only", options->only, "Measure some of it alone, such as timeline")
        ->check(CLI::IsMember(ids));
    // Options for the processes that bench starts.
    command->add_option("--first-picture", options->firstPicture)->group("");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runBench(*options)); });
}

} // namespace

Command benchCommand()
{
    return {"bench", addBenchCommand};
}

} // namespace app
