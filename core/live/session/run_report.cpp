// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/run_report.h"

#include "core/base/accuracy_text.h"
#include "core/base/text.h"
#include "core/io/result/result_parts.h"
#include "core/io/scenario/scenario_value.h"

#include <algorithm>

namespace core::live {
namespace {

constexpr int kWrittenBytes = 200;
constexpr double kTemperature = 0.5;

JsonValue workerToJson(const Fingerprint &print)
{
    return {{"device", print.device},
            {"weights", print.digits},
            {"group", print.group},
            {"equal", print.equal}};
}

JsonValue memoryToJson(const WorkerMemory &memory)
{
    return {{"device", memory.device},
            {"weights", memory.weights.count},
            {"gradients", memory.gradients.count},
            {"optimizer", memory.optimizer.count},
            {"activations_at_peak", memory.activations.count},
            {"planned_activations_at_peak", memory.planned.count},
            {"workspace_at_peak", memory.workspace.count}};
}

std::string_view clockName(ClockKind clock)
{
    return clock == ClockKind::Steady ? "steady" : "measured";
}

// Of a measured clock the middle one; of a steady clock all are alike.
Nanos usualTime(const std::vector<StepReport> &steps)
{
    std::vector<std::int64_t> times;
    for (const StepReport &step : steps)
        times.push_back(step.time);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return {*middle};
}

// Of the worker that takes the most; the plan is of the same one.
std::string memoryText(const std::vector<WorkerMemory> &memory)
{
    const WorkerMemory &most = *std::ranges::max_element(memory, {}, &WorkerMemory::activations);
    return "at most " + figureOfCount(most.activations.count) +
           " bytes of activations on a worker; " + figureOfCount(most.planned.count) +
           " are planned, and " + figureOfCount(most.workspace.count) +
           " are the workspace of one pass";
}

bool allEqual(const std::vector<Fingerprint> &workers)
{
    return std::ranges::all_of(workers, &Fingerprint::equal);
}

} // namespace

RunReport reportOf(Session &session, ClockKind clock, std::vector<StepReport> steps)
{
    RunReport report;
    report.scenario = session.scenario();
    report.clock = clock;
    report.steps = std::move(steps);
    if (const std::optional<TestAnswers> answers = session.testAnswers())
        report.testAccuracy = answers->accuracy();
    report.lastStep = session.measured();
    report.weights = session.weights();
    report.workers = session.fingerprints();
    report.memory = session.memory();
    report.text = session.write("The ", kWrittenBytes, kTemperature, report.scenario.train->seed);
    return report;
}

std::string reportToJson(const RunReport &report)
{
    JsonValue losses = JsonValue::Items{};
    JsonValue accuracies = JsonValue::Items{};
    JsonValue times = JsonValue::Items{};
    for (const StepReport &step : report.steps) {
        losses.push_back(step.loss);
        accuracies.push_back(step.accuracy);
        times.push_back(jsonSeconds({step.time}));
    }
    JsonValue workers = JsonValue::Items{};
    for (const Fingerprint &print : report.workers)
        workers.push_back(workerToJson(print));
    JsonValue memory = JsonValue::Items{};
    for (const WorkerMemory &worker : report.memory)
        memory.push_back(memoryToJson(worker));
    JsonValue json = {{"format", "parallarium-live/1"},
                      {"scenario", jsonOf(report.scenario, Detail::Everything)},
                      {"clock", clockName(report.clock)},
                      {"steps", report.steps.size()},
                      {"losses", std::move(losses)},
                      {"accuracy", report.testAccuracy.value_or(report.steps.back().accuracy)},
                      {"accuracy_of", report.testAccuracy ? "test" : "batch"},
                      {"batch_accuracies", std::move(accuracies)},
                      {"step_time_s", jsonSeconds(usualTime(report.steps))},
                      {"step_times_s", std::move(times)},
                      {"devices", devicesToJson(*report.lastStep)},
                      {"allocated_bytes", std::move(memory)},
                      {"weights", report.weights},
                      {"weights_of", std::move(workers)}};
    if (!report.text.empty())
        json["text"] = report.text;
    return jsonText(json);
}

std::string reportToText(const RunReport &report)
{
    const int workers = report.scenario.cluster.devices;
    const StepReport &first = report.steps.front();
    const StepReport &last = report.steps.back();
    const auto count = static_cast<std::int64_t>(report.steps.size());
    const std::int64_t batch = report.scenario.training.globalBatch;
    std::string text = report.scenario.title + '\n';
    text += "  network     " + report.scenario.model.title + ", " +
            figureOfCount(parameterCount(report.scenario.model)) + " parameters, on " +
            std::to_string(workers) + (workers == 1 ? " worker\n" : " workers\n");
    text += "  steps       " + figureOfCount(count) + " of " + figureOfCount(batch) +
            (batch == 1 ? " sample, " : " samples, ") + figureOf(usualTime(report.steps)).text() +
            " each in virtual time (" + std::string(clockName(report.clock)) + " clock)\n";
    text += "  loss        " + figureOfNumber(first.loss) + " at first, " +
            figureOfNumber(last.loss) + " in the last step\n";
    text += "  accuracy    " + figureOfAccuracy(report.testAccuracy.value_or(last.accuracy)) +
            (report.testAccuracy ? " of the test samples\n" : " of the last batch\n");
    text += "  weights     " + report.weights +
            (workers == 1               ? ""
             : allEqual(report.workers) ? ", copies equal to the last bit"
                                        : ", copies differ") +
            '\n';
    text += "  memory      " + memoryText(report.memory) + '\n';
    if (!report.text.empty())
        text += "\nThe " + report.text + '\n';
    return text;
}

std::string progressText(const StepReport &step, std::int64_t steps)
{
    return "step " + figureOfCount(step.number) + " of " + figureOfCount(steps) + ", loss " +
           figureOfNumber(step.loss) + ", accuracy " + figureOfAccuracy(step.accuracy);
}

} // namespace core::live
