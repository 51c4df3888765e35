// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/assumptions.h"

#include "core/base/text.h"
#include "core/cost/expert_exchange.h"
#include "core/papers/step_tables.h"
#include "core/validation/run_kind.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

class EffectList
{
public:
    void add(const char *name, bool on, const std::string &words, const std::string &otherwise)
    {
        m_effects.push_back({name, on, on ? words : otherwise});
    }
    [[nodiscard]] std::vector<Effect> take()
    {
        std::ranges::stable_partition(m_effects, &Effect::on);
        return std::move(m_effects);
    }

private:
    std::vector<Effect> m_effects;
};

// When sharded gradients are reduce-scattered (ZeRO-2 and ZeRO-3).
void addScatter(EffectList &list, const Scenario &scenario)
{
    const bool each = scattersLayers(scenario);
    const std::string whole =
        "Each GPU keeps its full gradients until the last micro-batch and reduce-scatters them "
        "once per step, so they take as much memory as with ZeRO-1";
    list.add("Gradients scattered every micro-batch", each && microBatchCount(scenario) > 1,
             "Each GPU keeps only its own shard, and every micro-batch pays for a reduce-scatter.",
             !dividesGradients(scenario)     ? "Gradients are not sharded."
             : keepsWholeGradients(scenario) ? whole + " (gradient_scatter)."
                                             : "There is one micro-batch.");
}

// Context partners hold copies of the weights as replicas do.
void addGradients(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool replicas = parallel.data * parallel.context > 1;
    const std::string none = "There is one replica.";
    const bool scatters = scattersLayers(scenario);
    if (replicas && gathersLayers(scenario))
        list.add("Weight gathers overlap compute", parallel.overlap,
                 "Layer by layer: while one computes, the weights of the next are gathered.",
                 "Each layer waits until its weights are gathered.");
    if (replicas && scatters)
        list.add("Gradient scatters overlap backward", parallel.overlap,
                 "Layer by layer: while one computes, the gradients of the previous one are "
                 "scattered. bucket_bytes has no effect.",
                 "Each layer waits until its gradients are scattered. bucket_bytes has no effect.");
    else
        list.add("Gradient sync overlaps backward", replicas && parallel.overlap,
                 "Gradients are reduced in buckets of " +
                     figureOf(Bytes{parallel.bucketBytes}).text() + " during the backward pass.",
                 replicas ? "Gradients are reduced after the last backward pass." : none);
    addScatter(list, scenario);
    const int stage = static_cast<int>(parallel.sharding);
    const char *const shared[] = {
        "", "Optimizer states are sharded over the replicas (ZeRO-1).",
        "Optimizer states and gradients are sharded over the replicas (ZeRO-2).",
        "Weights, gradients and optimizer states are sharded over the replicas (ZeRO-3)."};
    list.add("Sharded states", replicas && stage > 0, shared[stage],
             replicas ? "Every replica holds all states." : none);
}

// The all-reduce over replicas, where gradients are not reduce-scattered.
void addAllReduce(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const char *const asked[] = {
        "All members are in one node and form a ring.", "The scenario asks for a ring.",
        "The scenario asks for a tree.",
        "The scenario asks for hierarchical sums, within each node first."};
    const bool alone = parallel.data * parallel.context == 1;
    const bool nodes = sharesBetweenNodes(scenario);
    const auto rule = static_cast<std::size_t>(parallel.allReduce);
    list.add("Ring or tree, whichever is faster",
             !alone && !scattersGradients(scenario) && nodes &&
                 parallel.allReduce == AllReduce::Quickest,
             "Chosen per bucket, as NCCL does: a tree takes fewer steps across many nodes.",
             alone ? "There is one replica."
             : scattersGradients(scenario)
                 ? "Gradients are reduce-scattered, and weights all-gathered, on rings."
                 : asked[nodes ? rule : 0]);
}

void addPipeline(EffectList &list, const ParallelSpec &parallel)
{
    const bool stages = parallel.pipeline > 1;
    const std::string none = "There is one stage.";
    list.add("Blocking exchange", stages && parallel.exchange == Exchange::Blocking,
             "A GPU is occupied by a transfer to the next stage until it arrives.",
             stages ? "Transfers between stages overlap with compute." : none);
    list.add("Optimizer post-validation", stages && parallel.postValidation,
             "The optimizer step does not wait for the global gradient norm.",
             stages ? "All ranks wait for the global gradient norm before the optimizer step."
                    : none);
}

void addTensor(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.tensor > 1;
    const std::string none = "There are no tensor partners.";
    list.add("Tensor collectives overlap weight gradients",
             partners && scenario.cluster.software.overlapsTensor,
             "In backward they overlap the weight-gradient product, unless the schedule moves it "
             "to another time.",
             partners ? "This generation of software exposes each of them." : none);
    list.add("Sequence parallelism", partners && parallel.sequenceParallel,
             "Tensor partners split norms and dropouts along the sequence.",
             partners ? "Every tensor partner computes all norms and dropouts." : none);
}

bool runsPairs(const ParallelSpec &parallel)
{
    if (const ScheduleEntry *entry = findSchedule(parallel.schedule))
        return entry->hasPairs;
    if (!parallel.own.order)
        return false;
    return std::ranges::any_of(parallel.own.order->actions, [](const auto &actions) {
        return std::ranges::any_of(actions, &Action::pairedWithNext);
    });
}

// "in at most 4 of 8 groups"
std::string groupsText(const TransformerSpec &spec)
{
    return "in at most " + figureOfCount(spec.groupsPerToken) + " of " +
           figureOfCount(spec.expertGroups) + " groups";
}

