// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/megatron_noops.h"
#include "core/io/launch/megatron_parts.h"
#include "core/io/launch/stage_layout.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

constexpr std::string_view kPerChunk = "--num-layers-per-virtual-pipeline-stage";
constexpr std::string_view kChunks = "--num-virtual-stages-per-pipeline-rank";
constexpr std::string_view kOlderChunks = "--virtual-pipeline-model-parallel-size";
constexpr std::string_view kLayout = "--pipeline-model-parallel-layout";
constexpr std::string_view kFirst = "--decoder-first-pipeline-num-layers";
constexpr std::string_view kLast = "--decoder-last-pipeline-num-layers";
constexpr std::string_view kEmbedding = "--account-for-embedding-in-pipeline-split";
constexpr std::string_view kLoss = "--account-for-loss-in-pipeline-split";
constexpr std::string_view kList = "--num-layer-list";           // of MindSpeed
constexpr std::string_view kCustom = "--custom-pipeline-layers"; // of AIAK

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// What the parts below need to know of the pipeline.
struct Pipeline
{
    std::int64_t layers = 1;
    std::int64_t ranks = 1;
    std::int64_t chunks = 1;
    bool folds = false; // two chunks of a rank are the way there and the way back
};

// The flag that asks for a schedule of zero bubbles; empty: none does.
std::string_view zeroBubbleFlag(const MegatronValues &values)
{
    return values.firstOf({"--schedules-method", "--schedule-method", "--enable-1f1b-v",
                           "--zero-bubble-v-schedule", "--enable-zbh1-pipeline",
                           "--enable-zero-bubble"});
}

void cannotDivide(MegatronValues &values, std::string_view flag, const std::string &what,
                  const Pipeline &pipeline)
{
    values.complain(flag,
                    what + " cannot be divided evenly over pipeline " + text(pipeline.ranks) +
                        (pipeline.chunks > 1 ? " x " + text(pipeline.chunks) + " chunks" : "") +
                        ", as Megatron-LM needs.");
}

// The layers of a rank in equal parts, one for each of its chunks.
void readChunks(MegatronValues &values, Pipeline &pipeline)
{
    const std::string_view count = values.firstOf({kChunks, kOlderChunks});
    if (!count.empty())
        pipeline.chunks = values.count(count, 1);
    else if (values.has(kPerChunk)) {
        const std::int64_t each = values.count(kPerChunk, 1);
        const std::int64_t ofRank = pipeline.layers / pipeline.ranks;
        if (pipeline.layers % pipeline.ranks != 0)
            cannotDivide(values, "--num-layers", text(pipeline.layers) + " layers", pipeline);
        else if (ofRank % each != 0)
            values.complain(kPerChunk, text(ofRank) +
                                           " layers of a pipeline rank cannot be divided "
                                           "into virtual stages of " +
                                           text(each) + ", as Megatron-LM needs.");
        pipeline.chunks = std::max<std::int64_t>(1, ofRank / each);
    }
    const std::int64_t most = kMaxLayers / pipeline.ranks;
    if (pipeline.chunks > most)
        values.complain(count, text(pipeline.chunks) + " chunks are more than are simulated.");
    if (pipeline.chunks > 1 && pipeline.ranks == 1)
        values.complain(!count.empty()          ? count
                        : values.has(kPerChunk) ? kPerChunk
                                                : zeroBubbleFlag(values),
                        pipeline.folds
                            ? "Two stages on each rank, as " + std::string(zeroBubbleFlag(values)) +
                                  " has them, need a pipeline, but it has one rank."
                            : "Virtual stages need a pipeline in Megatron-LM, but it has one "
                              "rank.");
    pipeline.chunks = std::clamp<std::int64_t>(pipeline.chunks, 1, std::max<std::int64_t>(1, most));
}

// Ends that count an embedding or a loss as a layer have one less.
std::vector<int> withEnds(MegatronValues &values, const Pipeline &pipeline, std::string_view flag,
                          std::int64_t first, std::int64_t last)
{
    const std::int64_t stages = pipeline.ranks * pipeline.chunks;
    const std::int64_t all = pipeline.layers + first + last;
    if (all % stages != 0) {
        cannotDivide(values, flag,
                     text(pipeline.layers) + " layers with " + text(first + last) + " for the ends",
                     pipeline);
        return {};
    }
    std::vector<int> partition(static_cast<std::size_t>(stages), static_cast<int>(all / stages));
    partition.front() -= static_cast<int>(first);
    partition.back() -= static_cast<int>(last);
    return partition;
}

