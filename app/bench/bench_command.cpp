// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_command.h"

#include "app/bench/bench_cases.h"
#include "app/bench/bench_timeline.h"
#include "app/bench/first_picture.h"
#include "app/cli/offscreen.h"
#include "core/base/text.h"
#include "core/io/file/files.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

struct BenchOptions
{
    std::string json;
    std::string firstPicture;
};

std::string valueText(double value, const std::string &unit)
{
    return unit == "s" ? core::figureOf(core::nanosFromSeconds(value)).text()
                       : core::figureOfNumber(value);
}

std::string benchText(const std::vector<core::BenchResult> &results)
{
    std::string text;
    for (const core::BenchResult &result : results)
        text += std::string(result.value <= result.bar ? "within" : "MISSED") + "  " + result.name +
                ": " + valueText(result.value, result.unit) + ", bar " +
                valueText(result.bar, result.unit) + "\n        " + result.how + ".\n";
    return text;
}

core::Written runBench(const BenchOptions &options)
{
    if (!options.firstPicture.empty()) {
        drawFirstPicture(options.firstPicture);
        return {};
    }
    const std::unique_ptr<QApplication> application = offscreenApplication();
    std::vector<core::BenchResult> results = benchEngine();
    for (core::BenchResult &result : benchSchedules())
        results.push_back(std::move(result));
    for (core::BenchResult &result : benchPrices())
        results.push_back(std::move(result));
    for (core::BenchResult &result : benchLayouts())
        results.push_back(std::move(result));
    for (core::BenchResult &result : benchSweeps())
        results.push_back(std::move(result));
    for (core::BenchResult &result : benchLive())
        results.push_back(std::move(result));
    results.push_back(benchLines());
    results.push_back(benchSliderToPicture());
    results.push_back(benchSceneFrame());
    results.push_back(benchLargeSceneFrame());
    for (core::BenchResult &result : benchTimeline())
        results.push_back(std::move(result));
    results.push_back(benchFirstPicture());
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
