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

} // namespace

// Two all-reduces of the residual stream in each direction; with sequence parallelism each is a
// reduce-scatter and an all-gather, which NCCL runs on rings alone.
TensorPasses tensorPasses(const BlockSizes &z)
{
    if (z.t <= 1)
        return {};
    const double bytes = streamBytes(z);
    const Members group = membersAt(z.t, 1, z.fabric);
    noteSums(LayerPass::Forward, 2, z, !isScattered(z));
    noteSums(LayerPass::Input, 2, z, !isScattered(z));
    if (!isScattered(z)) {
        const double two = 2 * allReducePrice(AllReduce::Quickest, bytes, group, z.fabric).seconds;
        return {{two, two, 0}, 0, two};
    }
    const double again = gathersAgain(z);
    noteGathers(LayerPass::Forward, 2, z);
    noteGathers(LayerPass::Input, 2 + again, z);
    const double one = allGatherSeconds(bytes, group, z.fabric);
    return {{4 * one, (4 + again) * one, 0}, again * one, 2 * one};
}

void noteLastSum(const BlockSizes &z)
{
    if (z.t > 1)
        noteSums(LayerPass::Forward, 1, z, !isScattered(z));
}

namespace {

// How many of the residual stream an end of the model has of each. A sum is a reduce-scatter where
// partners share the tokens, a gather an all-gather; one is an all-reduce where they do not.
struct EndCollectives
{
    double sums = 0; // forward
    double gathers = 0;
    double inputSums = 0;
    double inputGathers = 0;
    bool whole = false; // the forward sum is an all-reduce in any case
};

// Megatron-LM, LanguageModelEmbedding: what partners found is scattered (reduce_scatter_embeddings)
// but where positions or segments are looked up too, which are added to the whole sum, and it is
// shared out then. Backward each needs the gradients of all tokens.
EndCollectives ofEmbedding(const TransformerSpec &spec, const BlockSizes &z)
{
    const double scattered = isScattered(z) ? 1 : 0;
    return {.sums = 1,
            .inputGathers = scattered,
            .whole = spec.positions > 0 || spec.segments > 0 || scattered == 0};
}

// ColumnParallelLinear, as in a block.
EndCollectives ofHead(const BlockSizes &z)
{
    const double scattered = isScattered(z) ? 1 : 0;
    return {.gathers = scattered,
            .inputSums = 1,
            .inputGathers = scattered * (z.dtensor ? 0 : 1),
            .whole = scattered == 0};
}

TensorPasses passesOfEnd(const EndCollectives &end, const BlockSizes &z)
{
    if (z.t <= 1)
        return {};
    const double bytes = streamBytes(z);
    const Members group = membersAt(z.t, 1, z.fabric);
    const double one = allGatherSeconds(bytes, group, z.fabric);
    const double sum =
        end.whole ? allReducePrice(AllReduce::Quickest, bytes, group, z.fabric).seconds : one;
    noteSums(LayerPass::Forward, end.sums, z, end.whole);
    noteSums(LayerPass::Input, end.inputSums, z, end.whole);
    noteGathers(LayerPass::Forward, end.gathers, z);
    noteGathers(LayerPass::Input, end.inputGathers, z);
    const double again = end.inputGathers * one;
    const double sums = end.inputSums * sum;
    return {{end.sums * sum + end.gathers * one, sums + again, 0}, again, sums};
}

Passes sentByEnd(const EndCollectives &end, const BlockSizes &z)
{
    const double one = (z.t - 1) / z.t * streamBytes(z);
    const double sum = (end.whole ? 2 : 1) * one;
    return {end.sums * sum + end.gathers * one, end.inputSums * sum + end.inputGathers * one, 0};
}

} // namespace

TensorPasses embeddingPasses(const TransformerSpec &spec, const BlockSizes &z)
{
    return passesOfEnd(ofEmbedding(spec, z), z);
}

TensorPasses headPasses(const BlockSizes &z)
{
    return passesOfEnd(ofHead(z), z);
}

Passes sentByEmbedding(const TransformerSpec &spec, const BlockSizes &z)
{
    return sentByEnd(ofEmbedding(spec, z), z);
}

Passes sentByHead(const BlockSizes &z)
{
    return sentByEnd(ofHead(z), z);
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

namespace {

// Since 2022 sums of input gradients run beside the weight gradients, started between the two
// products of a layer, and what is gathered again runs beside the input gradients. A schedule that
// computes weight gradients at another time has nothing to hide the sums behind.
void hideBeside(HiddenTensor &hidden, const TensorPasses &tensor, const Passes &products,
                double contention, const BlockSizes &z)
{
    const SoftwareSpec &software = *z.software;
    if (!software.overlapsTensor)
        return;
    const double kept = 1 - contention;
    hidden.input += kept * std::min(tensor.again, products.input - hidden.input);
    if (overlapsWeightGradients(software, z.sdpa))
        hidden.besideWeights = kept * std::min(tensor.sums, kOverlapWithWeights * products.weight);
}

} // namespace

HiddenTensor hiddenTensor(const TensorPasses &tensor, const Passes &products, const BlockSizes &z)
{
    const bool inPieces = isScattered(z) && cutsIntoPieces(*z.software, z.sdpa);
    HiddenTensor hidden = inPieces ? hiddenInPieces(tensor, products, z) : HiddenTensor{};
    hideBeside(hidden, tensor, products, inPieces ? kBulkContention : z.software->contention, z);
    return hidden;
}

HiddenTensor hiddenOfHead(const TensorPasses &tensor, const Passes &products, const BlockSizes &z)
{
    HiddenTensor hidden;
    hideBeside(hidden, tensor, products, z.software->contention, z);
    return hidden;
}

} // namespace core