// Own numbers for the first and the last rank; the others share the rest.
std::vector<int> withOwnEnds(MegatronValues &values, const Pipeline &pipeline)
{
    const std::optional<std::int64_t> first = values.countIn(kFirst);
    const std::optional<std::int64_t> last = values.countIn(kLast);
    const std::int64_t others = pipeline.ranks - (first ? 1 : 0) - (last ? 1 : 0);
    const std::int64_t rest = pipeline.layers - first.value_or(0) - last.value_or(0);
    const std::string_view flag = first ? kFirst : kLast;
    const bool fits = others > 0 ? rest > 0 && rest % others == 0 : rest == 0;
    const std::int64_t each = others > 0 && fits ? rest / others : 0;
    const auto whole = [&](std::int64_t layers) { return layers % pipeline.chunks == 0; };
    if (!fits || !whole(each) || !whole(first.value_or(0)) || !whole(last.value_or(0))) {
        cannotDivide(values, flag, text(rest) + " layers beside those of the first and last rank",
                     pipeline);
        return {};
    }
    std::vector<int> partition;
    for (std::int64_t chunk = 0; chunk < pipeline.chunks; ++chunk) {
        for (std::int64_t rank = 0; rank < pipeline.ranks; ++rank) {
            const bool isFirst = rank == 0 && first;
            const bool isLast = rank == pipeline.ranks - 1 && last;
            const std::int64_t layers = isFirst ? *first : isLast ? *last : each;
            partition.push_back(static_cast<int>(layers / pipeline.chunks));
        }
    }
    return partition;
}

std::vector<int> ofLayout(MegatronValues &values, Pipeline &pipeline)
{
    const std::vector<std::string> words = values.texts(kLayout);
    const std::optional<std::vector<int>> layout =
        words.empty() ? std::nullopt : stageLayout(words.front());
    if (!layout) {
        values.complain(kLayout,
                        "--pipeline-model-parallel-layout cannot be read: it is made of E, "
                        "t, m, L and |, such as \"Et*3|(tt|)*29,m|L\".");
        return {};
    }
    const auto stages = static_cast<std::int64_t>(layout->size());
    if (stages % pipeline.ranks != 0) {
        cannotDivide(values, kLayout, "A layout of " + text(stages) + " stages", pipeline);
        return {};
    }
    pipeline.chunks = stages / pipeline.ranks;
    // The first and the last still have the embedding and the head, if their ranks have layers.
    const std::ptrdiff_t ends = pipeline.chunks > 1 ? 1 : 0;
    const auto last = layout->end() - ends;
    if (const auto empty = std::find(layout->begin() + ends, last, 0); empty != last)
        values.complain(kLayout, "Stage " + text(empty - layout->begin() + 1) +
                                     " of the layout has no layers: Megatron-LM allows it, but in "
                                     "the simulation only the first and the last of several "
                                     "chunks are without.");
    return *layout;
}

void checkExclusions(MegatronValues &values, const Pipeline &pipeline)
{
    int ways = 0;
    for (const std::string_view flag : {kPerChunk, kChunks, kLayout})
        ways += values.has(flag) ? 1 : 0;
    const std::string_view folding = zeroBubbleFlag(values);
    if (const std::string_view own = values.firstOf({kPerChunk, kChunks, kLayout});
        pipeline.folds && folding.starts_with("--schedule") && !own.empty())
        values.complain(own, std::string(folding) +
                                 " dualpipev has two stages on each rank, "
                                 "and excludes " +
                                 std::string(own) + " in MindSpeed.");
    if (ways > 1)
        values.complain(kPerChunk, "Only one of " + std::string(kPerChunk) + ", " +
                                       std::string(kChunks) + " and " + std::string(kLayout) +
                                       " can be given in Megatron-LM.");
    const std::string_view other = values.firstOf({kFirst, kLast, kEmbedding, kLoss});
    if (values.has(kLayout) && !other.empty())
        values.complain(kLayout, std::string(kLayout) + " excludes " + std::string(other) +
                                     " in Megatron-LM.");
}

