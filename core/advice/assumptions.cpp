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

// When gradients that replicas divide are scattered (ZeRO-2 and ZeRO-3).
void addScatter(EffectList &list, const Scenario &scenario)
{
    const bool each = scattersLayers(scenario);
    const std::string whole = "Each GPU keeps all of its gradients until the last micro-batch and "
                              "scatters them once per step, so they take as much memory as with "
                              "ZeRO-1";
    list.add("Gradients scattered for every micro-batch", each && microBatchCount(scenario) > 1,
             "Each GPU keeps its own share alone, and every micro-batch pays for a scatter.",
             !dividesGradients(scenario)     ? "Replicas do not divide their gradients."
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
        list.add("Weights gathered beside the work", parallel.overlap,
                 "Layer by layer: while one is computed, the weights of the next are gathered.",
                 "Each layer waits until its weights are gathered.");
    if (replicas && scatters)
        list.add("Gradients scattered beside backward", parallel.overlap,
                 "Layer by layer: while one is computed, the gradients of the one before are "
                 "scattered. bucket_bytes has no effect.",
                 "Each layer waits until its gradients are scattered. bucket_bytes has no effect.");
    else
        list.add("Gradients beside backward", replicas && parallel.overlap,
                 "They are sent in buckets of " + figureOf(Bytes{parallel.bucketBytes}).text() +
                     " while backward goes on.",
                 replicas ? "They are sent after the last backward pass." : none);
    addScatter(list, scenario);
    const int stage = static_cast<int>(parallel.sharding);
    const char *const shared[] = {"", "Replicas share the optimizer's state (ZeRO-1).",
                                  "Replicas share optimizer and gradients (ZeRO-2).",
                                  "Replicas share weights, gradients and optimizer (ZeRO-3)."};
    list.add("Sharded states", replicas && stage > 0, shared[stage],
             replicas ? "Every replica keeps all of its states." : none);
}

// How sums over the replicas go, where they are not scattered among them.
void addAllReduce(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const char *const asked[] = {"Those that share are in one node, and form a ring.",
                                 "The scenario asks for a ring.", "The scenario asks for a tree.",
                                 "The scenario asks for sums within each node first."};
    const bool alone = parallel.data * parallel.context == 1;
    const bool nodes = sharesBetweenNodes(scenario);
    const auto rule = static_cast<std::size_t>(parallel.allReduce);
    list.add("Ring or tree, whichever is quicker",
             !alone && !scattersGradients(scenario) && nodes &&
                 parallel.allReduce == AllReduce::Quickest,
             "Chosen for each bucket, as NCCL does: a tree takes fewer steps over many nodes.",
             alone                         ? "There is one replica."
             : scattersGradients(scenario) ? "Gradients are scattered, and weights gathered, on "
                                             "rings."
                                           : asked[nodes ? rule : 0]);
}

void addPipeline(EffectList &list, const ParallelSpec &parallel)
{
    const bool stages = parallel.pipeline > 1;
    const std::string none = "There is one stage.";
    list.add("Blocking exchange", stages && parallel.exchange == Exchange::Blocking,
             "A GPU takes part in a transfer to the next stage until it has arrived.",
             stages ? "Links carry transfers between stages beside the work." : none);
    list.add("Optimizer post-validation", stages && parallel.postValidation,
             "The optimizer steps without waiting for the global norm.",
             stages ? "All wait for the global norm before the optimizer steps." : none);
}

void addTensor(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.tensor > 1;
    const std::string none = "There are no tensor partners.";
    list.add("Tensor collectives beside weight gradients",
             partners && scenario.cluster.software.overlapsTensor,
             "In backward they run beside the product that makes the weight gradient, unless the "
             "schedule makes it at another time.",
             partners ? "This generation of software waits for each of them." : none);
    list.add("Sequence parallelism", partners && parallel.sequenceParallel,
             "Tensor partners split norms and dropout along the sequence.",
             partners ? "Every tensor partner computes norms and dropout in full." : none);
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
             "A token crosses the network once for each node with an expert of it, " +
                 figureOfNumber(copiesPerNode(*spec, members).network) +
                 " times in the mean, and is handed on there over the links of the node (DeepEP).",
             partners ? "Each expert gets a copy of its own, also where two share a node." : none);
    const bool limited = spec->groupsPerToken > 0 && spec->groupsPerToken < spec->expertGroups;
    list.add("Router limited to groups", limited,
             "The experts of a token are " + (limited ? groupsText(*spec) : "") +
                 (perNode ? ", so in fewer nodes." : "; only one copy per node gains by it."),
             "A token may be sent to any experts.");
    list.add("Tokens sent in one byte", partners && scenario.training.dispatchBytes == 1,
             "They go to their experts in fp8 with a scale for each 128 elements; answers come "
             "back as wide as activations.",
             partners ? "Tokens and answers are as wide as activations." : none);
    list.add("Uneven experts", false, {},
             "Not modelled: every expert gets the same number of tokens.");
}

