// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/summary.h"

#include "core/analysis/counted_peak.h"
#include "core/analysis/formulas.h"
#include "core/analysis/ideal_finish.h"
#include "core/analysis/idle_words.h"
#include "core/base/figure_group.h"
#include "core/base/rounded_sum.h"
#include "core/base/text.h"
#include "core/cost/tensor_passes.h"
#include "core/io/scenario/setting_titles.h"
#include "core/plan/plan_memory.h"
#include "core/plan/stage_sync.h"
#include "core/presets/presets.h"
#include "core/schedule/schedule.h"
#include "core/sim/pauses.h"

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
    if (core::sharesInGroups(scenario))
        text += " in groups of " + core::figureOfCount(core::sharersOf(scenario));
    if (const int near = core::secondarySharersOf(scenario); near > 0)
        text += ", a second copy of the weights in groups of " + core::figureOfCount(near);
    if (parallel.offloadOptimizer)
        text += ", optimizer offloaded to host memory";
    return text;
}

std::string linkText(const core::LinkSpec &link)
{
    const std::string &name = link.title.empty() ? link.id : link.title;
    return name + " of " + core::figureOfRate(link.bandwidth).text() +
           (link.sharedByNode ? " for each node" : "");
}

// "NVLink 3 of 300 GB/s within nodes of 8, InfiniBand HDR of 25 GB/s between them"
std::string linksText(const core::ClusterSpec &cluster)
{
    const bool one = cluster.devices <= cluster.devicesPerNode;
    return linkText(cluster.intraLink) +
           (one ? ""
                : " within nodes of " + core::figureOfCount(cluster.devicesPerNode) + ", " +
                      linkText(cluster.interLink) + " between them");
}

// Where weights are not priced as those of the framework named.
std::string ownersText(const core::Scenario &scenario)
{
    if (!core::broadcastsWeights(scenario))
        return {};
    const bool named = scenario.parallel.framework == core::Framework::PyTorch;
    return std::string("; but the owners of ZeRO-1 broadcast their weights one after the other, as "
                       "those of ") +
           (named ? "its ZeroRedundancyOptimizer" : "InternEvo") +
           " do (framework megatron gathers them at once" +
           (core::sharersOf(scenario) > core::kMostMeasuredOwners
                ? "; the largest run measured had " +
                      core::figureOfCount(core::kMostMeasuredOwners) + " owners)"
                : ")");
}

// It prices collectives and kernels, and follows the device where the scenario says nothing.
std::string partnersText(const core::ParallelSpec &parallel)
{
    return core::runsOnPyTorch(parallel) && parallel.tensor > 1 && !core::runsOnDTensor(parallel)
               ? "; but tensor partners keep no more than those of Megatron-LM do, as Llama 3's "
                 "(framework pytorch keeps what they gather)"
               : "";
}

std::string softwareText(const core::Scenario &scenario)
{
    const core::ClusterSpec &cluster = scenario.cluster;
    const core::SoftwareSpec &software = cluster.software;
    const std::string &name = software.title.empty() ? software.id : software.title;
    if (scenario.train)
        return name;
    const core::SoftwareSpec &usual = core::usualSoftware(cluster.device);
    const std::string text = software == usual ? name + ", which is usual with this GPU"
                             : software.id == usual.id
                                 ? name + ", with changes"
                                 : name + "; " + usual.title + " is usual with this GPU";
    const core::ParallelSpec &parallel = scenario.parallel;
    if (!scenario.model.transformer())
        return text;
    return text + "; framework " + std::string(core::frameworkTitle(parallel)) +
           (parallel.framework == core::Framework::Usual ? ", as usual with this sharding" : "") +
           partnersText(parallel) + ownersText(scenario);
}

std::string batchText(const core::Scenario &scenario)
{
    const std::int64_t count = core::microBatchCount(scenario);
    const std::int64_t batch = scenario.training.globalBatch;
    const std::int64_t tokens = scenario.training.sequence;
    return core::figureOfCount(batch) + (batch == 1 ? " sample" : " samples") +
           (scenario.model.transformer()
                ? " of " + core::figureOfCount(tokens) + (tokens == 1 ? " token, " : " tokens, ")
                : ", ") +
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

// "966 GB on a node for what is offloaded (gradients 138 + optimizer 828), …"
std::string hostMemoryText(const core::Snapshot &snapshot)
{
    const core::MemoryParts parts = core::hostMemoryOfNode(snapshot.plan, snapshot.scenario);
    const core::FigureGroup sum = core::figuresOfSum({parts.gradients, parts.optimizer});
    if (parts.gradients == core::Bytes{})
        return sum.text(2) + " on a node for the optimizer states, without the buffers of the "
                             "transfers";
    return sum.text(2) + " on a node for what is offloaded (gradients " + sum.values[0] +
           " + optimizer " + sum.values[1] + "), without the buffers of the transfers";
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
        if (shares[cause] == "0.0 %")
            continue;
        text += (text.empty() ? ": " : ", ") +
                std::string(core::idleWords(static_cast<core::IdleCause>(cause))) + ' ' +
                shares[cause];
        const bool pauses = static_cast<core::IdleCause>(cause) == core::IdleCause::Barrier &&
                            plan.pausesPerSecond > 0 && devices > core::kMostPausingDevices;
        if (pauses)
            text += " (with pauses of processes; the largest run measured had " +
                    core::figureOfCount(core::kMostPausingDevices) + " GPUs)";
    }
    return (text.empty() ? core::shareInTenths(metrics.idleShare) : shares.back()) + text;
}

