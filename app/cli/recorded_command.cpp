// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/recorded_text.h"
#include "core/base/text.h"
#include "core/io/chrome/read_kernel_rules.h"
#include "core/io/chrome/read_recorded.h"
#include "core/io/chrome/recorded_json.h"
#include "core/io/exchange/read_step.h"
#include "core/io/file/files.h"
#include "core/recorded/recorded_trace.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {
namespace {

struct RecordedOptions
{
    std::vector<std::string> files;
    std::optional<std::int64_t> step;
    std::string rules;
    std::string json;
};

core::Status checkStep(const RecordedOptions &options, const core::RecordedRun &run)
{
    if (!options.step)
        return std::monostate{};
    const core::RecordedFacts all = core::factsOf(run, {});
    if (all.steps.empty())
        return core::Error{"--step: No step that all ranks have was found in the recording: leave "
                           "it out."};
    if (std::ranges::find(all.steps, *options.step, &core::StepFacts::number) == all.steps.end())
        return core::Error{"--step: There is no step " + std::to_string(*options.step) +
                           "; the recording has steps " + std::to_string(all.steps.front().number) +
                           " to " + std::to_string(all.steps.back().number) + '.'};
    return std::monostate{};
}

core::Written answer(const RecordedOptions &options, const core::RecordedRun &run,
                     const core::CollectiveMatches &matches)
{
    if (const core::Status step = checkStep(options, run); !step)
        return step.error();
    const core::RecordedFacts facts = core::factsOf(run, matches, options.step);
    if (options.json.empty())
        return print(recordedText(run, facts));
    return core::writeFile(options.json, core::recordedToJson(run, facts));
}

// A step of parallarium live.
core::Written answerOfTrace(const RecordedOptions &options)
{
    if (!options.rules.empty())
        return core::Error{"--rules: A trace of this program has no kernels: leave it out."};
    const core::Result<core::Recording> recording = core::readStep(options.files.front());
    if (!recording)
        return recording.error();
    return answer(options, core::runOfRecording(recording.value()), {});
}

core::Written runRecorded(const RecordedOptions &options)
{
    if (options.files.size() == 1 && core::isStepFile(options.files.front()))
        return answerOfTrace(options);
    core::Result<std::vector<core::KernelRule>> rules = core::usualKernelRules();
    if (!options.rules.empty())
        rules = core::readKernelRules(options.rules);
    if (!rules)
        return rules.error();
    const core::Result<core::ReadRun> read =
        core::readRecordedRun(options.files, std::move(rules).value());
    if (!read)
        return read.error();
    return answer(options, read.value().run, read.value().matches);
}

} // namespace

void addRecordedCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand(
        "recorded", "Say what recorded steps tell. FILE: traces of the PyTorch profiler (.json, "
                    ".json.gz), one for each rank, or a folder of them");
    const auto options = std::make_shared<RecordedOptions>();
    command->add_option("FILE", options->files, "Traces, one for each rank, or a folder of them")
        ->required();
    command->add_option("--step", options->step,
                        "Only of this step, by the number of its ProfilerStep#");
    command->add_option("--rules", options->rules,
                        "What kernels are for, by their names (JSON), in place of the usual rules");
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runRecorded(*options)); });
}

} // namespace app
