// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_memory.h"

#include "core/cost/block_price.h"
#include "core/cost/operation_log.h"
#include "core/cost/tensor_passes.h"

#include <algorithm>

namespace core {
namespace {

// Activations that one block keeps for backward on this device, and which of them selective
// recomputation recomputes or drops.
struct KeptBytes
{
    double all = 0;
    double droppable = 0;
    double needless = 0;
};

// With flash attention, which keeps no core, selective recomputation recomputes the product of the
// two branches, and the activated gate.
bool dropsActivated(const TransformerSpec &spec)
{
    return spec.flashAttention && spec.gatedMlp;
}

// And with latent attention all norms and what is expanded from the latent vectors: DeepSeek-V3,
// arXiv:2412.19437, section 3.2.3. Queries without a narrow vector are kept.
bool dropsLatent(const TransformerSpec &spec)
{
    return dropsActivated(spec) && spec.kvRank > 0;
}

// Megatron-LM's SwiGLUFunction (core/fusions/fused_bias_swiglu.py) keeps what goes in, both
// branches, and makes the activated gate again backward; silu(x) * y of PyTorch keeps that too.
double activatedGate(const BlockSizes &z) // where there is a gate
{
    const bool fused = !z.sdpa && !z.eager && z.software->fusedBf16;
    return fused ? 0 : z.f;
}

// The narrow vectors, and the part of them that has a norm.
double latentWidth(const TransformerSpec &spec)
{
    return spec.kvRank > 0 ? static_cast<double>(spec.queryRank + spec.kvRank + spec.ropeDimension)
                           : 0;
}

double normedLatentWidth(const TransformerSpec &spec)
{
    return spec.kvRank > 0 ? static_cast<double>(spec.queryRank + spec.kvRank) : 0;
}

// Queries, keys and values that the up-projections make, per token.
double upWidth(const TransformerSpec &spec, const BlockSizes &z)
{
    return (spec.queryRank > 0 ? z.a * z.query : 0) + z.kv * (z.query + z.value);
}

// Tokens that are kept of what comes out of the two norms. What partners gathered of it is let go
// and gathered again, but by PyTorch, which gathers outside of the product that keeps it.
double normedTokens(const BlockSizes &z)
{
    const double whole = z.dtensor ? z.gathered : 0;
    return whole * z.tokens + (2 - whole) * z.stream;
}

// Korthikanti 2022, table 2; gated: COST_MODEL 1.2. In elements of a token: 2 h into the norms and
// 2 h out of them; queries, keys, values and what was attended; gate, other branch and product, and
// the activated gate where it is kept, f each; of latent attention the narrow vectors c_Q, c_KV and
// k_R (DeepSeek-V2, arXiv:2405.04434, section 2.1) before their norms and behind them. Inputs of
// narrow products, and of the activation, are kept as narrow (DeepSeek-V3, section 3.3.3); what was
// attended is not: the core needs it again. PyTorch's own fp8 (torchao) keeps what it casts as it
// was. Experts keep what was sent to them and what they answered, the router its fp32 scores.
KeptBytes keptByBlock(const TransformerSpec &spec, const BlockSizes &z)
{
    const double e = z.machine.element;
    const double input = z.sdpa ? e : z.input;
    const double attended = z.a * z.value;
    const double masks = spec.flashAttention ? 0 : 1; // of dropout, a byte each
    const double normed = normedLatentWidth(spec);
    KeptBytes kept;
    double stream = 2 * e;
    double split = 0;
    if (spec.gatedMlp) {
        split = e * (z.qkv + attended + activatedGate(z) + latentWidth(spec)) +
                input * (3 * z.f + normed);
    } else { // 34 s b h at f = 4 h
        stream += 2 * masks;
        split = e * (4 * z.h / z.t + z.f) + input * z.f;
    }
    const double scores = z.b * z.a * z.s * z.keys;
    const double core = spec.flashAttention ? 0 : scores * (2 * e + 1);
    const double statistics = spec.flashAttention ? 4 * z.b * z.a * z.s : 0;
    kept.all =
        (stream * z.stream + input * normedTokens(z)) * z.h + split * z.tokens + core + statistics;
    kept.droppable = core;
    if (dropsActivated(spec))
        kept.droppable = (e * activatedGate(z) + input * z.f) * z.tokens;
    if (dropsLatent(spec))
        kept.droppable +=
            2 * input * z.stream * z.h + (input * normed + e * upWidth(spec, z)) * z.tokens;
    if (z.sent > 0) {
        const double answers = z.tokens * e * z.sent * z.h;
        kept.all +=
            answers + z.tokens * (input * z.sent * z.h + 4 * static_cast<double>(spec.experts));
        // The activated gate, made again, is what the router's weights were put on (Megatron-Core,
        // recomputation of moe_act), so their gradients ask for no answer.
        if (dropsActivated(spec))
            kept.needless = answers;
    }
    return kept;
}

// What stands at once at the widest place of a forward pass: gate and other branch, what goes into
// them and what comes out, and with tensor partners both for all tokens, which they have gathered
// and not yet scattered.
double passingBytes(const BlockSizes &z)
{
    const double e = z.machine.element;
    const double whole = z.t > 1 ? z.tokens : 0;
    return e * (2 * (z.stream + whole) * z.h + z.up * z.tokens * z.f);
}

void recomputeLatent(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z)
{
    const double moved = z.machine.element + z.input; // read and written
    Work &work = price.recomputeWork;
    OperationLog again;
    BlockSizes noted = z;
    noted.log = z.log ? &again : nullptr;
    KernelSum norms(z.machine, noted.log);
    norms.forward(OperationName::Norm, 2, moved * z.stream * z.h);
    norms.forward(OperationName::Norm, 1, moved * normedLatentWidth(spec) * z.tokens);
    work[CostPart::MemoryBound] += norms.forwardSeconds();
    for (const BlockProduct &up : upProjections(spec, z.tokens, z.t)) {
        const PricedProduct priced = priceProduct(up, noted);
        work[CostPart::Matrix] += priced.product.forward;
        work[CostPart::MemoryBound] += priced.casts.forward;
    }
    if (z.log)
        z.log->recompute(again);
    for (const BlockProduct &up : upProjections(spec, z.tokens * z.context, 1))
        price.recomputeFlops += up.flops();
}

void recomputeSelected(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z,
                       const KeptBytes &kept, double core)
{
    if (spec.flashAttention) { // reads gate and other branch, writes the product
        const double bytes = 3 * z.input * z.f * z.tokens;
        price.recomputeWork[CostPart::MemoryBound] = touchSeconds(bytes, z.machine);
        if (z.log)
            z.log->kernels(OperationName::Activation, LayerPass::Recompute, 1, bytes, z.machine);
    } else {
        price.recomputeWork[CostPart::Attention] = core;
        price.recomputeFlops = coreFlops(z);
        if (z.log)
            z.log->recompute(CostPart::Attention);
    }
    if (dropsLatent(spec))
        recomputeLatent(price, spec, z);
    price.transient = bytesFrom(kept.droppable);
    price.kept = bytesFrom(kept.all - kept.droppable - kept.needless);
}

// What it keeps of a layer so. Results of the last product, which only the residual sum needs, are
// kept where no compiler sees that nothing backward asks for them.
void keepOperations(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z)
{
    const double e = z.machine.element;
    const double attended = z.a * z.value;
    const double statistics = 4 * z.b * z.a * z.s;
    const double kept = e * (z.stream * (spec.gatedMlp && z.eager ? 2 : 1) * z.h +
                             z.tokens * (2 * attended + z.kv * z.value + z.f)) +
                        statistics;
    const KeptBytes all = keptByBlock(spec, z);
    price.kept = bytesFrom(std::min(kept, all.all));
    price.transient = bytesFrom(std::max(0.0, all.all - kept));
}

// PyTorch keeps operations, not tensors: attention, scattered results, and the products 1, 3, 5 ...
// of a layer (torchtitan, selective_ac_option "op"). Those between and all element-wise operations
// run again, but for what follows the last product. With separate products these are keys, the
// output of attention and, where it has a gate, the second branch.
void recomputeOperations(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z)
{
    const double e = z.machine.element;
    const double attended = z.a * z.value;
    const double keys = z.kv * z.query;
    const double group = z.tokens * z.context; // whole, for operations of all partners
    Work &work = price.recomputeWork;
    using enum OperationName;
    OperationLog once;
    BlockSizes noted = z;
    noted.log = z.log ? &once : nullptr;
    const auto again = [&](OperationName name, double in, double out) {
        const PricedProduct priced =
            priceProduct({.rows = z.tokens, .in = in, .out = out, .name = name}, noted);
        work[CostPart::Matrix] += priced.product.forward;
        work[CostPart::MemoryBound] += priced.casts.forward;
        price.recomputeFlops += 2 * group * z.t * in * out;
    };
    again(QueryKeyValue, z.h, keys);
    again(AttentionOutput, attended, z.h);
    if (spec.gatedMlp)
        again(MlpIn, z.h, z.f);
    KernelSum kernels(z.machine, noted.log);
    kernels.forward(Norm, 2, (e + z.input) * z.stream * z.h);
    kernels.forward(MoveHeads, 1, 2 * e * (attended + keys) * z.tokens);
    kernels.forward(ResidualAdd, 1, residualBytes(spec, z));
    kernels.forward(Activation, 1, 3 * z.input * z.f * z.tokens);
    work[CostPart::MemoryBound] += kernels.forwardSeconds();
    work[CostPart::TensorComm] = price.forwardWork[CostPart::TensorComm] / 2; // what is gathered
    if (z.log) {
        z.log->recompute(once);
        // What the products need was gathered: both gathers again, and neither scatter. All-reduces
        // of partners without sequence parallelism are half of them.
        if (z.stream < z.tokens)
            z.log->recompute(TensorGather);
        else
            z.log->recompute(CostPart::TensorComm, 0.5);
    }
    price.hiddenRecompute.tensor = price.hiddenForward.tensor / 2;
    price.hostRecompute = price.hostForward;
    keepOperations(price, spec, z);
}

// PyTorch ends a recomputation when all that backward asks for is there (torch.utils.checkpoint,
// early_stop), and compilers leave out the rest: the last product, whose result only the residual
// sum has use for, the sum over its partners and the residual sum.
void stopEarly(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z)
{
    OperationLog skipped;
    BlockSizes noted = z;
    noted.log = z.log ? &skipped : nullptr;
    const PricedProduct last = priceProduct(
        {.rows = z.tokens, .in = z.f, .out = z.h, .name = OperationName::MlpOut}, noted);
    KernelSum residual(z.machine, noted.log);
    residual.forward(OperationName::ResidualAdd, 1, residualBytes(spec, z));
    Work &work = price.recomputeWork;
    work[CostPart::Matrix] -= last.product.forward;
    work[CostPart::MemoryBound] -= last.casts.forward + residual.forwardSeconds();
    // One less of two gathers and two scatters, or of two all-reduces.
    const double left = z.stream < z.tokens ? 0.75 : 0.5;
    work[CostPart::TensorComm] *= left;
    price.hiddenRecompute.tensor *= left;
    price.recomputeFlops -= 2 * z.tokens * z.context * z.f * z.t * z.h;
    if (z.log) {
        noteLastSum(noted);
        z.log->recomputeAllBut(skipped);
    }
}

} // namespace

bool stopsRecomputing(const TransformerSpec &spec, const Scenario &scenario)
{
    return runsOnPyTorch(scenario.parallel) && scenario.cluster.software.stopsEarly &&
           spec.experts <= 1;
}

bool recomputesOperations(const TransformerSpec &spec, const Scenario &scenario)
{
    return scenario.training.recompute == Recompute::Selective && gathersLayers(scenario) &&
           runsOnPyTorch(scenario.parallel) && spec.flashAttention && spec.kvRank == 0 &&
           spec.experts <= 1;
}

void setKept(LayerPrice &price, const TransformerSpec &spec, const BlockSizes &z, double core,
             Recompute recompute)
{
    const KeptBytes kept = keptByBlock(spec, z);
    price.kept = bytesFrom(kept.all);
    price.passing = bytesFrom(passingBytes(z));
    if (recompute == Recompute::Full) {
        price.recomputeWork = price.forwardWork;
        price.hiddenRecompute = price.hiddenForward;
        price.recomputeFlops = price.forwardFlops;
        if (z.stopsEarly)
            stopEarly(price, spec, z);
        else if (z.log)
            z.log->recomputeAll();
        price.transient = bytesFrom(kept.all);
        price.kept = bytesFrom(z.machine.element * z.stream * z.h);
        price.hostRecompute = price.hostForward;
    } else if (z.operations) {
        recomputeOperations(price, spec, z);
    } else if (recompute == Recompute::Selective && kept.droppable > 0) {
        recomputeSelected(price, spec, z, kept, core);
    }
}

} // namespace core
