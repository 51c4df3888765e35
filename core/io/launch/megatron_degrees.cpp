// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/launched_script.h"
#include "core/io/launch/megatron_parts.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

struct Degrees
{
    std::int64_t tensor = 1;
    std::int64_t pipeline = 1;
    std::int64_t context = 1;
    std::int64_t expert = 1;
    std::int64_t expertTensor = 1;
};

std::int64_t degree(MegatronValues &values, std::string_view flag)
{
    const std::int64_t degree = values.count(flag, 1);
    if (degree <= kMaxDevices)
        return degree;
    values.complain(flag, std::string(flag) + " is " + text(degree) + ", more than the " +
                              text(kMaxDevices) + " devices that are simulated.");
    return 1;
}

Degrees degreesOf(MegatronValues &values)
{
    Degrees degrees;
    std::string_view tensor = "--tensor-model-parallel-size";
    if (!values.has(tensor) && values.has("--model-parallel-size")) {
        tensor = "--model-parallel-size";
        values.tell(tensor,
                    "--model-parallel-size is an error in Megatron-LM today, which calls it "
                    "--tensor-model-parallel-size.");
    }
    degrees.tensor = degree(values, tensor);
    degrees.pipeline = degree(values, "--pipeline-model-parallel-size");
    degrees.context = values.has("--ds-sequence-parallel-size")
                          ? degree(values, "--ds-sequence-parallel-size")
                          : degree(values, "--context-parallel-size");
    degrees.expert = values.has("--moe-expert-parallel-size")
                         ? degree(values, "--moe-expert-parallel-size")
                         : degree(values, "--expert-model-parallel-size");
    degrees.expertTensor = values.has("--expert-tensor-parallel-size")
                               ? degree(values, "--expert-tensor-parallel-size")
                               : degrees.tensor;
    LaunchSheet &sheet = values.sheet();
    sheet.setBy("parallel.tensor", values.lineOf(tensor));
    sheet.setBy("parallel.pipeline", values.lineOf("--pipeline-model-parallel-size"));
    sheet.setBy("parallel.context", values.lineOf("--context-parallel-size"));
    sheet.setBy("parallel.expert", values.lineOf("--expert-model-parallel-size"));
    return degrees;
}

// "8 GPUs (--nnodes 1 x --nproc_per_node 8)"
std::string devicesText(std::int64_t devices, const MegatronStart &start, bool given)
{
    std::string sentence = text(devices) + (devices == 1 ? " GPU" : " GPUs");
    if (!given && start.devices && !start.devices->by.empty())
        sentence += " (" + start.devices->by + ')';
    return sentence;
}

// Megatron-LM's own: the world is replicas of tensor x pipeline x context, and, for the experts,
// of expert-tensor x expert x pipeline.
bool divides(MegatronValues &values, const Degrees &degrees, std::int64_t devices,
             const std::string &devicesAre)
{
    const std::int64_t group = degrees.tensor * degrees.pipeline * degrees.context;
    if (devices % group != 0) {
        values.complain("--pipeline-model-parallel-size",
                        devicesAre + " cannot hold " +
                            productText({{"tensor", degrees.tensor},
                                         {"pipeline", degrees.pipeline},
                                         {"context", degrees.context}}) +
                            " = " + text(group) + ": Megatron-LM needs a multiple of " +
                            text(group) + '.');
        return false;
    }
    const std::int64_t experts = degrees.expertTensor * degrees.expert * degrees.pipeline;
    if (degrees.expert > 1 && devices % experts != 0) {
        values.complain("--expert-model-parallel-size",
                        devicesAre + ": expert-tensor " + text(degrees.expertTensor) +
                            " x expert " + text(degrees.expert) + " x pipeline " +
                            text(degrees.pipeline) + " = " + text(experts) +
                            " does not divide them, which Megatron-LM needs.");
        return false;
    }
    return true;
}

