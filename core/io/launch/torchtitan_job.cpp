// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_job.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

struct OlderName
{
    std::string_view old;
    std::string_view now;
};

// Before 2025-06-05 and before v0.2.0.
constexpr OlderName kOlderNames[] = {
    {"training.batch_size", "training.local_batch_size"},
    {"training.tensor_parallel_degree", "parallelism.tensor_parallel_degree"},
    {"training.data_parallel_degree", "parallelism.data_parallel_shard_degree"},
    {"training.data_parallel_shard_degree", "parallelism.data_parallel_shard_degree"},
    {"training.data_parallel_replicate_degree", "parallelism.data_parallel_replicate_degree"},
    {"training.compile", "compile.enable"},
    {"experimental.pipeline_parallel_degree", "parallelism.pipeline_parallel_degree"},
    {"experimental.pipeline_parallel_schedule", "parallelism.pipeline_parallel_schedule"},
    {"experimental.pipeline_parallel_schedule_csv", "parallelism.pipeline_parallel_schedule_csv"},
    {"experimental.pipeline_parallel_microbatches", "parallelism.pipeline_parallel_microbatches"},
    {"experimental.context_parallel_degree", "parallelism.context_parallel_degree"},
    {"experimental.enable_async_tensor_parallel", "parallelism.enable_async_tensor_parallel"},
    // the configuration of the main branch since 2026-02
    {"model_spec.name", "model.name"},
    {"model_spec.flavor", "model.flavor"},
};

void renameOlder(LaunchSheet &sheet, LaunchSettings &settings)
{
    for (const OlderName &name : kOlderNames) {
        if (settings.rename(name.old, name.now))
            sheet.tell(settings.lineOf(name.old),
                       std::string(name.old) + " was read as " + std::string(name.now) + '.');
    }
}

// The degrees and sizes that are whole numbers.
void readSizes(LaunchSettings &settings, TorchtitanJob &job)
{
    struct Row
    {
        std::string_view path;
        std::int64_t TorchtitanJob::*member;
        std::int64_t least;
        std::int64_t most;
    };
    constexpr Row rows[] = {
        {"training.local_batch_size", &TorchtitanJob::localBatch, 1, kMaxSamples},
        {"training.seq_len", &TorchtitanJob::sequence, 1, kMaxSequence},
        {"parallelism.data_parallel_replicate_degree", &TorchtitanJob::replicate, 1, kMaxDevices},
        {"parallelism.data_parallel_shard_degree", &TorchtitanJob::shard, -1, kMaxDevices},
        {"parallelism.tensor_parallel_degree", &TorchtitanJob::tensor, 1, kMaxDevices},
        {"parallelism.context_parallel_degree", &TorchtitanJob::context, 1, kMaxDevices},
        {"parallelism.pipeline_parallel_degree", &TorchtitanJob::pipeline, 1, kMaxDevices},
        {"parallelism.expert_parallel_degree", &TorchtitanJob::expert, 1, kMaxDevices},
        {"parallelism.expert_tensor_parallel_degree", &TorchtitanJob::expertTensor, 1, kMaxDevices},
        {"parallelism.pipeline_parallel_microbatch_size", &TorchtitanJob::microBatch, 1,
         kMaxSamples},
        {"parallelism.pipeline_parallel_first_stage_less_layers", &TorchtitanJob::firstLess, 0,
         kMaxLayers},
        {"parallelism.pipeline_parallel_last_stage_less_layers", &TorchtitanJob::lastLess, 0,
         kMaxLayers},
        {"training.global_batch_size", &TorchtitanJob::globalBatch, -1, kMaxSamples},
    };
    for (const Row &row : rows)
        job.*row.member = settings.whole(row.path, row.least, row.most).value_or(job.*row.member);
    job.layersPerStage =
        settings.whole("parallelism.pipeline_parallel_layers_per_stage", 1, kMaxLayers);
    if (job.shard == 0)
        settings.complain("parallelism.data_parallel_shard_degree",
                          "is 0, but must be -1 (the rest of the GPUs) or at least 1.");
    if (job.globalBatch == 0)
        settings.complain("training.global_batch_size",
                          "is 0, but must be -1 (without accumulation) or at least 1.");
}

// With the model, unless components are named that leave it out. Of older versions those between
// December 2024 and April 2025 compiled the model alone (pull requests 755 and 1033).
bool compilesLoss(LaunchSettings &settings)
{
    const std::vector<std::string> components = settings.words("compile.components");
    return settings.flag("compile.enable").value_or(false) &&
           (components.empty() || std::ranges::find(components, "loss") != components.end());
}

