// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/operation.h"

#include <array>

namespace core {

std::span<const OperationTitle> operationTitles()
{
    using enum OperationName;
    using Kind = OperationKind;
    static constexpr OperationTitle table[] = {
        {QueryKeyValue, Kind::Product, "query-key-value", "queries, keys and values"},
        {QueryDown, Kind::Product, "query-down", "latent queries"},
        {KeyValueDown, Kind::Product, "key-value-down", "latent keys and values"},
        {QueryUp, Kind::Product, "query-up", "queries from latent ones"},
        {KeyValueUp, Kind::Product, "key-value-up", "keys and values from latent ones"},
        {AttentionOutput, Kind::Product, "attention-output", "attention output"},
        {Router, Kind::Product, "router", "router"},
        {MlpIn, Kind::Product, "mlp-in", "MLP, first product"},
        {MlpOut, Kind::Product, "mlp-out", "MLP, second product"},
        {ExpertIn, Kind::Product, "expert-in", "experts, first product"},
        {ExpertOut, Kind::Product, "expert-out", "experts, second product"},
        {SharedExpertIn, Kind::Product, "shared-expert-in", "shared expert, first product"},
        {SharedExpertOut, Kind::Product, "shared-expert-out", "shared expert, second product"},
        {Scores, Kind::Product, "scores", "attention scores"},
        {WeightedValues, Kind::Product, "weighted-values", "weighted values"},
        {PatchProjection, Kind::Product, "patch-projection", "projection of patches"},
        {HeadTransform, Kind::Product, "head-transform", "transform before the logits"},
        {Logits, Kind::Product, "logits", "logits"},
        {WholeLayer, Kind::Product, "layer", "layer as a whole"},
        {Convolution, Kind::Product, "convolution", "convolution"},
        {NetworkProduct, Kind::Product, "network-product", "product"},
        {Attention, Kind::Attention, "flash-attention", "flash attention"},
        {Softmax, Kind::Kernel, "softmax", "softmax of the scores"},
        {AttentionDropout, Kind::Kernel, "attention-dropout", "dropout of the scores"},
        {Norm, Kind::Kernel, "norm", "norms"},
        {ResidualAdd, Kind::Kernel, "residual-add", "residual additions"},
        {Activation, Kind::Kernel, "activation", "activation function"},
        {MoveHeads, Kind::Kernel, "move-heads", "heads put in order"},
        {AddGradients, Kind::Kernel, "add-gradients", "gradients of both ways added"},
        {SplitActivation, Kind::Kernel, "split-activation", "activation in single kernels"},
        {SplitResidual, Kind::Kernel, "split-residual", "residual additions in single kernels"},
        {SplitNorm, Kind::Kernel, "split-norm", "normalisations in single kernels"},
        {SplitRotary, Kind::Kernel, "split-rotary", "rotary embedding in single kernels"},
        {PermuteTokens, Kind::Kernel, "permute-tokens", "tokens put in order of experts"},
        {CastInputs, Kind::Kernel, "cast-inputs", "inputs cast to fp8"},
        {AccumulateGradients, Kind::Kernel, "accumulate", "gradients added to former ones"},
        {EmbeddingLookup, Kind::Kernel, "embedding-lookup", "rows of the embedding"},
        {Loss, Kind::Kernel, "loss", "softmax and loss"},
        {TransposeMaps, Kind::Kernel, "transpose-maps", "maps put in another order"},
        {MapNorm, Kind::Kernel, "map-norm", "normalisation, ReLU, residual addition"},
        {NetworkKernels, Kind::Kernel, "network-kernels", "kernels between the products"},
        {LoadSamples, Kind::Kernel, "load-samples", "samples loaded"},
        {Update, Kind::Optimizer, "optimizer", "optimizer"},
        {TensorAllReduce, Kind::Collective, "tensor-all-reduce", "sums of tensor partners"},
        {TensorGather, Kind::Collective, "tensor-all-gather", "tensor partners gather tokens"},
        {TensorScatter, Kind::Collective, "tensor-reduce-scatter", "tensor partners scatter sums"},
        {ContextGather, Kind::Collective, "context-all-gather", "keys and values of the sequence"},
        {Dispatch, Kind::Collective, "expert-dispatch", "tokens to their experts"},
        {Combine, Kind::Collective, "expert-combine", "answers of the experts"},
        {LossReduce, Kind::Collective, "loss-all-reduce", "sums of the loss"},
        {WeightGather, Kind::Collective, "weight-all-gather", "weights gathered"},
        {GradientScatter, Kind::Collective, "gradient-reduce-scatter", "gradients scattered"},
        {GradientReduce, Kind::Collective, "gradient-all-reduce", "gradients of the replicas"},
        {TiedReduce, Kind::Collective, "tied-all-reduce", "gradients of the shared embedding"},
        {HandOver, Kind::Collective, "hand-over", "hand-over to the next stage"},
        {HostIssue, Kind::Host, "host-issue", "host issues kernels"},
        {HostStep, Kind::Host, "host-step", "host at the end of the step"},
        {Pauses, Kind::Host, "pauses", "the longest pause of a process"},
        {Rest, Kind::Rest, "rest", "not itemised"}};
    return table;
}

const OperationTitle &titleOf(OperationName name)
{
    return operationTitles()[static_cast<std::size_t>(name)];
}

std::string_view idOf(OperationKind kind)
{
    constexpr std::array<std::string_view, kOperationKinds> ids = {
        "product", "attention", "kernel", "optimizer", "collective", "host", "rest"};
    return ids[static_cast<std::size_t>(kind)];
}

std::string_view wayOf(const CollectiveWay &way)
{
    switch (way.kind) {
    case CollectiveKind::AllGather:
        return "ring all-gather";
    case CollectiveKind::ReduceScatter:
        return "ring reduce-scatter";
    case CollectiveKind::AllToAll:
        return "all-to-all";
    case CollectiveKind::AllReduce:
        break;
    }
    switch (way.algorithm) {
    case AllReduce::Tree:
        return "tree all-reduce";
    case AllReduce::Hierarchical:
        return "hierarchical all-reduce";
    case AllReduce::Quickest:
    case AllReduce::Ring:
        break;
    }
    return "ring all-reduce";
}

} // namespace core
