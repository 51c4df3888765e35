// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/trained_layout.h"

#include "core/plan/placement.h"

#include <string>

namespace core::live {
namespace {

Status unable(const std::string &what)
{
    return Error{"This scenario can be simulated, not trained here: " + what};
}

Status checkTraining(const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    if (!scenario.train)
        return unable("it has no section \"train\" that says which network learns what; open one "
                      "of the examples train-digits-1 to train-spirals-dp4.");
    if (training.pass != Pass::Training)
        return unable("it has no backward pass; set training.pass to training.");
    if (training.precision != Precision::Fp32)
        return unable("networks are trained in fp32; set training.precision to fp32.");
    if (training.recompute != Recompute::None)
        return unable("activations are kept, not made again; set training.recompute to none.");
    const std::int64_t own = scenario.train->network.sequence;
    if (scenario.train->network.kind == NetworkKind::Gpt && training.sequence != own)
        return unable("the network reads sequences of " + std::to_string(own) +
                      " tokens, and training.sequence is " + std::to_string(training.sequence) +
                      "; leave that out.");
    return std::monostate{};
}

Status checkParallel(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (scenario.cluster.devices > kMostDevices)
        return unable(std::to_string(scenario.cluster.devices) + " workers are more than the " +
                      std::to_string(kMostDevices) + " threads that are started; use fewer.");
    if (parallel.context > 1 || parallel.expert > 1)
        return unable("sequences and experts are not split; set parallel.context and "
                      "parallel.expert to 1.");
    if (parallel.sequenceParallel)
        return unable("tensor partners keep whole activations; set parallel.sequence_parallel to "
                      "false.");
    if (parallel.exchange == Exchange::Blocking)
        return unable("messages are sent while work goes on; set parallel.exchange to overlapped.");
    if (parallel.postValidation)
        return unable("the optimizer waits for all gradients; set parallel.post_validation to "
                      "false.");
    if (!scenario.train->shareGradients && parallel.sharding != Sharding::None)
        return unable("replicas that divide their states must share gradients; set "
                      "parallel.sharding to none, or train.share_gradients to true.");
    if (parallel.gradientScatter == GradientScatter::EachMicroBatch && dividesGradients(scenario))
        return unable("gradients are scattered once per step; set parallel.gradient_scatter to "
                      "once_per_step.");
    return std::monostate{};
}

OptimizerSpec optimizerFor(const TrainSpec &train)
{
    return {.kind = train.optimizer,
            .learningRate = train.learningRate,
            .momentum = train.momentum,
            .beta1 = train.beta1,
            .beta2 = train.beta2,
            .epsilon = train.epsilon,
            .weightDecay = train.weightDecay};
}

Layout layoutFrom(const Scenario &scenario, const Plan &plan)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TrainSpec &train = *scenario.train;
    Layout layout = {.network = train.network,
                     .order = plan.order,
                     .replicas = parallel.data,
                     .partners = parallel.tensor,
                     .samples = static_cast<int>(scenario.training.microBatch),
                     .shards = static_cast<int>(parallel.sharding),
                     .shareGradients = train.shareGradients,
                     .overlap = parallel.overlap,
                     .sumBy = parallel.allReduce == AllReduce::Tree ? SumBy::Tree : SumBy::Ring,
                     .bucket = static_cast<std::size_t>(parallel.bucketBytes) / sizeof(float),
                     .accumulation = train.exactSums ? Accumulation::Exact : Accumulation::Plain};
    layout.network.seed = train.seed;
    for (const StagePlan &stage : plan.stages)
        layout.units.push_back({stage.firstLayer, stage.endLayer});
    if (parallel.data == 1 && plan.order.routes.size() == 1)
        layout.shards = 0; // nobody to divide with
    return layout;
}

void placeDevices(TrainedLayout &trained, const Scenario &scenario)
{
    const Layout &layout = trained.layout;
    for (int device = 0; device < layout.devices(); ++device)
        trained.deviceOf.push_back(
            deviceOf(scenario, layout.replicaOf(device), layout.rankOf(device)) +
            layout.partnerOf(device));
    for (const int device : trained.deviceOf) {
        double speed = 1;
        for (const DeviceFault &fault : scenario.faults.devices)
            speed = fault.device == device ? fault.speed : speed;
        trained.speeds.push_back(speed);
    }
}

} // namespace

Hop TrainedLayout::linkBetween(int from, int to) const
{
    if (from == to)
        return {};
    return plan.wiring.between(deviceOf[static_cast<std::size_t>(from)],
                               deviceOf[static_cast<std::size_t>(to)]);
}

Result<TrainedLayout> trainedLayout(const Scenario &scenario)
{
    if (Status can = checkTraining(scenario); !can)
        return can.error();
    if (Status can = checkParallel(scenario); !can)
        return can.error();
    Result<Plan> plan = makePlan(scenario, Folding::None);
    if (!plan)
        return plan.error();
    if (plan.value().order.asynchronous)
        return unable("\"" + scheduleTitle(scenario.parallel) +
                      "\" updates the weights after every backward pass; choose a schedule with "
                      "one update a step, such as 1f1b.")
            .error();
    TrainedLayout trained;
    trained.plan = std::move(plan).value();
    trained.layout = layoutFrom(scenario, trained.plan);
    trained.optimizer = optimizerFor(*scenario.train);
    if (Status fits = check(trained.layout); !fits)
        return fits.error();
    placeDevices(trained, scenario);
    return trained;
}

Error noMemoryFor(const TrainedLayout &trained)
{
    return Error{"This computer has no memory for the weights, gradients and optimizer states of " +
                 std::to_string(trained.layout.devices()) +
                 " workers: train a smaller network, or split it over fewer replicas."};
}

Error noThreadsFor(const TrainedLayout &trained)
{
    return Error{"This computer gives the program no " + std::to_string(trained.layout.devices()) +
                 " more threads, one for each worker: ask for fewer workers, or end other "
                 "programs."};
}

} // namespace core::live
