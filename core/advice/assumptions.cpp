// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/assumptions.h"

#include "core/advice/effect_list.h"
#include "core/advice/expert_assumptions.h"
#include "core/advice/run_assumptions.h"
#include "core/base/text.h"
#include "core/cost/block_memory.h"
#include "core/cost/tensor_passes.h"
#include "core/cost/weight_gather.h"
#include "core/plan/stage_sync.h"
#include "core/presets/this_computer.h"
#include "core/scenario/gradient_buckets.h"

namespace core {
namespace {

// When sharded gradients are reduce-scattered (ZeRO-2 and ZeRO-3).
void addScatter(EffectList &list, const Scenario &scenario)
{
    const bool each = scattersLayers(scenario);
    list.add(
        inContext("Assumption", "Gradients scattered every micro-batch"),
        each && microBatchCount(scenario) > 1,
        inContext(
            "Assumption",
            "Each GPU keeps only its own shard, and every micro-batch pays for a reduce-scatter."),
        !dividesGradients(scenario) ? inContext("Assumption", "Gradients are not sharded.")
        : keepsWholeGradients(scenario)
            ? inContext(
                  "Assumption",
                  "Each GPU keeps its full gradients until the last micro-batch and "
                  "reduce-scatters them once per step, so they take as much memory as with ZeRO-1 "
                  "(gradient_scatter).")
            : inContext("Assumption", "There is one micro-batch."));
}

// Of ZeRO, whichever gathers.
void addNarrowGather(EffectList &list, const Scenario &scenario)
{
    const bool gathers = sharersOf(scenario) > 1 && scenario.parallel.sharding != Sharding::None;
    list.add(inContext("Assumption", "Weights gathered in fp8"),
             gathers && scenario.training.precision == Precision::Fp8 &&
                 scenario.cluster.software.gathersFp8,
             inContext("Assumption", "Those of the transformer blocks are sent with 1 byte each, "
                                     "embedding and head with 2."),
             gathers ? inContext("Assumption", "They are sent as wide as they are kept.")
                     : inContext("Assumption", "Every replica holds all states."));
}

// Weights that ZeRO-1 updates in parts, of software before 2024.
void addOwners(EffectList &list, const Scenario &scenario)
{
    Said owners(inContext("Assumption",
                          "Each owner broadcasts its weights, one after the other, as InternEvo "
                          "and PyTorch's ZeroRedundancyOptimizer do. Framework megatron gathers "
                          "all at once."));
    if (sharersOf(scenario) > kMostMeasuredOwners)
        owners.sentence +=
            ' ' + phrase(inContext("Assumption", "The largest run measured had %1 owners, and "
                                                 "here there are %2."),
                         {figureOfCount(kMostMeasuredOwners), figureOfCount(sharersOf(scenario))});
    list.add(inContext("Assumption", "Weights broadcast by their owners"),
             broadcastsWeights(scenario), owners,
             inContext("Assumption", "Weights that are updated in parts are gathered at once."));
}

// Context partners hold copies of the weights as replicas do.
void addGradients(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool replicas = parallel.data * parallel.context > 1;
    const Words none = inContext("Assumption", "There is one replica.");
    const bool scatters = scattersLayers(scenario);
    if (replicas && gathersLayers(scenario))
        list.add(
            inContext("Assumption", "Weight gathers overlap compute"), overlapsLayers(scenario),
            inContext("Assumption",
                      "Layer by layer: while one computes, the weights of the next are gathered."),
            inContext("Assumption", "Each layer waits until its weights are gathered."));
    if (replicas && scatters)
        list.add(
            inContext("Assumption", "Gradient scatters overlap backward"), parallel.overlap,
            inContext("Assumption",
                      "Layer by layer: while one computes, the gradients of the previous one are "
                      "scattered. bucket_bytes has no effect."),
            inContext(
                "Assumption",
                "Each layer waits until its gradients are scattered. bucket_bytes has no effect."));
    else
        list.add(inContext("Assumption", "Gradient sync overlaps backward"),
                 replicas && parallel.overlap,
                 {inContext("Assumption",
                            "Gradients are reduced in buckets of %1 during the backward pass."),
                  {figureOf(Bytes{gradientBucketBytes(scenario)}).text()}},
                 replicas ? inContext("Assumption",
                                      "Gradients are reduced after the last backward pass.")
                          : none);
    addScatter(list, scenario);
    const int stage = static_cast<int>(parallel.sharding);
    const Words shared[] = {
        kNothing,
        inContext("Assumption", "Optimizer states are sharded over the replicas (ZeRO-1)."),
        inContext("Assumption",
                  "Optimizer states and gradients are sharded over the replicas (ZeRO-2)."),
        inContext(
            "Assumption",
            "Weights, gradients and optimizer states are sharded over the replicas (ZeRO-3).")};
    list.add(
        inContext("Assumption", "Weights gathered under the next forward"),
        replicas && !gathersLayers(scenario) && parallel.sharding != Sharding::None &&
            parallel.overlap && scenario.cluster.software.gathersAhead,
        inContext(
            "Assumption",
            "The first forward pass of a step hides the gathering as far as it is long enough; a "
            "tenth of the time hidden is still lost."),
        replicas ? inContext("Assumption", "Weights that were updated in parts are gathered before "
                                           "the next step, if at all.")
                 : none);
    addNarrowGather(list, scenario);
    addOwners(list, scenario);
    list.add(inContext("Assumption", "Sharded states"), replicas && stage > 0, shared[stage],
             replicas ? inContext("Assumption", "Every replica holds all states.") : none);
    list.add(inContext("Assumption", "Gradients cast for the exchange"),
             replicas && scenario.training.reduceBytes > 0,
             {inContext("Assumption", "They are sent with %1 bytes each."),
              {figureOfCount(scenario.training.reduceBytes)}},
             inContext("Assumption", "They are sent as the software usually does."));
    list.add(inContext("Assumption", "States shared in groups"), sharesInGroups(scenario),
             {inContext("Assumption",
                        "Each group of %1 neighbours holds all states; gradients are added up "
                        "between the groups as well."),
              {figureOfCount(sharersOf(scenario))}},
             inContext("Assumption", "States are shared by all replicas, or not at all."));
    const int near = secondarySharersOf(scenario);
    list.add(inContext("Assumption", "Second copy of the weights nearby"), near > 0,
             {inContext("Assumption",
                        "Backward gathers weights within groups of %1 neighbours, each of which "
                        "holds a copy of its own in 16 bits (ZeRO++)."),
              {figureOfCount(near)}},
             inContext("Assumption", "There is one copy of sharded weights."));
}

void addOffload(EffectList &list, const Scenario &scenario, Bytes ofNode)
{
    Said away(inContext("Assumption",
                        "The processors of a node update the weights of all its GPUs, which get "
                        "them back over PCIe. Gradients are sent there while backward runs, and "
                        "that is taken to be hidden."));
    if (ofNode > Bytes{})
        away.sentence +=
            ' ' + phrase(inContext("Assumption", "What is offloaded takes %1 of host memory on a "
                                                 "node, without the buffers of the transfers."),
                         {figureOf(ofNode).text()});
    list.add(inContext("Assumption", "Optimizer in host memory"),
             scenario.parallel.offloadOptimizer, away,
             inContext("Assumption", "Each GPU updates its own weights."));
}

// Which kernels compute attention is no part of how states are shared, though most runs that share
// more than the optimizer's are PyTorch's.
void addFramework(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || !spec->flashAttention)
        return;
    const bool asked = scenario.parallel.framework != Framework::Usual;
    if (scenario.cluster.software.sdpaForward <= 0) { // its attention has no speed of its own
        list.add(
            inContext("Assumption", "PyTorch itself"), runsOnPyTorch(scenario.parallel),
            asked ? inContext("Assumption",
                              "Selective recomputation and sequence parallelism are PyTorch's, "
                              "as framework says.")
                  : inContext("Assumption",
                              "ZeRO-2 and ZeRO-3 are taken to be PyTorch's, with its selective "
                              "recomputation and sequence parallelism (framework)."),
            inContext("Assumption", "Selective recomputation and sequence parallelism are those of "
                                    "Megatron-LM (framework)."));
        return;
    }
    list.add(
        inContext("Assumption", "Kernels of PyTorch itself"), runsOnPyTorch(scenario.parallel),
        asked
            ? inContext("Assumption", "Attention runs in PyTorch's own kernels, as framework says.")
            : inContext("Assumption",
                        "ZeRO-2 and ZeRO-3 are taken to be PyTorch's, with its own attention "
                        "kernels, which are slower (framework)."),
        inContext("Assumption", "Attention runs in the kernels of flash-attn or Transformer Engine "
                                "(framework)."));
}

// The all-reduce over replicas, where gradients are not reduce-scattered.
void addAllReduce(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const Words asked[] = {
        inContext("Assumption", "All members are in one node and form a ring."),
        inContext("Assumption", "The scenario asks for a ring."),
        inContext("Assumption", "The scenario asks for a tree."),
        inContext("Assumption",
                  "The scenario asks for hierarchical sums, within each node first.")};
    const bool alone = parallel.data * parallel.context == 1;
    const bool nodes = sharesBetweenNodes(scenario);
    const auto rule = static_cast<std::size_t>(parallel.allReduce);
    list.add(
        inContext("Assumption", "Ring or tree, whichever is faster"),
        !alone && !scattersGradients(scenario) && nodes &&
            parallel.allReduce == AllReduce::Quickest,
        inContext("Assumption",
                  "Chosen per bucket, as NCCL does: a tree takes fewer steps across many nodes."),
        alone ? inContext("Assumption", "There is one replica.")
        : scattersGradients(scenario)
            ? inContext("Assumption",
                        "Gradients are reduce-scattered, and weights all-gathered, on rings.")
            : asked[nodes ? rule : 0]);
}

void addPipeline(EffectList &list, const ParallelSpec &parallel)
{
    const bool stages = parallel.pipeline > 1;
    const Words none = inContext("Assumption", "There is one stage.");
    list.add(inContext("Assumption", "Blocking exchange"),
             stages && parallel.exchange == Exchange::Blocking,
             inContext("Assumption",
                       "A GPU is occupied by a transfer to the next stage until it arrives."),
             stages ? inContext("Assumption", "Transfers between stages overlap with compute.")
                    : none);
    list.add(
        inContext("Assumption", "Optimizer post-validation"), stages && parallel.postValidation,
        inContext("Assumption", "The optimizer step does not wait for the global gradient norm."),
        stages ? inContext("Assumption",
                           "All ranks wait for the global gradient norm before the optimizer step.")
               : none);
}

void addTensorOverlap(EffectList &list, const Scenario &scenario, const Words &none)
{
    const ParallelSpec &parallel = scenario.parallel;
    const SoftwareSpec &software = scenario.cluster.software;
    const bool partners = parallel.tensor > 1;
    const bool native = runsOnPyTorch(parallel);
    list.add(
        inContext("Assumption", "Tensor collectives overlap weight gradients"),
        partners && overlapsWeightGradients(software, native),
        inContext(
            "Assumption",
            "In backward they overlap the weight-gradient product, unless the schedule moves it "
            "to another time."),
        !partners ? none
        : native
            ? inContext("Assumption", "PyTorch waits for each of them where it is needed next.")
            : inContext("Assumption", "This generation of software exposes each of them."));
    list.add(
        inContext("Assumption", "Tensor collectives overlap their products"),
        partners && parallel.sequenceParallel && cutsIntoPieces(software, native),
        native
            ? Said(inContext("Assumption", "In as many pieces as there are partners (PyTorch's "
                                           "async tensor parallelism)."))
            : Said(inContext("Assumption", "In pieces: gathers whole, and %1 of each scatter, as "
                                           "Transformer Engine does."),
                   {figureOfShare(software.tensorPipelined)}),
        !partners ? none
        : !parallel.sequenceParallel
            ? inContext("Assumption", "Only those of sequence parallelism can be cut.")
        : native ? inContext("Assumption", "PyTorch does so on demand only.")
                 : inContext("Assumption", "This generation of software does not."));
}

void addTensor(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.tensor > 1;
    const Words none = inContext("Assumption", "There are no tensor partners.");
    addTensorOverlap(list, scenario, none);
    list.add(
        inContext("Assumption", "Sequence parallelism"), partners && parallel.sequenceParallel,
        inContext("Assumption", "Tensor partners split norms and dropouts along the sequence."),
        partners ? inContext("Assumption", "Every tensor partner computes all norms and dropouts.")
                 : none);
}

Words recomputeWords(const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (scenario.training.recompute == Recompute::Full)
        return spec && stopsRecomputing(*spec, scenario)
                   ? inContext("Assumption",
                               "Each layer's forward runs again before its backward, "
                               "but for its last product, whose result nothing needs.")
                   : inContext("Assumption",
                               "Each layer's forward runs again before its backward.");
    if (spec && recomputesOperations(*spec, scenario))
        return inContext("Assumption",
                         "PyTorch keeps attention and every second product of a layer; the others "
                         "and element-wise operations run again.");
    if (!spec || !spec->flashAttention)
        return inContext("Assumption", "Attention scores are recomputed in the backward pass.");
    if (!spec->gatedMlp)
        return inContext(
            "Assumption",
            "Flash attention keeps no scores, so there is nothing cheap to recompute.");
    return spec->kvRank > 0
               ? inContext("Assumption",
                           "Norms, the queries, keys and values expanded from the latent "
                           "vectors, and activated gates are recomputed.")
               : inContext("Assumption", "The activated gates of MLPs are recomputed.");
}

void addKernels(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    const ClusterSpec &cluster = scenario.cluster;
    const Words none = inContext("Assumption", "The model lists the work of each layer itself.");
    if (isThisComputer(cluster.device))
        list.add(inContext("Assumption", "This computer as it was measured"),
                 !cluster.device.curve.table.empty(),
                 inContext("Assumption",
                           "Products, what lies between them and messages take what they took when "
                           "it was measured."),
                 inContext("Assumption", "It was never measured: it is priced as a usual core of "
                                         "2020 to 2024. Run > This computer measures it."));
    list.add(inContext("Assumption", "Recomputation"),
             scenario.training.recompute != Recompute::None, recomputeWords(scenario),
             inContext("Assumption", "Activations are kept until the backward pass."));
    list.add(inContext("Assumption", "Matrix products in fp8"),
             scenario.training.precision == Precision::Fp8,
             inContext(
                 "Assumption",
                 "In the transformer blocks, except routers; attention, embedding and head stay in "
                 "bf16. Inputs are cast by separate kernels and kept in fp8."),
             inContext("Assumption", "Matrix products are as wide as activations."));
    list.add(inContext("Assumption", "Tiles and waves"),
             spec != nullptr && cluster.device.multiprocessors > 0,
             {inContext("Assumption",
                        "Matrix products run in whole waves of tiles on %1 multiprocessors."),
              {figureOfCount(cluster.device.multiprocessors)}},
             spec != nullptr
                 ? inContext("Assumption", "The number of multiprocessors is not published.")
                 : none);
    list.add(
        inContext("Assumption", "Alignment"), spec != nullptr,
        inContext("Assumption",
                  "Attention whose head size does not suit the matrix units runs without them."),
        none);
    list.add(inContext("Assumption", "Flash attention"), spec != nullptr && spec->flashAttention,
             inContext("Assumption", "Scores are never stored."),
             spec != nullptr
                 ? inContext("Assumption", "Scores are written to memory and read again.")
                 : none);
    list.add(inContext("Assumption", "Host floor"),
             spec != nullptr && cluster.software.hostForward.count > 0,
             inContext("Assumption",
                       "A GPU waits where the host issues kernels more slowly than they run."),
             none);
}

} // namespace

std::vector<Effect> effectsOf(const Scenario &scenario, Bytes hostMemory)
{
    EffectList list;
    addGradients(list, scenario);
    addOffload(list, scenario, hostMemory);
    addAllReduce(list, scenario);
    addPipeline(list, scenario.parallel);
    addTensor(list, scenario);
    addExperts(list, scenario);
    addRouting(list, scenario);
    addFramework(list, scenario);
    addKernels(list, scenario);
    addPauses(list, scenario);
    addSurroundings(list, scenario);
    return list.take();
}

std::vector<UnverifiedPreset> unverifiedPresets(const Scenario &scenario)
{
    std::vector<UnverifiedPreset> presets;
    const auto add = [&](const auto &preset) {
        if (!preset.verified)
            presets.push_back({preset.title, preset.source});
    };
    add(scenario.model);
    add(scenario.cluster.device);
    add(scenario.cluster.intraLink);
    if (scenario.cluster.devices > scenario.cluster.devicesPerNode)
        add(scenario.cluster.interLink);
    return presets;
}

} // namespace core