// "11,13,19,21": the layers of each rank.
std::vector<int> ofList(MegatronValues &values, std::string_view flag, const Pipeline &pipeline)
{
    std::string list;
    for (const std::string &word : values.texts(flag))
        list += word;
    std::vector<int> partition;
    std::int64_t all = 0;
    for (std::string_view rest = list; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        const std::optional<std::int64_t> layers = pythonInteger(word);
        partition.push_back(
            static_cast<int>(std::clamp<std::int64_t>(layers.value_or(0), 0, kMaxLayers)));
        all += partition.back();
    }
    const bool isWhole = std::ranges::find(partition, 0) == partition.end();
    if (isWhole && all == pipeline.layers && pipeline.chunks == 1 &&
        static_cast<std::int64_t>(partition.size()) == pipeline.ranks)
        return partition;
    values.complain(flag, std::string(flag) + " must give the layers of each of the " +
                              text(pipeline.ranks) + " pipeline ranks, " + text(pipeline.layers) +
                              " in all and without virtual stages.");
    return {};
}

// BigScience: type:transformer|embedding counts the embeddings at both ends as layers.
bool countsEmbeddings(MegatronValues &values)
{
    return values.word("--pp-partition-method").find("embedding") != std::string::npos;
}

std::vector<int> partitionOf(MegatronValues &values, Pipeline &pipeline)
{
    checkExclusions(values, pipeline);
    if (values.has(kLayout))
        return ofLayout(values, pipeline);
    readChunks(values, pipeline);
    if (values.failed())
        return {};
    if (!values.firstOf({kFirst, kLast}).empty())
        return withOwnEnds(values, pipeline);
    if (const std::string_view list = values.firstOf({kList, kCustom}); !list.empty())
        return ofList(values, list, pipeline);
    const std::string_view account = values.firstOf({kEmbedding, kLoss});
    if (!account.empty())
        return withEnds(values, pipeline, account, values.has(kEmbedding) ? 1 : 0,
                        values.has(kLoss) ? 1 : 0);
    if (countsEmbeddings(values)) {
        const std::string_view flag = "--pp-partition-method";
        values.tell(flag, "Partition type:transformer|embedding: " + text(pipeline.layers) +
                              " layers and 2 embeddings over " + text(pipeline.ranks) + " stages.");
        return withEnds(values, pipeline, flag, 1, 1);
    }
    const std::int64_t stages = pipeline.ranks * pipeline.chunks;
    if (pipeline.layers % stages != 0 && !isMegatronDeepSpeed(values))
        cannotDivide(values, "--num-layers", text(pipeline.layers) + " layers", pipeline);
    return {};
}

// The zero-bubble schedules of sail-sg's fork, of Megatron-DeepSpeed and of MindSpeed.
std::string zeroBubbleSchedule(MegatronValues &values, const Pipeline &pipeline)
{
    if (values.word("--schedules-method") == "dualpipev" ||
        values.word("--schedule-method") == "dualpipev")
        return "dualpipe-v";
    if (values.has("--enable-1f1b-v"))
        return "1f1b-v";
    if (values.has("--zero-bubble-v-schedule")) {
        const std::string setup = values.word("--zero-bubble-v-schedule-mem-setup", "zb");
        return setup == "half" ? "v-half" : setup == "min" ? "v-min" : "zb-v";
    }
    if (values.has("--enable-zbh1-pipeline"))
        return "zb-h1";
    if (!values.has("--enable-zero-bubble"))
        return {};
    const std::int64_t most =
        values.count("--zero-bubble-max-pending-backward", 2 * pipeline.ranks);
    if (most == pipeline.ranks)
        return "zb-h1";
    if (most == 2 * pipeline.ranks)
        return "zb-h2";
    values.sheet().scenario.parallel.memoryLimit = static_cast<double>(most);
    return "zb-auto";
}

void checkGroup(MegatronValues &values, const Pipeline &pipeline, std::int64_t group)
{
    const std::string_view flag = "--microbatch-group-size-per-virtual-pipeline-stage";
    const std::int64_t count = microBatchCount(values.sheet().scenario);
    if (group < pipeline.ranks || group > count)
        values.complain(values.has(flag) ? flag : kPerChunk,
                        "Interleaving takes micro-batches in groups of " + text(group) +
                            ", which must be from pipeline " + text(pipeline.ranks) + " to the " +
                            text(count) + " micro-batches in Megatron-LM.");
    else if (count % group != 0 && count % group < pipeline.ranks)
        values.complain(values.has(flag) ? flag : kPerChunk,
                        text(count) + " micro-batches in groups of " + text(group) + " leave " +
                            text(count % group) + ", fewer than pipeline " + text(pipeline.ranks) +
                            ", which Megatron-LM refuses.");
}

