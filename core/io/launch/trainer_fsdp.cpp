// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/trainer_fsdp.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <sstream>

namespace core {
namespace {

// Of transformers' FSDPOption (trainer_utils.py).
constexpr std::string_view kWords[] = {"full_shard",   "shard_grad_op",      "no_shard",
                                       "hybrid_shard", "hybrid_shard_zero2", "offload",
                                       "auto_wrap"};

std::vector<std::string> wordsOf(const std::string &text)
{
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    if (words.size() == 1 && words.front() == "true")
        words.front() = "full_shard"; // what the Trainer makes of fsdp: true
    if (words.size() == 1 && words.front() == "false")
        words.clear();
    return words;
}

// What the Trainer itself would end with, as a sentence; empty: it takes them.
std::string faultOf(const std::vector<std::string> &words, const std::string &name)
{
    for (const std::string &word : words) {
        if (std::ranges::find(kWords, word) != std::end(kWords))
            continue;
        const std::string_view meant = nearest(word, kWords);
        return name + " has no \"" + printable(word) + "\": " +
               (meant.empty() ? std::string() : "did you mean " + std::string(meant) + "? ") +
               "Its words, with blanks between them, are full_shard, shard_grad_op, no_shard, "
               "hybrid_shard, hybrid_shard_zero2, offload and auto_wrap.";
    }
    const auto has = [&words](std::string_view word) {
        return std::ranges::find(words, word) != words.end();
    };
    if (has("full_shard") && has("shard_grad_op"))
        return name + " has both full_shard and shard_grad_op, which the Trainer refuses: give one "
                      "of them.";
    if (words.size() == 1 && has("offload"))
        return name + " has offload alone, which the Trainer refuses: give full_shard or "
                      "shard_grad_op beside it.";
    return {};
}

void shareAs(const std::vector<std::string> &words, Scenario &scenario)
{
    const auto has = [&words](std::string_view word) {
        return std::ranges::find(words, word) != words.end();
    };
    if (has("full_shard") || has("hybrid_shard"))
        scenario.parallel.sharding = Sharding::Zero3;
    else if (has("shard_grad_op") || has("hybrid_shard_zero2"))
        scenario.parallel.sharding = Sharding::Zero2;
    if (has("hybrid_shard") || has("hybrid_shard_zero2"))
        shareWithinNodes(scenario);
}

// The degree with one of these names; 1: none is given.
int degreeOf(TrainerOptions &options, std::initializer_list<std::string_view> names)
{
    std::int64_t degree = 1;
    for (const std::string_view name : names) {
        if (options.has(name))
            degree = options.count(name, 1);
    }
    return static_cast<int>(std::min<std::int64_t>(degree, kMaxDevices));
}

} // namespace

Status takeTrainerDegrees(LaunchSheet &sheet, TrainerOptions &options)
{
    const int tensor = degreeOf(options, {"tensor_parallel_size", "parallelism_config.tp_size"});
    const int context = degreeOf(options, {"context_parallel_size", "parallelism_config.cp_size"});
    const int copies =
        degreeOf(options, {"dp_replicate_size", "parallelism_config.dp_replicate_size"});
    const int sharers = degreeOf(options, {"dp_shard_size", "parallelism_config.dp_shard_size"});
    ParallelSpec &parallel = sheet.scenario.parallel;
    const std::int64_t devices = sheet.scenario.cluster.devices;
    if (std::max({tensor, context, copies, sharers}) == 1 || !sheet.questions().empty())
        return std::monostate{};
    const std::int64_t partners = std::int64_t{tensor} * context;
    const std::int64_t replicas = devices / partners;
    const std::int64_t said = std::int64_t{copies} * sharers;
    const bool fits = sharers > 1 && copies > 1 ? said == replicas : replicas % said == 0;
    if (devices % partners != 0 || !fits)
        return sheet.refuse(
            options.lineOf(options.isGiven("dp_shard_size") ? "dp_shard_size"
                                                            : "tensor_parallel_size"),
            "accelerate refuses this: tensor " + figureOfCount(tensor) + " x context " +
                figureOfCount(context) + " x dp_replicate_size " + figureOfCount(copies) +
                " x dp_shard_size " + figureOfCount(sharers) + " cannot make up " +
                figureOfCount(devices) + " devices.");
    parallel.tensor = tensor;
    parallel.context = context;
    parallel.data = static_cast<int>(replicas);
    const std::int64_t group = (sharers > 1 ? sharers : replicas / copies) * context;
    if (group < replicas * context)
        parallel.shardingGroup = static_cast<int>(group);
    return std::monostate{};
}

Status takeTrainerFsdp(LaunchSheet &sheet, TrainerOptions &options)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const std::string text = lowerCase(options.word("fsdp"));
    const int line = options.lineOf("fsdp");
    sheet.setBy("parallel.sharding", line);
    const std::vector<std::string> words = wordsOf(text);
    if (words.empty())
        return std::monostate{};
    if (const std::string fault = faultOf(words, options.nameOf("fsdp")); !fault.empty())
        return sheet.refuse(line, fault);
    shareAs(words, sheet.scenario);
    const bool isAway = options.truth("fsdp_offload_params"); // of fsdp_config
    if (std::ranges::find(words, "offload") != words.end())
        offloadAsFsdp(sheet, line, options.nameOf("fsdp") + " \"" + printable(text) + '"');
    else if (isAway)
        offloadAsFsdp(sheet, options.lineOf("fsdp_offload_params"), "fsdp_config");
    if (parallel.sharding != Sharding::None)
        sheet.scenario.training.reduceBytes = bytesSentByFsdp(sheet.scenario.training);
    const TransformerSpec *sizes = sheet.scenario.model.transformer();
    if (parallel.sharding != Sharding::None && sizes && sheet.questions().empty())
        parallel.bucketBytes = std::max<std::int64_t>(
            1, blockParameters(*sizes, sizes->layers - 1) *
                   gradientBytesOf(sheet.scenario.training) / parallel.tensor);
    return std::monostate{};
}

} // namespace core
