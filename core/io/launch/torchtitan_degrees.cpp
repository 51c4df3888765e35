// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_degrees.h"

#include "core/base/printable.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

// "1 x 16 x 8"
std::string productText(std::initializer_list<std::int64_t> factors)
{
    std::string text;
    for (const std::int64_t factor : factors)
        text += (text.empty() ? "" : " x ") + figureOfCount(factor);
    return text;
}

// Where somebody who changes how the GPUs are divided would look first.
int lineOfDegrees(const LaunchSettings &settings)
{
    for (const std::string_view name :
         {"data_parallel_shard", "tensor_parallel", "pipeline_parallel", "context_parallel"}) {
        const int line = settings.lineOf("parallelism." + std::string(name) + "_degree");
        if (line > 0)
            return line;
    }
    return 0;
}

// Of what is left: data_parallel_shard_degree = -1 takes the rest (ParallelDims).
Result<std::int64_t> shardOf(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    const std::int64_t world = sheet.scenario.cluster.devices;
    const int line = lineOfDegrees(settings);
    const double others = static_cast<double>(job.replicate) * static_cast<double>(job.context) *
                          static_cast<double>(job.tensor) * static_cast<double>(job.pipeline);
    const std::string names = "replicate x context x tensor x pipeline = " +
                              productText({job.replicate, job.context, job.tensor, job.pipeline});
    if (job.shard < 0) {
        const auto part = static_cast<std::int64_t>(std::min(others, 1e15));
        if (part > world || world % part != 0)
            return sheet.refuse(line, "torchtitan divides all GPUs: " + names + " = " +
                                          figureOfNumber(others) + " does not divide " +
                                          figureOfCount(world) + '.');
        sheet.tell(line, "data_parallel_shard_degree is -1, the rest: " + figureOfCount(world) +
                             " / " + figureOfCount(part) + " = " + figureOfCount(world / part) +
                             '.');
        return world / part;
    }
    if (others * static_cast<double>(job.shard) != static_cast<double>(world))
        return sheet.refuse(line,
                            "torchtitan needs as many GPUs as the degrees multiply to: shard " +
                                figureOfCount(job.shard) + ", " + names + ", but there are " +
                                figureOfCount(world) + '.');
    return job.shard;
}

Status takeSharding(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job,
                    std::int64_t shard)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const int line = settings.lineOf("parallelism.fsdp_reshard_after_forward");
    if (job.reshard != "default" && job.reshard != "always" && job.reshard != "never")
        return sheet.refuse(line, "fsdp_reshard_after_forward is \"" + printable(job.reshard) +
                                      "\", but torchtitan has default, always and never.");
    sheet.setBy("parallel.sharding", std::max(line, settings.lineOf("parallelism")));
    if (shard == 1 && job.context == 1) {
        sheet.scenario.training.reduceBytes = 0; // replicas send gradients as they are
        return std::monostate{};
    }
    // With a pipeline every micro-batch would gather the weights again, so the default keeps them.
    const bool keeps = job.reshard == "never" || (job.reshard == "default" && job.pipeline > 1);
    parallel.sharding = keeps ? Sharding::Zero2 : Sharding::Zero3;
    if (job.replicate > 1)
        parallel.shardingGroup = static_cast<int>(shard * job.context);
    return std::monostate{};
}

// Experts are cut by tensor partners here, torchtitan's own partners of experts are fewer.
Status takeExperts(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job,
                   std::int64_t shard)
{
    ParallelSpec &parallel = sheet.scenario.parallel;
    const int line = settings.lineOf("parallelism.expert_parallel_degree");
    sheet.setBy("parallel.expert", line);
    if (job.expert == 1)
        return std::monostate{};
    if (job.expertTensor != 1 && job.expertTensor != job.tensor)
        return sheet.refuse(line, "torchtitan refuses expert_tensor_parallel_degree " +
                                      figureOfCount(job.expertTensor) +
                                      ": it is 1 or the tensor degree, " +
                                      figureOfCount(job.tensor) + '.');
    const std::int64_t ranks =
        shard * job.context * (job.expertTensor == 1 ? job.tensor : std::int64_t{1});
    if (ranks % job.expert != 0)
        return sheet.refuse(line, "torchtitan refuses expert_parallel_degree " +
                                      figureOfCount(job.expert) + ": it does not divide the " +
                                      figureOfCount(ranks) + " GPUs that share the experts.");
    const std::int64_t cut = job.expert * job.expertTensor;
    if (cut % job.tensor != 0)
        return sheet.refuse(line,
                            "Experts over " + figureOfCount(cut) + " GPUs beside tensor " +
                                figureOfCount(job.tensor) +
                                " are not simulated: here tensor partners share each expert.");
    parallel.expert = static_cast<int>(cut / job.tensor);
    if (parallel.expert != job.expert)
        sheet.tell(line, "Expert " + figureOfCount(job.expert) + " with expert-tensor " +
                             figureOfCount(job.expertTensor) + " beside tensor " +
                             figureOfCount(job.tensor) + ": simulated as expert " +
                             figureOfCount(parallel.expert) +
                             ", which keeps memory and copies the same.");
    parallel.dispatch = job.expertExchange == "standard" ? Dispatch::PerExpert : Dispatch::PerNode;
    return std::monostate{};
}

} // namespace