// dualpipev_feature.py of MindSpeed
void checkDualPipe(MegatronValues &values, const Pipeline &pipeline)
{
    const std::int64_t count = microBatchCount(values.sheet().scenario);
    const std::int64_t least = 2 * pipeline.ranks - 1;
    if (count < least)
        values.complain(zeroBubbleFlag(values),
                        "DualPipeV needs at least 2 x pipeline - 1 = " + text(least) +
                            " micro-batches in MindSpeed, but a step has " + text(count) +
                            ": raise --global-batch-size.");
}

void readSchedule(MegatronValues &values, const Pipeline &pipeline)
{
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    const std::string zeroBubble = zeroBubbleSchedule(values, pipeline);
    const bool interleaved = pipeline.chunks > 1;
    parallel.schedule = !zeroBubble.empty() ? zeroBubble : interleaved ? "interleaved" : "1f1b";
    parallel.postValidation = values.has("--enable-optimizer-post-validation");
    const bool beside = interleaved && !values.has("--no-overlap-p2p-communication");
    if (pipeline.ranks > 1)
        parallel.exchange = beside ? Exchange::Overlapped : Exchange::Blocking;
    if (zeroBubble == "dualpipe-v")
        checkDualPipe(values, pipeline);
    if (!zeroBubble.empty() || !interleaved)
        return;
    if (values.has("--no-overlap-p2p-communication") && pipeline.ranks <= 2)
        values.complain("--no-overlap-p2p-communication",
                        "Interleaving without overlapped exchange needs more than 2 pipeline ranks "
                        "in Megatron-LM.");
    const std::string_view flag = values.firstOf(
        {"--microbatch-group-size-per-virtual-pipeline-stage", "--interleave-group-size"});
    const std::int64_t group = flag.empty() ? pipeline.ranks : values.count(flag, pipeline.ranks);
    if (!values.failed())
        checkGroup(values, pipeline, group);
    if (group != pipeline.ranks && group <= kMaxSamples)
        parallel.group = static_cast<int>(group);
}

bool isFolded(const std::string &schedule)
{
    const ScheduleEntry *entry = findSchedule(schedule);
    return entry && entry->placement == Placement::V;
}

} // namespace

void readMegatronStages(MegatronValues &values)
{
    Scenario &scenario = values.sheet().scenario;
    const std::vector<std::int64_t> idle = megatronNoopLayers(values);
    Pipeline pipeline{.layers = std::max<std::int64_t>(1, scenario.model.layerCount()) +
                                static_cast<std::int64_t>(idle.size()),
                      .ranks = scenario.parallel.pipeline};
    pipeline.folds = isFolded(zeroBubbleSchedule(values, pipeline));
    if (pipeline.folds)
        pipeline.chunks = 2;
    std::vector<int> partition = partitionOf(values, pipeline);
    if (!values.failed() && !idle.empty()) {
        const std::int64_t stages = pipeline.ranks * pipeline.chunks;
        if (partition.empty())
            partition.assign(static_cast<std::size_t>(stages),
                             static_cast<int>(pipeline.layers / stages));
        partition = withoutNoops(values, partition, idle);
    }
    if (values.failed())
        return;
    // As even as possible needs no saying.
    const auto differs = [&partition](int layers) { return layers != partition.front(); };
    if (std::ranges::any_of(partition, differs))
        scenario.parallel.partition = std::move(partition);
    scenario.parallel.chunks = static_cast<int>(pipeline.chunks);
    const std::string_view chunks = values.firstOf({kPerChunk, kChunks, kOlderChunks});
    values.sheet().setBy("parallel.chunks",
                         values.lineOf(chunks.empty() ? zeroBubbleFlag(values) : chunks));
    values.sheet().setBy("parallel.partition", values.lineOf(values.firstOf({kLayout, kFirst})));
    readSchedule(values, pipeline);
}

} // namespace core