void addRouting(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || spec->experts <= 1)
        return;
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.expert > 1;
    const bool perNode = partners && parallel.dispatch == Dispatch::PerNode;
    const Members members = membersAt(parallel.expert, parallel.tensor, fabricOf(scenario));
    const std::string none = "There are no expert partners.";
    list.add("One copy per node", perNode,
             "A token crosses the network once per node that holds one of its experts, " +
                 figureOfNumber(copiesPerNode(*spec, members).network) +
                 " times on average, and is forwarded over the node's own links (DeepEP).",
             partners ? "Each expert gets its own copy, even where two share a node." : none);
    const bool limited = spec->groupsPerToken > 0 && spec->groupsPerToken < spec->expertGroups;
    list.add("Router limited to groups", limited,
             "The experts of a token are " + (limited ? groupsText(*spec) : "") +
                 (perNode ? ", so in fewer nodes." : "; this only helps with one copy per node."),
             "A token may go to any expert.");
    list.add(
        "Tokens sent in one byte", partners && scenario.training.dispatchBytes == 1,
        "Dispatch is in fp8 with one scale per 128 elements; combine is as wide as activations.",
        partners ? "Dispatch and combine are as wide as activations." : none);
    list.add("Uneven experts", false, {},
             "Not modelled: every expert gets the same number of tokens.");
}

void addExperts(EffectList &list, const ParallelSpec &parallel)
{
    const bool partners = parallel.expert > 1;
    const bool pairs = partners && parallel.pipeline > 1 && runsPairs(parallel);
    const bool hidden = pairs && parallel.pair == PairRule::Sum;
    list.add("Expert all-to-all", hidden,
             "Hidden behind the paired pass: in a pair of a forward and a backward, the all-to-all "
             "of one overlaps the compute of the other. It stays exposed in unpaired passes and in "
             "full recomputation.",
             !partners ? "There are no expert partners."
             : pairs
                 ? "Counted like any other part of a pass: the pair is set to a share of the two."
                 : "Exposed: only schedules with pairs, such as DualPipe, hide it.");
}

std::string recomputeWords(const Scenario &scenario)
{
    if (scenario.training.recompute == Recompute::Full)
        return "Each layer's forward runs again before its backward.";
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || !spec->flashAttention)
        return "Attention scores are recomputed in the backward pass.";
    if (!spec->gatedMlp)
        return "Flash attention keeps no scores, so there is nothing cheap to recompute.";
    return spec->kvRank > 0 ? "Norms, the queries, keys and values expanded from the latent "
                              "vectors, and activated gates are recomputed."
                            : "The activated gates of MLPs are recomputed.";
}

void addKernels(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    const ClusterSpec &cluster = scenario.cluster;
    const std::string none = "The model lists the work of each layer itself.";
    list.add("Recomputation", scenario.training.recompute != Recompute::None,
             recomputeWords(scenario), "Activations are kept until the backward pass.");
    list.add("Matrix products in fp8", scenario.training.precision == Precision::Fp8,
             "In the transformer blocks, except routers; attention, embedding and head stay in "
             "bf16. Inputs are cast by separate kernels and kept in fp8.",
             "Matrix products are as wide as activations.");
    list.add("Tiles and waves", spec != nullptr && cluster.device.multiprocessors > 0,
             "Matrix products run in whole waves of tiles on " +
                 figureOfCount(cluster.device.multiprocessors) + " multiprocessors.",
             spec != nullptr ? "The number of multiprocessors is not published." : none);
    list.add("Alignment", spec != nullptr,
             "Attention whose head size does not suit the matrix units runs without them.", none);
    list.add("Flash attention", spec != nullptr && spec->flashAttention, "Scores are never stored.",
             spec != nullptr ? "Scores are written to memory and read again." : none);
    list.add("Host floor", spec != nullptr && cluster.software.hostForward.count > 0,
             "A GPU waits where the host issues kernels more slowly than they run.", none);
}

void addSurroundings(EffectList &list, const Scenario &scenario)
{
    const std::size_t faults = scenario.faults.devices.size() + scenario.faults.links.size();
    list.add("Faults", faults > 0,
             faults == 1 ? "One slow or broken part is simulated."
                         : figureOfCount(static_cast<std::int64_t>(faults)) +
                               " slow or broken parts are simulated.",
             "All GPUs and links are healthy.");
    list.add("In-network reduction", false, {},
             "Not modelled: all-reduce runs on the GPUs even where switches could reduce (NVLS).");
    list.add("Data loading and checkpoints", false, {}, "Not modelled: the input is always ready.");
    list.add("Other jobs on the network", false, {},
             "Not modelled: the run has its links to itself.");
}

} // namespace

std::vector<Effect> effectsOf(const Scenario &scenario)
{
    EffectList list;
    addGradients(list, scenario);
    addAllReduce(list, scenario);
    addPipeline(list, scenario.parallel);
    addTensor(list, scenario);
    addExperts(list, scenario.parallel);
    addRouting(list, scenario);
    addKernels(list, scenario);
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

std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                     const std::vector<ValidationTable> &tables)
{
    ErrorBand own = {.kind = runKind(scenario)};
    ErrorBand all = {.kind = own.kind, .alike = false};
    const auto add = [](ErrorBand &band, double size) {
        ++band.runs;
        band.mean += (size - band.mean) / static_cast<double>(band.runs);
        band.most = std::max(band.most, size);
    };
    for (const ValidationTable &table : tables) {
        if (table.id != kAllStepTimes)
            continue; // the same runs, paper by paper
        for (const ValidationRow &row : table.rows) {
            if (row.isRate || !row.counts || !row.error())
                continue;
            add(all, std::abs(*row.error()));
            if (row.kind == own.kind)
                add(own, std::abs(*row.error()));
        }
    }
    if (all.runs == 0)
        return std::nullopt;
    return own.runs > 0 ? own : all;
}

} // namespace core