void addExperts(EffectList &list, const ParallelSpec &parallel)
{
    const bool partners = parallel.expert > 1;
    const bool pairs = partners && parallel.pipeline > 1 && runsPairs(parallel);
    const bool hidden = pairs && parallel.pair == PairRule::Sum;
    list.add(
        "Expert all-to-all", hidden,
        "Hidden behind the paired pass: in a pair of a forward and a backward, the exchange of "
        "one runs beside the work of the other. Passes outside of pairs, and full "
        "recomputation, wait for theirs.",
        !partners ? "There are no expert partners."
        : pairs   ? "Part of a pass like any other: the pair is set to a share of the two."
                  : "Waited for: only a schedule of pairs, such as DualPipe, hides it.");
}

std::string recomputeWords(const Scenario &scenario)
{
    if (scenario.training.recompute == Recompute::Full)
        return "Each layer runs forward again before its backward pass.";
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || !spec->flashAttention)
        return "Attention scores are computed again in the backward pass.";
    if (!spec->gatedMlp)
        return "Flash attention keeps no scores, so there is nothing cheap to compute again.";
    return spec->kvRank > 0 ? "Norms, the queries, keys and values that come out of the narrow "
                              "vectors of latent attention, and activated gates are computed again."
                            : "The activated gates of MLPs are computed again.";
}

void addKernels(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    const ClusterSpec &cluster = scenario.cluster;
    const std::string none = "The model gives the work of each layer itself.";
    list.add("Recomputation", scenario.training.recompute != Recompute::None,
             recomputeWords(scenario), "Activations are kept until backward.");
    list.add("Products in fp8", scenario.training.precision == Precision::Fp8,
             "Those of the blocks, but for routers; attention, embedding and head stay in bf16. "
             "Their inputs are cast by kernels of their own and kept in fp8.",
             "Products are as wide as activations.");
    list.add("Tiles and waves", spec != nullptr && cluster.device.multiprocessors > 0,
             "Matrix products take whole waves of tiles on " +
                 figureOfCount(cluster.device.multiprocessors) + " multiprocessors.",
             spec != nullptr ? "The number of multiprocessors is not published." : none);
    list.add("Alignment", spec != nullptr,
             "Attention whose heads do not suit the matrix units runs without them.", none);
    list.add("Flash attention", spec != nullptr && spec->flashAttention, "Scores are never stored.",
             spec != nullptr ? "Scores are written to memory and read again." : none);
    list.add("Host floor", spec != nullptr && cluster.software.hostForward.count > 0,
             "A GPU waits where the host issues kernels more slowly than they run.", none);
}

void addSurroundings(EffectList &list, const Scenario &scenario)
{
    const std::size_t faults = scenario.faults.devices.size() + scenario.faults.links.size();
    list.add("Faults", faults > 0,
             faults == 1 ? "One slow or broken part is in it."
                         : figureOfCount(static_cast<std::int64_t>(faults)) +
                               " slow or broken parts are in it.",
             "All GPUs and links are healthy.");
    list.add("Sums in the switches", false, {},
             "Not modelled: all-reduce goes over the GPUs, also where the links could add up "
             "(NVLS).");
    list.add("Data loading and checkpoints", false, {}, "Not modelled: the input is always there.");
    list.add("Other jobs on the network", false, {}, "Not modelled: links are this run's alone.");
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