std::string stoppedText(const core::Metrics &metrics)
{
    return line("Stopped after", core::figureOf(metrics.step).text()) +
           line("Busy so far", core::shareInTenths(metrics.busyShare));
}

// As in the window: gathers and scatters within passes are busy time too, so that busy, idle and
// the rest of it make up the step.
std::string syncText(const core::Metrics &metrics)
{
    const double step = core::seconds(metrics.step);
    const double share = step > 0 ? core::seconds(metrics.breakdown.dataComm) / step : 0;
    const core::SyncTenths tenths = core::gradientSyncTenths(metrics);
    const std::string text = core::shareInTenths(share);
    if (tenths.within == 0)
        return text;
    return tenths.waited == 0
               ? text + ", within the busy time"
               : text + ", " + core::figureOfTenths(tenths.within) + " of it within the busy time";
}

std::string throughputText(const core::Scenario &scenario, const core::Metrics &metrics)
{
    const std::string samples = core::figureOfSpeed(metrics.samplesPerSecond) + " samples/s";
    if (!scenario.model.transformer())
        return samples;
    const double ofDevice = metrics.tokensPerSecondPerDevice;
    return samples + ", " + core::figureOfSpeed(ofDevice * scenario.cluster.devices) + " tokens/s" +
           (scenario.cluster.devices > 1 ? " (" + core::figureOfSpeed(ofDevice) + " per GPU)" : "");
}

// "55.6 % of the bf16 peak: 173 TFLOP/s per GPU of 312 TFLOP/s"
std::string utilizationText(const core::Scenario &scenario, const core::Metrics &metrics)
{
    const core::CountedPeak peak = core::countedPeak(scenario);
    std::string text = core::shareInTenths(metrics.modelFlopsUtilization) + " of the " +
                       std::string(peak.name) +
                       " peak: " + core::figureOfFlops(metrics.modelFlopsPerDevice).text() +
                       "/s per GPU of " + core::figureOfFlops(peak.flops).text() + "/s";
    if (metrics.hardwareFlopsUtilization > metrics.modelFlopsUtilization)
        text += "; " + core::shareInTenths(metrics.hardwareFlopsUtilization) +
                " with what is recomputed";
    return text;
}

// As the card of the window: where another number than the step time is worth saying.
std::string stepText(const core::Snapshot &snapshot)
{
    const core::Nanos step = snapshot.metrics.step;
    const std::string text = core::figureOf(step).text();
    const std::string alone = core::figureOf(core::busiestWithoutWaiting(snapshot), step).text();
    return alone == text ? text : text + " (ideal finish: " + alone + ')';
}

std::string busyText(const core::Snapshot &snapshot)
{
    const std::string host = core::hostOptimizerFigure(snapshot);
    return core::busyFigure(snapshot.metrics) +
           (host.empty() ? "" : ", " + host + " of it waiting for the optimizer in host memory");
}

std::string timesText(const core::Snapshot &snapshot)
{
    const core::Metrics &metrics = snapshot.metrics;
    const bool gathersWeights = snapshot.scenario.parallel.sharding != core::Sharding::None &&
                                metrics.breakdown.dataComm.count > 0;
    return line("Step time", stepText(snapshot)) +
           line("Throughput", throughputText(snapshot.scenario, metrics)) +
           line("MFU", utilizationText(snapshot.scenario, metrics)) +
           line("Busy", busyText(snapshot)) + line("Idle", idleText(metrics, snapshot.plan)) +
           line("Gradient sync",
                syncText(metrics) + (gathersWeights ? ", with the gathering of weights" : ""));
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
    if (snapshot.scenario.cluster.devices > 1)
        text += line("Links", linksText(snapshot.scenario.cluster));
    text += line("Software", softwareText(snapshot.scenario));
    text += line("Batch", batchText(snapshot.scenario));
    if (metrics.fits)
        text += metrics.completed ? timesText(snapshot) : stoppedText(metrics);
    text += line("Peak memory", memoryText(snapshot));
    if (snapshot.scenario.parallel.offloadOptimizer)
        text += line("Host memory", hostMemoryText(snapshot));
    for (const std::string &warning : metrics.warnings)
        text += "\n! " + warning + '\n';
    return text;
}

} // namespace app