Status takeTorchtitanDegrees(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    const Result<std::int64_t> shard = shardOf(sheet, settings, job);
    if (!shard)
        return shard.error();
    ParallelSpec &parallel = sheet.scenario.parallel;
    parallel.data = static_cast<int>(job.replicate * shard.value());
    parallel.tensor = static_cast<int>(job.tensor);
    parallel.context = static_cast<int>(job.context);
    parallel.pipeline = static_cast<int>(job.pipeline);
    parallel.sequenceParallel = job.tensor > 1; // always, with tensor partners
    sheet.scenario.cluster.software.asyncTensor = job.asyncTensor;
    constexpr std::pair<std::string_view, std::string_view> places[] = {
        {"parallel.tensor", "parallelism.tensor_parallel_degree"},
        {"parallel.context", "parallelism.context_parallel_degree"},
        {"parallel.pipeline", "parallelism.pipeline_parallel_degree"},
        {"parallel.chunks", "parallelism.pipeline_parallel_schedule"},
        {"parallel.schedule", "parallelism.pipeline_parallel_schedule"},
        {"training.global_batch", "training.global_batch_size"},
        {"training.micro_batch", "training.local_batch_size"},
        {"training.sequence", "training.seq_len"}};
    for (const auto &[path, key] : places)
        sheet.setBy(path, settings.lineOf(key));
    const std::int64_t parts = job.tensor * job.context * 2;
    if (job.sequence % parts != 0 && (job.tensor > 1 || job.context > 1))
        return sheet.refuse(settings.lineOf("training.seq_len"),
                            "torchtitan refuses sequences of " + figureOfCount(job.sequence) +
                                " tokens: they are divided into tensor x 2 x context = " +
                                figureOfCount(parts) + " parts.");
    if (const Status done = takeSharding(sheet, settings, job, shard.value()); !done)
        return done;
    return takeExperts(sheet, settings, job, shard.value());
}

Status takeTorchtitanBatch(LaunchSheet &sheet, LaunchSettings &settings, const TorchtitanJob &job)
{
    TrainingSpec &training = sheet.scenario.training;
    const std::int64_t replicas = sheet.scenario.parallel.data;
    const int line = settings.lineOf("training.local_batch_size");
    const bool pipelined = job.pipeline > 1;
    training.sequence = job.sequence;
    training.microBatch = pipelined ? job.microBatch : job.localBatch;
    if (pipelined && job.localBatch % job.microBatch != 0)
        return sheet.refuse(line, "torchtitan refuses a local batch of " +
                                      figureOfCount(job.localBatch) +
                                      ": it is no multiple of pipeline_parallel_microbatch_size " +
                                      figureOfCount(job.microBatch) + '.');
    const std::int64_t flush = job.localBatch * replicas;
    training.globalBatch = job.globalBatch < 0 ? flush : job.globalBatch;
    if (job.globalBatch < 0)
        sheet.tell(line, "Without global_batch_size a step is the local batch of every replica: " +
                             figureOfCount(job.localBatch) + " x " + figureOfCount(replicas) +
                             " = " + figureOfCount(flush) + '.');
    if (training.globalBatch % flush != 0)
        return sheet.refuse(
            settings.lineOf("training.global_batch_size"),
            "torchtitan refuses a global batch of " + figureOfCount(training.globalBatch) +
                ": it is no multiple of local batch x replicas = " + figureOfCount(flush) + '.');
    const std::int64_t flushes = training.globalBatch / flush;
    if (pipelined && flushes > 1)
        sheet.tell(settings.lineOf("training.global_batch_size"),
                   "torchtitan drains the pipeline " + figureOfCount(flushes) +
                       " times in a step, after every " +
                       figureOfCount(job.localBatch / job.microBatch) +
                       " micro-batches; here all of them run through it without a pause.");
    return std::monostate{};
}

} // namespace core
