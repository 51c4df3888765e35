// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/megatron_words.h"

namespace core {
namespace {

void addPrecision(MegatronWords &words, const TrainingSpec &training)
{
    const int bytes = gradientBytesOf(training);
    switch (training.precision) {
    case Precision::Fp32:
    case Precision::Tf32: // a setting of PyTorch, not of a command
        return;
    case Precision::Fp16:
        words.add("--fp16");
        words.addIf(bytes == 4, "--accumulate-allreduce-grads-in-fp32");
        return;
    case Precision::Fp8:
        words.add("--fp8-format", "hybrid");
        [[fallthrough]];
    case Precision::Bf16:
        words.add("--bf16");
        words.addIf(bytes == 2, "--grad-reduce-in-bf16"); // sums of 4 bytes are the default
        return;
    }
}

// The modules whose outputs are made again here: what is between the products of a layer.
std::string recomputedModules(const TransformerSpec &spec)
{
    std::string modules;
    const auto add = [&modules](bool has, const char *name) {
        if (has)
            modules += (modules.empty() ? "" : " ") + std::string(name);
    };
    add(!spec.flashAttention, "core_attn");
    add(spec.experts > 1, "moe_act");
    add(spec.experts <= 1 && spec.gatedMlp, "mlp");
    add(spec.kvRank > 0, "mla_up_proj");
    return modules.empty() ? "core_attn" : modules;
}

void addRecomputation(MegatronWords &words, const Scenario &scenario)
{
    switch (scenario.training.recompute) {
    case Recompute::None:
        return;
    case Recompute::Selective:
        words.add("--recompute-granularity", "selective");
        words.add("--recompute-modules", recomputedModules(*scenario.model.transformer()));
        return;
    case Recompute::Full:
        words.add("--recompute-granularity", "full");
        words.add("--recompute-method", "uniform");
        words.add("--recompute-num-layers", 1);
        return;
    }
}

Status addOptimizer(MegatronWords &words, const Scenario &scenario)
{
    const TrainingSpec &training = scenario.training;
    words.add("--optimizer", training.optimizer == Optimizer::Adam ? "adam" : "sgd");
    if (training.optimizer == Optimizer::PlainSgd)
        words.add("--sgd-momentum", 0);
    // Of the distributed optimizer alone, beside FSDP it has none.
    const bool away =
        scenario.parallel.offloadOptimizer && scenario.parallel.sharding == Sharding::Zero1;
    if (away) {
        words.add("--optimizer-cpu-offload");
        words.addIf(momentBytesOf(training) != 2, "--use-precision-aware-optimizer");
    }
    if (momentBytesOf(training) != 2)
        return std::monostate{};
    if (scenario.parallel.sharding == Sharding::None)
        return Error{"It has moments of 2 bytes with its distributed optimizer alone: set sharding "
                     "to zero1."};
    words.add("--use-precision-aware-optimizer");
    words.add("--exp-avg-dtype", "bf16");
    words.add("--exp-avg-sq-dtype", "bf16");
    return std::monostate{};
}

} // namespace

Result<MegatronWords> megatronTraining(const Scenario &scenario)
{
    MegatronWords words;
    words.add("--micro-batch-size", scenario.training.microBatch);
    words.add("--global-batch-size", scenario.training.globalBatch);
    addPrecision(words, scenario.training);
    addRecomputation(words, scenario);
    if (scenario.cluster.software.fusedLoss) {
        words.add("--cross-entropy-loss-fusion");
        words.add("--cross-entropy-fusion-impl", "te");
    }
    if (const Status done = addOptimizer(words, scenario); !done)
        return done.error();
    return words;
}

MegatronWords megatronRun()
{
    MegatronWords words;
    words.add("--mock-data");
    words.add("--split", "99,1,0");
    words.add("--train-iters", 10);
    words.add("--lr", "1e-4");
    words.add("--lr-decay-style", "constant");
    words.add("--eval-iters", 0);
    words.add("--attention-dropout", 0);
    words.add("--hidden-dropout", 0);
    words.add("--log-interval", 1);
    return words;
}

} // namespace core