// Experts are cut by tensor here too, so that as many devices share one as there.
int expertDegree(MegatronValues &values, const Degrees &degrees)
{
    const std::int64_t all = degrees.expert * degrees.expertTensor;
    if (degrees.expert == 1 || degrees.expertTensor == degrees.tensor)
        return static_cast<int>(degrees.expert);
    const std::string said = "expert " + text(degrees.expert) + " with expert-tensor " +
                             text(degrees.expertTensor) + " beside tensor " + text(degrees.tensor);
    if (all % degrees.tensor != 0) {
        values.complain("--expert-tensor-parallel-size",
                        said + " cannot be simulated, where experts are cut by tensor too: " +
                            text(all) + " is no multiple of " + text(degrees.tensor) + '.');
        return 1;
    }
    const std::int64_t expert = all / degrees.tensor;
    values.tell("--expert-model-parallel-size",
                said + ": as expert " + text(expert) +
                    ", since experts are cut by tensor too in the simulation.");
    return static_cast<int>(expert);
}

void readPlaces(MegatronValues &values, const MegatronStart &start, std::int64_t devices)
{
    ClusterSpec &cluster = values.sheet().scenario.cluster;
    cluster.devices = static_cast<int>(devices);
    if (start.devicesPerNode && start.devicesPerNode->count <= kMaxDevices)
        cluster.devicesPerNode = static_cast<int>(start.devicesPerNode->count);
    else
        values.sheet().tell(0, "How many devices a node has is not in the file: " +
                                   text(cluster.devicesPerNode) + " are assumed.");
    tellDevices(values.sheet(), start.devices, devices);
}

// Variables that make up the number of devices are asked for in its place.
bool askForCounts(LaunchSheet &sheet, const MegatronStart &start)
{
    for (const ShellWord &word : start.openCounts) {
        for (const std::string &name : word.unset)
            sheet.ask({.about = LaunchQuestion::About::Variable, .name = name, .line = word.line});
    }
    return !start.openCounts.empty();
}

} // namespace

std::string productText(std::initializer_list<std::pair<const char *, std::int64_t>> factors)
{
    std::string product;
    for (const auto &[name, count] : factors) {
        if (count > 1)
            product += (product.empty() ? "" : " x ") + std::string(name) + ' ' + text(count);
    }
    return product.empty() ? "1" : product;
}

std::int64_t parametersOfDevice(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return std::max<std::int64_t>(1, parameterCount(scenario.model) / parallel.pipeline /
                                         parallel.tensor);
}

bool isMegatronDeepSpeed(const MegatronValues &values)
{
    return !values.firstOf({"--deepspeed", "--zero-stage", "--deepspeed-config"}).empty();
}

void readMegatronDegrees(MegatronValues &values, const MegatronStart &start)
{
    const Degrees degrees = degreesOf(values);
    LaunchSheet &sheet = values.sheet();
    const bool given = sheet.answers().devices.has_value();
    if (!given && !start.devices && start.wrongCount) {
        values.complainAt(start.wrongCount->line,
                          start.wrongCount->text +
                              " is no number: give --set cluster.devices=… instead.");
        return;
    }
    if (!given && !start.devices && askForCounts(sheet, start))
        return;
    const std::optional<std::int64_t> ofFile =
        start.devices ? std::optional(start.devices->count) : std::nullopt;
    const Result<int> devices = sheet.devicesOr(ofFile, start.devices ? start.devices->line : 0);
    if (!devices) {
        values.complain("", devices.error().withoutPlace());
        return;
    }
    if (!given && !ofFile) // asked for: the rest is found out with the answer
        return;
    if (!divides(values, degrees, devices.value(), devicesText(devices.value(), start, given)))
        return;
    readPlaces(values, start, devices.value());
    ParallelSpec &parallel = sheet.scenario.parallel;
    parallel.tensor = static_cast<int>(degrees.tensor);
    parallel.pipeline = static_cast<int>(degrees.pipeline);
    parallel.context = static_cast<int>(degrees.context);
    parallel.data =
        static_cast<int>(devices.value() / (degrees.tensor * degrees.pipeline * degrees.context));
    parallel.expert = expertDegree(values, degrees);
    if (degrees.tensor > 1)
        parallel.sequenceParallel = values.has("--sequence-parallel");
    else if (values.has("--sequence-parallel"))
        values.tell("--sequence-parallel", "--sequence-parallel has no effect with tensor 1.");
}

} // namespace core
