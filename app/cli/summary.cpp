// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/summary.h"

#include "core/analysis/formulas.h"
#include "core/analysis/idle_words.h"
#include "core/base/figure_group.h"
#include "core/base/rounded_sum.h"
#include "core/base/text.h"
#include "core/schedule/schedule.h"

#include <string>
#include <utility>
#include <vector>

namespace app {
namespace {

constexpr std::size_t kLabelWidth = 14;

std::string line(std::string label, const std::string &text)
{
    label.resize(std::max(label.size(), kLabelWidth), ' ');
    return label + text + '\n';
}

std::string layoutText(const core::Scenario &scenario)
{
    const core::ParallelSpec &parallel = scenario.parallel;
    std::string text =
        core::figureOfCount(scenario.cluster.devices) + " x " + scenario.cluster.device.title;
    if (parallel.data > 1)
        text += ", " + core::figureOfCount(parallel.data) + " replicas";
    if (parallel.pipeline > 1) {
        const int stages = core::stagesOf(parallel);
        text += ", " + core::figureOfCount(stages) + " stages" +
                (stages == parallel.pipeline
                     ? ""
                     : " on " + core::figureOfCount(parallel.pipeline) + " ranks") +
                ", " + core::scheduleTitle(parallel);
    }
    // The product of all degrees but that of the experts is the number of devices.
    for (const auto &[name, degree] : {std::pair("tensor", parallel.tensor),
                                       {"context", parallel.context},
                                       {"expert", parallel.expert}}) {
        if (degree > 1)
            text += ", " + std::string(name) + ' ' + core::figureOfCount(degree);
    }
    if (parallel.sharding != core::Sharding::None)
        text += ", ZeRO-" + std::to_string(static_cast<int>(parallel.sharding));
    return text;
}

std::string batchText(const core::Scenario &scenario)
{
    const std::int64_t count = core::microBatchCount(scenario);
    const std::int64_t batch = scenario.training.globalBatch;
    return core::figureOfCount(batch) + (batch == 1 ? " sample, " : " samples, ") +
           core::figureOfCount(count) + (count == 1 ? " micro-batch of " : " micro-batches of ") +
           core::figureOfCount(scenario.training.microBatch) +
           (scenario.parallel.data > 1 ? " on each replica" : "");
}

std::string memoryText(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    const auto row = static_cast<std::size_t>(metrics.fullestRow);
    const core::MemoryParts &parts = metrics.rows[row].atPeak;
    const core::Bytes capacity = snapshot.scenario.cluster.device.memory;
    const core::FigureGroup sum = core::figuresOfMemory(parts, capacity);
    return sum.text(5) + " of " + core::figureOf(capacity).text() + " on GPU " +
           std::to_string(snapshot.plan.rows[row].devices.front()) + " (weights " + sum.values[0] +
           " + gradients " + sum.values[1] + " + optimizer " + sum.values[2] + " + activations " +
           sum.values[3] + " + buffers " + sum.values[4] + " = " + sum.text(5) + ')';
}

// "27.6 %: the pipeline fills 14.2 %, a link 6.1 %, …", which add up.
std::string idleText(const core::Metrics &metrics, const core::Plan &plan)
{
    std::vector<std::int64_t> idle(core::kIdleCauseCount, 0);
    for (std::size_t cause = 0; cause < core::kIdleCauseCount; ++cause) {
        if (static_cast<core::IdleCause>(cause) == core::IdleCause::GradientSync)
            continue; // has its own line
        for (std::size_t row = 0; row < metrics.rows.size(); ++row)
            idle[cause] += metrics.rows[row].idle[cause].count *
                           static_cast<std::int64_t>(plan.rows[row].devices.size());
    }
    const auto devices = static_cast<std::int64_t>(plan.rowOfDevice.size());
    const std::vector<std::string> shares = core::sharesOfSum(idle, metrics.step.count * devices);
    std::string text;
    for (std::size_t cause = 0; cause < core::kIdleCauseCount; ++cause) {
        if (shares[cause] != "0.0 %")
            text += (text.empty() ? ": " : ", ") +
                    std::string(core::idleWords(static_cast<core::IdleCause>(cause))) + ' ' +
                    shares[cause];
    }
    return (text.empty() ? core::shareInTenths(metrics.idleShare) : shares.back()) + text;
}

std::string stoppedText(const core::Metrics &metrics)
{
    return line("Stopped after", core::figureOf(metrics.step).text()) +
           line("Busy so far", core::shareInTenths(metrics.busyShare));
}

// As in the window: gathers and scatters within visits are busy time too.
std::string syncText(const core::Metrics &metrics)
{
    const double step = core::seconds(metrics.step);
    const double share = step > 0 ? core::seconds(metrics.breakdown.dataComm) / step : 0;
    return core::shareInTenths(share) +
           (metrics.busyShare + share > 1.005 ? ", within the busy time" : "");
}

std::string timesText(const core::Metrics &metrics, const core::Plan &plan)
{
    return line("Step time", core::figureOf(metrics.step).text()) +
           line("Throughput",
                core::figureOfSpeed(metrics.samplesPerSecond) + " samples/s, " +
                    core::figureOfFlops(metrics.modelFlopsPerDevice).text() + "/s per GPU (" +
                    core::shareInTenths(metrics.modelFlopsUtilization) + " of the peak)") +
           line("Busy", core::busyFigure(metrics)) + line("Idle", idleText(metrics, plan)) +
           line("Gradient sync", syncText(metrics));
}

} // namespace

std::string summaryOf(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    std::string text = snapshot.scenario.title + "\n\n";
    const std::string parameters =
        core::figureOfParameters(metrics.modelParameters) + " parameters";
    const std::string &model = snapshot.scenario.model.title;
    text += line("Model", model.ends_with(parameters) ? model : model + ", " + parameters);
    text += line("Layout", layoutText(snapshot.scenario));
    text += line("Batch", batchText(snapshot.scenario));
    if (metrics.fits)
        text += metrics.completed ? timesText(metrics, snapshot.plan) : stoppedText(metrics);
    text += line("Peak memory", memoryText(snapshot));
    for (const std::string &warning : metrics.warnings)
        text += "\n! " + warning + '\n';
    return text;
}

} // namespace app
