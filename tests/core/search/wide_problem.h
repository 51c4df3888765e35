// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/search/small_problem.h"

// Problems over all settings that a price depends on: much wider than what is usual, since a bound
// must hold wherever a scenario is valid.
namespace wide {

using small::Draw;

inline core::TransformerSpec transformer(Draw &draw)
{
    core::TransformerSpec spec;
    spec.layers = draw.of({1, 2, 3, 5, 8, 12, 16, 24});
    spec.heads = draw.of({1, 4, 8, 12, 16, 64});
    spec.headDimension = draw.of({32, 64, 108, 128, 256});
    spec.kvHeads = draw.yes() ? spec.heads : 1;
    spec.hidden = draw.yes() ? spec.heads * spec.headDimension : draw.of({256, 1000, 4096, 16'384});
    spec.ffn = spec.hidden * draw.of({1, 2, 3, 4, 8});
    spec.vocab = draw.of({100, 32'000, 50'257, 128'256, 256'000});
    spec.positions = draw.yes() ? 0 : 2048;
    spec.gatedMlp = draw.yes();
    spec.tiedEmbedding = draw.yes();
    spec.bias = draw.yes();
    spec.rmsNorm = draw.yes();
    spec.flashAttention = draw.below(4) > 0;
    spec.causal = draw.below(4) > 0;
    spec.parallelBlocks = draw.below(4) == 0;
    spec.qkvBias = draw.below(4) == 0;
    spec.queryKeyNorm = draw.below(4) == 0;
    spec.embeddingNorm = draw.below(4) == 0;
    spec.headTransform = draw.below(8) == 0;
    spec.finalNorm = draw.below(8) > 0;
    return spec;
}

inline void addExperts(Draw &draw, core::TransformerSpec &spec)
{
    spec.experts = draw.of({2, 4, 8, 16});
    spec.expertsPerToken = draw.of({1, 2});
    spec.denseLayers = spec.layers > 1 && draw.yes() ? draw.of({1, 2}) : 0;
    spec.expertFfn = draw.yes() ? 0 : spec.hidden / 2 + 1;
    spec.sharedFfn = draw.yes() ? 0 : spec.hidden;
    spec.sharedGate = spec.sharedFfn > 0 && draw.yes();
    spec.routerBias = draw.yes();
    if (spec.experts % 4 == 0 && draw.below(4) == 0) {
        spec.expertGroups = 2;
        spec.groupsPerToken = draw.of({1, 2});
    }
}

inline void addLatentAttention(Draw &draw, core::TransformerSpec &spec)
{
    spec.kvHeads = spec.heads;
    spec.kvRank = draw.of({64, 512});
    spec.queryRank = draw.of({0, 256, 1536});
    spec.ropeDimension = draw.of({0, 64});
    spec.valueDimension = draw.of({0, 128});
}

inline core::ModelSpec model(Draw &draw)
{
    core::ModelSpec model = *core::findModel("llama-2-7b");
    switch (draw.below(8)) {
    case 0:
        return *core::findModel(draw.of({"resnet-50", "tiny-2", "toy-24", "vit-b-16"}));
    case 1:
        return *core::findModel(draw.of({"gpt2-124m", "bert-large", "mistral-7b", "qwen2-7b"}));
    default:
        break;
    }
    core::TransformerSpec spec = transformer(draw);
    if (draw.below(3) == 0)
        addExperts(draw, spec);
    if (draw.below(6) == 0)
        addLatentAttention(draw, spec);
    model.shape = spec;
    return model;
}

// Each of its constants as it is, none of it, or much more.
inline void changeSoftware(Draw &draw, core::SoftwareSpec &software)
{
    const auto time = [&draw](core::Nanos &value) {
        value = {value.count * draw.of({0, 1, 1, 10}) + draw.of({0, 0, 0, 100'000})};
    };
    for (core::Nanos *value :
         {&software.kernelLaunch, &software.waveLatency, &software.hostForward,
          &software.hostBackward, &software.hostCollective, &software.hostMicroBatch,
          &software.hostStep, &software.hostSplitSoftmax, &software.collectiveStart})
        time(*value);
    for (double *share : {&software.contention, &software.contentionSharded,
                          &software.tensorPipelined, &software.expertOverlap, &software.ringEnds})
        *share = draw.yes() ? *share : draw.of({0.0, 0.1, 0.5, 0.75, 1.0});
    for (double *bytes : {&software.contentionTraffic, &software.accumulationBytes})
        *bytes = draw.yes() ? *bytes : draw.of({0.0, 2.5, 12.0, 40.0});
    for (bool *flag : {&software.fusedSoftmax, &software.fusedBf16, &software.fusedLoss,
                       &software.gathersAhead, &software.gathersFp8, &software.overlapsTensor,
                       &software.allRails, &software.scattersGradients, &software.gathersUnits,
                       &software.asyncTensor, &software.stopsEarly})
        *flag = draw.yes() ? *flag : draw.yes();
    software.eager = draw.below(6) == 0;
    software.scatteredBytes = draw.of({0, 2, 4});
    software.pausesPerHour = draw.of({0.0, 0.0, 0.45, 100.0});
    software.pause = {draw.of({0, 485'000'000})};
}

inline void changeCluster(Draw &draw, core::ClusterSpec &cluster)
{
    cluster.device = *core::findDevice(draw.of({"a100-80g", "h100-80g", "v100-32g", "b200-180g",
                                                "mi300x-192g", "rtx-4090", "tpu-v4-32g"}));
    cluster.intraLink = core::usualLink(cluster.device);
    cluster.interLink = core::usualNetwork(cluster.device);
    cluster.software = draw.yes() ? core::usualSoftware(cluster.device)
                                  : *core::findSoftware(draw.of({"2021", "2022", "2024"}));
    if (draw.yes())
        changeSoftware(draw, cluster.software);
    cluster.intraLink.bandwidth *= draw.of({0.01, 1.0, 1.0, 10.0});
    cluster.interLink.bandwidth *= draw.of({0.01, 0.1, 1.0, 10.0});
    cluster.interLink.latency = {cluster.interLink.latency.count * draw.of({0, 1, 100})};
    cluster.interLink.sharedByNode = draw.yes();
    cluster.devices = draw.of({1, 2, 3, 4, 6, 8, 12, 16, 24, 32});
    cluster.devicesPerNode = draw.of({1, 2, 4, 8});
    cluster.device.memory = {400'000'000'000'000};
}

inline void changeTraining(Draw &draw, core::Scenario &s)
{
    using namespace core;
    TrainingSpec &training = s.training;
    training.sequence = s.model.transformer() && s.model.transformer()->patch == 0
                            ? draw.of({1, 128, 1000, 4096, 32'768})
                            : s.model.sequence;
    training.globalBatch =
        draw.of({1, 1, 2, 3, 4, 6, 8, 12}) * (draw.yes() ? 1 : s.cluster.devices);
    training.precision = draw.of({Precision::Bf16, Precision::Bf16, Precision::Fp16,
                                  Precision::Fp32, Precision::Fp8, Precision::Tf32});
    if (training.precision == Precision::Fp8 && !knowsFp8(s))
        training.precision = Precision::Bf16;
    if (training.precision == Precision::Tf32 && s.cluster.device.peakTf32Flops <= 0)
        training.precision = Precision::Fp32;
    if (training.precision == Precision::Fp32 && s.cluster.device.peakSingleFlops <= 0)
        training.precision = Precision::Bf16;
    training.optimizer = draw.of({Optimizer::Adam, Optimizer::Sgd, Optimizer::PlainSgd});
    training.gradientBytes = draw.of({0, 0, 2, 4});
    training.reduceBytes = draw.of({0, 0, 2, 4});
    training.dispatchBytes = draw.of({0, 1, 2});
    training.momentBytes = draw.of({0, 2, 4});
    training.pass = draw.below(8) == 0 ? Pass::ForwardOnly : Pass::Training;
}

inline void changeParallel(Draw &draw, core::Scenario &s)
{
    using namespace core;
    ParallelSpec &parallel = s.parallel;
    parallel.dispatch = draw.of({Dispatch::PerExpert, Dispatch::PerNode});
    parallel.pair = draw.of({PairRule::Sum, PairRule::Sum, PairRule::Max, PairRule::Factor});
    parallel.pairFactor = draw.of({0.5, 0.7, 1.0});
    parallel.splitMemory =
        draw.of({SplitMemory::UntilWeight, SplitMemory::Half, SplitMemory::UntilInput});
    parallel.framework = draw.of({Framework::Usual, Framework::Megatron, Framework::PyTorch});
    parallel.gradientScatter = draw.of(
        {GradientScatter::Usual, GradientScatter::EachMicroBatch, GradientScatter::OncePerStep});
    parallel.secondaryGroup = draw.of({0, 0, 0, 2, 8});
    parallel.offloadOptimizer = draw.below(6) == 0;
    parallel.exchange = draw.of({Exchange::Overlapped, Exchange::Blocking});
    parallel.postValidation = draw.below(6) == 0;
    parallel.allReduce =
        draw.of({AllReduce::Quickest, AllReduce::Ring, AllReduce::Tree, AllReduce::Hierarchical});
    parallel.bucketBytes = draw.of({100'000, 26'214'400, 1'000'000'000});
    parallel.overlap = draw.below(4) > 0;
    if (draw.below(6) == 0)
        s.faults.devices = {{.device = s.cluster.devices - 1, .speed = draw.of({0.3, 0.9})}};
    if (s.cluster.devices > 1 && draw.below(6) == 0)
        s.faults.links = {{.from = 0, .to = s.cluster.devices - 1, .bandwidth = 0.05}};
}

inline core::Scenario problem(Draw &draw)
{
    core::Scenario s;
    s.title = "wide";
    s.model = model(draw);
    changeCluster(draw, s.cluster);
    changeTraining(draw, s);
    changeParallel(draw, s);
    return s;
}

} // namespace wide
