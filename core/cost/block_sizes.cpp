// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_sizes.h"

#include "core/cost/block_memory.h"
#include "core/cost/block_products.h"
#include "core/cost/gradient_sum.h"
#include "core/cost/tensor_passes.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// Megatron's kernel takes groups of four matrices of at most 2048 columns.
bool softmaxIsFused(const BlockSizes &z, const SoftwareSpec &software)
{
    return software.fusedSoftmax || (std::fmod(z.b * z.a, 4) == 0 && z.keys <= 2048);
}

// In one byte, 128 elements of a token share a scale of 4 (DeepSeek-V3, arXiv:2412.19437, section
// 3.3.2; DeepEP).
double withScales(double bytes)
{
    return bytes == 1 ? bytes + 4.0 / 128 : bytes;
}

void setShape(BlockSizes &z, const TransformerSpec &spec, std::int64_t block)
{
    z.h = static_cast<double>(spec.hidden);
    z.v = static_cast<double>(spec.vocab) / z.t;
    z.a = static_cast<double>(spec.heads) / z.t;
    z.kv = std::max(1.0, static_cast<double>(spec.kvHeads) / z.t);
    z.query = static_cast<double>(queryWidth(spec));
    z.value = static_cast<double>(valueWidth(spec));
    z.f = static_cast<double>(mlpWidth(spec, block)) / z.t;
    z.up = spec.gatedMlp ? 2 : 1;
    z.qkv = z.a * z.query + z.kv * (z.query + z.value);
    z.gathered = hasExperts(spec, block) ? 1 : 2; // tokens for experts are dispatched
    z.sent = hasExperts(spec, block) ? static_cast<double>(spec.expertsPerToken) : 0;
}

} // namespace

BlockSizes blockSizes(const TransformerSpec &spec, std::int64_t block, const Scenario &scenario,
                      const PartnerFabrics *faulty)
{
    const ParallelSpec &parallel = scenario.parallel;
    const TrainingSpec &training = scenario.training;
    BlockSizes z;
    z.machine = machineOf(scenario);
    z.fabric = faulty ? faulty->tensor : fabricOf(scenario);
    z.contextFabric = faulty ? faulty->context : z.fabric;
    z.expertFabric = faulty ? faulty->experts : z.fabric;
    z.software = &scenario.cluster.software;
    z.t = parallel.tensor;
    z.context = parallel.context;
    z.expert = parallel.expert;
    z.b = static_cast<double>(training.microBatch);
    z.keys = static_cast<double>(training.sequence);
    z.s = z.keys / z.context;
    z.tokens = z.b * z.s;
    z.rows = spec.patch > 0 ? z.b : z.tokens;
    z.stream = z.tokens / (parallel.sequenceParallel ? z.t : 1);
    z.product = productMachineOf(scenario);
    z.input = withScales(z.product.element);
    z.dispatched =
        training.dispatchBytes > 0 ? withScales(training.dispatchBytes) : z.machine.element;
    z.gradient = gradientBytesOf(training);
    const auto microBatches = static_cast<double>(microBatchCount(scenario));
    z.accumulates = microBatches > 1;
    z.added =
        addsByKernel(scenario) && !scattersLayers(scenario) ? (microBatches - 1) / microBatches : 0;
    setShape(z, spec, block);
    z.flash = z.machine.attention *
              (scenario.cluster.device.newMatrixUnits ? z.software->olderKernels : 1);
    z.sdpa = runsOnPyTorch(parallel);
    z.dtensor = runsOnDTensor(parallel);
    z.sharedKv = z.dtensor ? z.a : z.kv; // torchtitan repeats them first (repeat_kv)
    z.ring = z.context > 1 && gathersLayers(scenario);
    z.stopsEarly = stopsRecomputing(spec, scenario);
    z.operations = recomputesOperations(spec, scenario);
    if (training.precision == Precision::Fp16 && !z.sdpa)
        z.loss = 2; // Megatron-LM, --fp16-lm-cross-entropy; bf16 has no such option
    z.fusedSoftmax = softmaxIsFused(z, *z.software);
    z.eager = z.software->eager && spec.flashAttention;
    z.chains = !z.software->fusedBf16 && worksInBf16(training) && !spec.flashAttention;
    return z;
}

} // namespace core