void readWords(LaunchSettings &settings, TorchtitanJob &job)
{
    constexpr std::pair<std::string_view, std::string TorchtitanJob::*> rows[] = {
        {"model.name", &TorchtitanJob::model},
        {"model.flavor", &TorchtitanJob::flavor},
        {"optimizer.name", &TorchtitanJob::optimizer},
        {"training.dtype", &TorchtitanJob::stateType},
        {"training.mixed_precision_param", &TorchtitanJob::precision},
        {"parallelism.pipeline_parallel_schedule", &TorchtitanJob::schedule},
        {"parallelism.pipeline_parallel_schedule_csv", &TorchtitanJob::scheduleCsv},
        {"parallelism.fsdp_reshard_after_forward", &TorchtitanJob::reshard},
        {"parallelism.expert_parallel_comm_backend", &TorchtitanJob::expertExchange},
        {"activation_checkpoint.mode", &TorchtitanJob::recompute},
        {"activation_checkpoint.selective_ac_option", &TorchtitanJob::recomputeOption},
    };
    for (const auto &[path, member] : rows)
        job.*member = settings.word(path).value_or(job.*member);
    job.converters = settings.words("model.converters");
    job.offload = settings.flag("training.enable_cpu_offload").value_or(false);
    job.compiledLoss = compilesLoss(settings);
    job.asyncTensor = settings.flag("parallelism.enable_async_tensor_parallel").value_or(false);
}

// float8.enable_float8_linear: how fp8 was asked for in 2024.
void readOldFloat8(LaunchSheet &sheet, LaunchSettings &settings, TorchtitanJob &job)
{
    if (settings.flag("float8.enable_float8_linear") != true)
        return;
    job.converters.push_back("float8");
    sheet.tell(settings.lineOf("float8.enable_float8_linear"),
               "float8.enable_float8_linear was read as the converter \"float8\".");
}

// 2024: a number of micro-batches in place of their size.
void readMicroBatchCount(LaunchSettings &settings, TorchtitanJob &job)
{
    constexpr std::string_view path = "parallelism.pipeline_parallel_microbatches";
    const std::optional<std::int64_t> count = settings.whole(path, 1, kMaxSamples);
    if (!count)
        return;
    if (job.localBatch % *count != 0)
        settings.complain(path, "is " + figureOfCount(*count) +
                                    ", which does not divide the local batch of " +
                                    figureOfCount(job.localBatch) + '.');
    else
        job.microBatch = job.localBatch / *count;
}

// Since 2026-08-20 batches are given in tokens.
void readTokens(LaunchSettings &settings, TorchtitanJob &job)
{
    constexpr std::string_view contextPath = "training.max_context_length";
    constexpr std::string_view microPath = "training.num_tokens_per_microbatch_per_dp_rank";
    constexpr std::string_view stepPath = "training.num_tokens_per_train_step";
    job.sequence = settings.whole(contextPath, 1, kMaxSequence).value_or(job.sequence);
    const std::optional<std::int64_t> micro = settings.whole(microPath, 1, INT64_C(1) << 50);
    const std::optional<std::int64_t> step = settings.whole(stepPath, -1, INT64_C(1) << 50);
    const std::int64_t parts =
        settings.whole("parallelism.num_pp_microbatches", 1, kMaxSamples).value_or(1);
    for (const auto &[path, tokens] : {std::pair(microPath, micro), std::pair(stepPath, step)}) {
        if (tokens.value_or(-1) > 0 && *tokens % job.sequence != 0)
            settings.complain(path, "is " + figureOfCount(*tokens) + ", which is no multiple of " +
                                        std::string(contextPath) + ' ' +
                                        figureOfCount(job.sequence) + '.');
    }
    if (!micro)
        return;
    job.microBatch = std::max<std::int64_t>(1, *micro / job.sequence);
    if (job.microBatch > kMaxSamples / parts)
        return settings.complain(microPath, "makes more than " + figureOfCount(kMaxSamples) +
                                                " samples of a replica, the most that is "
                                                "simulated.");
    job.localBatch = job.microBatch * parts;
    job.globalBatch = step.value_or(-1) > 0 ? std::max<std::int64_t>(1, *step / job.sequence) : -1;
}

// module_fqns_per_model_part: [["tok_embeddings", "layers.0"], ["layers.1", "norm", "output"]]
void readParts(LaunchSettings &settings, TorchtitanJob &job)
{
    constexpr std::string_view path = "parallelism.module_fqns_per_model_part";
    const JsonNode *parts = settings.find(path);
    if (!parts)
        return;
    for (const JsonNode &part : parts->items) {
        if (part.kind != JsonNode::Kind::Array)
            settings.complain(path, "has " + kindText(part) +
                                        " in its list, but must hold a list for each stage.");
        job.layersOfParts.push_back(std::ranges::count_if(
            part.items, [](const JsonNode &name) { return name.text.starts_with("layers."); }));
    }
    if (job.layersOfParts.empty())
        settings.complain(path, "is " + kindText(*parts) +
                                    ", but must be a list with a list for each stage.");
}

} // namespace

TorchtitanJob torchtitanJob(LaunchSheet &sheet, LaunchSettings &settings)
{
    renameOlder(sheet, settings);
    TorchtitanJob job;
    readWords(settings, job);
    readOldFloat8(sheet, settings, job);
    readSizes(settings, job);
    readMicroBatchCount(settings, job);
    readTokens(settings, job);
    readParts(settings, job);
    return job;
}

} // namespace core
