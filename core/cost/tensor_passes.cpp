// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/tensor_passes.h"

#include "core/cost/operation_log.h"
#include "core/presets/price_constants.h"

#include <algorithm>

namespace core {
namespace {

// Inputs of column-parallel products are kept as the partner's own share of the tokens, and
// gathered once more for the weight gradients (Korthikanti 2022, section 4.2.2; Megatron-LM,
// LinearWithGradAccumulationAndAsyncCommunication). Experts keep what was dispatched to them.
// DTensor gathers outside of the product, which keeps what it was given.
double gathersAgain(const BlockSizes &z)
{
    return z.dtensor ? 0 : z.gathered;
}

// By sequence parallelism.
bool isScattered(const BlockSizes &z)
{
    return z.stream < z.tokens;
}

// So many of the residual stream.
OperationLog::Collectives ofStream(OperationName name, LayerPass pass, double count,
                                   const BlockSizes &z)
{
    return {name, CostPart::TensorComm, pass, count, streamBytes(z), membersAt(z.t, 1, z.fabric)};
}

void noteSums(LayerPass pass, double count, const BlockSizes &z, bool whole)
{
    if (!z.log || count == 0)
        return;
    if (!whole)
        z.log->allGathers(ofStream(OperationName::TensorScatter, pass, count, z), z.fabric,
                          CollectiveKind::ReduceScatter);
    else
        z.log->allReduces(ofStream(OperationName::TensorAllReduce, pass, count, z), z.fabric);
}

void noteGathers(LayerPass pass, double count, const BlockSizes &z)
{
    if (z.log && count > 0)
        z.log->allGathers(ofStream(OperationName::TensorGather, pass, count, z), z.fabric);
}

// How many of the residual stream a layer has of each. A sum is a reduce-scatter where partners
// share the tokens, a gather an all-gather, which NCCL runs on rings alone.
struct StreamCollectives
{
    double sums = 0; // forward
    double gathers = 0;
    double inputSums = 0;
    double inputGathers = 0;
    double again = 0;   // of input too: see TensorPasses
    bool whole = false; // its sums are all-reduces
};

// Two all-reduces in each direction; with sequence parallelism each is a reduce-scatter and an
// all-gather.
StreamCollectives ofBlock(const BlockSizes &z)
{
    const double scattered = isScattered(z) ? 1 : 0;
    return {.sums = 2,
            .gathers = 2 * scattered,
            .inputSums = 2,
            .inputGathers = 2 * scattered,
            .again = scattered * gathersAgain(z),
            .whole = scattered == 0};
}

// Megatron-LM, LanguageModelEmbedding: what partners found is scattered (reduce_scatter_embeddings)
// but where positions or segments are looked up too, which are added to the whole sum, and it is
// shared out then. Backward each needs the gradients of all tokens.
StreamCollectives ofEmbedding(const TransformerSpec &spec, const BlockSizes &z)
{
    const double scattered = isScattered(z) ? 1 : 0;
    return {.sums = 1,
            .inputGathers = scattered,
            .whole = spec.positions > 0 || spec.segments > 0 || scattered == 0};
}

// ColumnParallelLinear, as in a block.
StreamCollectives ofHead(const BlockSizes &z)
{
    const double scattered = isScattered(z) ? 1 : 0;
    return {.gathers = scattered,
            .inputSums = 1,
            .again = scattered * (z.dtensor ? 0 : 1),
            .whole = scattered == 0};
}

TensorPasses passesOf(const StreamCollectives &all, const BlockSizes &z)
{
    if (z.t <= 1)
        return {};
    const double bytes = streamBytes(z);
    const Members group = membersAt(z.t, 1, z.fabric);
    const double one = allGatherSeconds(bytes, group, z.fabric);
    const double sum =
        all.whole ? allReducePrice(AllReduce::Quickest, bytes, group, z.fabric).seconds : one;
    const double inputGathers = all.inputGathers + all.again;
    noteSums(LayerPass::Forward, all.sums, z, all.whole);
    noteSums(LayerPass::Input, all.inputSums, z, all.whole);
    noteGathers(LayerPass::Forward, all.gathers, z);
    noteGathers(LayerPass::Input, inputGathers, z);
    const double sums = all.inputSums * sum;
    return {
        {all.sums * sum + all.gathers * one, sums + inputGathers * one, 0}, all.again * one, sums};
}

Passes sentBy(const StreamCollectives &all, const BlockSizes &z)
{
    const double one = (z.t - 1) / z.t * streamBytes(z);
    const double sum = (all.whole ? 2 : 1) * one;
    return {all.sums * sum + all.gathers * one,
            all.inputSums * sum + (all.inputGathers + all.again) * one, 0};
}

} // namespace

TensorPasses tensorPasses(const BlockSizes &z)
{
    return passesOf(ofBlock(z), z);
}

TensorPasses embeddingPasses(const TransformerSpec &spec, const BlockSizes &z)
{
    return passesOf(ofEmbedding(spec, z), z);
}

TensorPasses headPasses(const BlockSizes &z)
{
    return passesOf(ofHead(z), z);
}

Passes sentByEmbedding(const TransformerSpec &spec, const BlockSizes &z)
{
    return sentBy(ofEmbedding(spec, z), z);
}

Passes sentByHead(const BlockSizes &z)
{
    return sentBy(ofHead(z), z);
}

void noteLastSum(const BlockSizes &z)
{
    if (z.t > 1)
        noteSums(LayerPass::Forward, 1, z, !isScattered(z));
}

namespace {

// What products hide that are cut into pieces. Pieces of a gather arrive while those before are
// multiplied, the first of which is the device's own; the last piece of a scatter has nothing
// beside it. Megatron's Transformer Engine does so with the two of forward and the gradients that
// are gathered, PyTorch (on demand) with the sums of input gradients too.
HiddenTensor hiddenInPieces(const TensorPasses &tensor, const Passes &products, const BlockSizes &z)
{
    const double scattered = z.sdpa ? 1 - 1 / z.t : z.software->tensorPipelined;
    const double reached = z.sdpa ? kAsyncTensor : 1;
    const double gradients = tensor.input - tensor.again - tensor.sums;
    const double sums = z.sdpa ? scattered * tensor.sums : 0;
    return {reached * std::min((1 + scattered) / 2 * tensor.forward, products.forward),
            reached * std::min(gradients + sums, products.input), 0};
}

} // namespace

// Who shares gradients and no weights beside tensor partners has partners of another kind, as far
// as is known: Llama 3 kept no more of its inputs than Megatron does (arXiv:2407.21783,
// section 3.3.2).
bool runsOnDTensor(const ParallelSpec &parallel)
{
    return runsOnPyTorch(parallel) &&
           (parallel.framework == Framework::PyTorch || parallel.sharding == Sharding::Zero3);
}

bool cutsIntoPieces(const SoftwareSpec &software, bool onPyTorch)
{
    return onPyTorch ? software.asyncTensor : software.tensorPipelined > 0;
}

// PyTorch's tensor parallelism waits for each of them where it is needed next, which is at once.
bool overlapsWeightGradients(const SoftwareSpec &software, bool onPyTorch)
{
    return software.overlapsTensor && !onPyTorch;
}

// Since 2022 sums of input gradients run beside the weight gradients, started between the two
// products of a layer, and what is gathered again runs beside the input gradients. A schedule that
// computes weight gradients at another time has nothing to hide the sums behind.
HiddenTensor hiddenTensor(LayerKind kind, const TensorPasses &tensor, const Passes &products,
                          const BlockSizes &z)
{
    const SoftwareSpec &software = *z.software;
    const bool inPieces =
        kind == LayerKind::Block && isScattered(z) && cutsIntoPieces(software, z.sdpa);
    HiddenTensor hidden = inPieces ? hiddenInPieces(tensor, products, z) : HiddenTensor{};
    if (!software.overlapsTensor)
        return hidden;
    const double kept = 1 - (inPieces ? kBulkContention : software.contention);
    hidden.input += kept * std::min(tensor.again, products.input - hidden.input);
    if (overlapsWeightGradients(software, z.sdpa))
        hidden.besideWeights = kept * std::min(tensor.sums, kOverlapWithWeights * products.weight);
    return hidden;
}

} // namespace core
