// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/operation.h"

#include <array>

namespace core {

std::span<const OperationTitle> operationTitles()
{
    using enum OperationName;
    using Kind = OperationKind;
    static constexpr OperationTitle table[] = {
        {QueryKeyValue, Kind::Product, "query-key-value",
         inContext("Operations", "queries, keys and values")},
        {QueryDown, Kind::Product, "query-down", inContext("Operations", "latent queries")},
        {KeyValueDown, Kind::Product, "key-value-down",
         inContext("Operations", "latent keys and values")},
        {QueryUp, Kind::Product, "query-up", inContext("Operations", "queries from latent ones")},
        {KeyValueUp, Kind::Product, "key-value-up",
         inContext("Operations", "keys and values from latent ones")},
        {AttentionOutput, Kind::Product, "attention-output",
         inContext("Operations", "attention output")},
        {Router, Kind::Product, "router", inContext("Operations", "router")},
        {MlpIn, Kind::Product, "mlp-in", inContext("Operations", "MLP, up projection")},
        {MlpOut, Kind::Product, "mlp-out", inContext("Operations", "MLP, down projection")},
        {ExpertIn, Kind::Product, "expert-in", inContext("Operations", "experts, up projection")},
        {ExpertOut, Kind::Product, "expert-out",
         inContext("Operations", "experts, down projection")},
        {SharedExpertIn, Kind::Product, "shared-expert-in",
         inContext("Operations", "shared expert, up projection")},
        {SharedExpertOut, Kind::Product, "shared-expert-out",
         inContext("Operations", "shared expert, down projection")},
        {Scores, Kind::Product, "scores", inContext("Operations", "attention scores")},
        {WeightedValues, Kind::Product, "weighted-values",
         inContext("Operations", "weighted values")},
        {PatchProjection, Kind::Product, "patch-projection",
         inContext("Operations", "projection of patches")},
        {HeadTransform, Kind::Product, "head-transform",
         inContext("Operations", "transform before the logits")},
        {Logits, Kind::Product, "logits", inContext("Operations", "logits")},
        {WholeLayer, Kind::Product, "layer", inContext("Operations", "layer as a whole")},
        {Convolution, Kind::Product, "convolution", inContext("Operations", "convolution")},
        {NetworkProduct, Kind::Product, "network-product", inContext("Operations", "product")},
        {Attention, Kind::Attention, "flash-attention", inContext("Operations", "flash attention")},
        {Softmax, Kind::Kernel, "softmax", inContext("Operations", "softmax of the scores")},
        {AttentionDropout, Kind::Kernel, "attention-dropout",
         inContext("Operations", "dropout of the scores")},
        {Norm, Kind::Kernel, "norm", inContext("Operations", "norms")},
        {ResidualAdd, Kind::Kernel, "residual-add", inContext("Operations", "residual additions")},
        {Activation, Kind::Kernel, "activation", inContext("Operations", "activation function")},
        {MoveHeads, Kind::Kernel, "move-heads", inContext("Operations", "transposition of heads")},
        {AddGradients, Kind::Kernel, "add-gradients",
         inContext("Operations", "sum of the gradients of both branches")},
        {SplitActivation, Kind::Kernel, "split-activation",
         inContext("Operations", "activation function, unfused")},
        {SplitResidual, Kind::Kernel, "split-residual",
         inContext("Operations", "residual additions, unfused")},
        {SplitNorm, Kind::Kernel, "split-norm", inContext("Operations", "normalisations, unfused")},
        {SplitRotary, Kind::Kernel, "split-rotary",
         inContext("Operations", "rotary embedding, unfused")},
        {PermuteTokens, Kind::Kernel, "permute-tokens",
         inContext("Operations", "permutation of tokens by expert")},
        {CastInputs, Kind::Kernel, "cast-inputs", inContext("Operations", "inputs cast to fp8")},
        {AccumulateGradients, Kind::Kernel, "accumulate",
         inContext("Operations", "gradient accumulation")},
        {EmbeddingLookup, Kind::Kernel, "embedding-lookup",
         inContext("Operations", "embedding lookup")},
        {Loss, Kind::Kernel, "loss", inContext("Operations", "softmax and loss")},
        {TransposeMaps, Kind::Kernel, "transpose-maps",
         inContext("Operations", "transposition of maps")},
        {MapNorm, Kind::Kernel, "map-norm",
         inContext("Operations", "normalisation, ReLU, residual addition")},
        {NetworkKernels, Kind::Kernel, "network-kernels",
         inContext("Operations", "kernels between the products")},
        {LoadSamples, Kind::Kernel, "load-samples", inContext("Operations", "data loading")},
        {Update, Kind::Optimizer, "optimizer", inContext("Operations", "optimizer")},
        {HostUpdate, Kind::Host, "host-optimizer",
         inContext("Operations", "optimizer in host memory")},
        {WeightReturn, Kind::Host, "weight-return",
         inContext("Operations", "updated weights back from the host")},
        {TensorAllReduce, Kind::Collective, "tensor-all-reduce",
         inContext("Operations", "all-reduce of tensor partners")},
        {TensorGather, Kind::Collective, "tensor-all-gather",
         inContext("Operations", "all-gather of tensor partners")},
        {TensorScatter, Kind::Collective, "tensor-reduce-scatter",
         inContext("Operations", "reduce-scatter of tensor partners")},
        {ContextGather, Kind::Collective, "context-all-gather",
         inContext("Operations", "all-gather of keys and values")},
        {Dispatch, Kind::Collective, "expert-dispatch",
         inContext("Operations", "dispatch of tokens to experts")},
        {Combine, Kind::Collective, "expert-combine",
         inContext("Operations", "combination of expert results")},
        {LossReduce, Kind::Collective, "loss-all-reduce",
         inContext("Operations", "sums of the loss")},
        {WeightGather, Kind::Collective, "weight-all-gather",
         inContext("Operations", "all-gather of weights")},
        {GradientScatter, Kind::Collective, "gradient-reduce-scatter",
         inContext("Operations", "reduce-scatter of gradients")},
        {GradientReduce, Kind::Collective, "gradient-all-reduce",
         inContext("Operations", "all-reduce of gradients")},
        {TiedReduce, Kind::Collective, "tied-all-reduce",
         inContext("Operations", "all-reduce of the tied embedding")},
        {HandOver, Kind::Collective, "hand-over",
         inContext("Operations", "transfer to the next stage")},
        {HostIssue, Kind::Host, "host-issue",
         inContext("Operations", "kernel launches by the host")},
        {HostStep, Kind::Host, "host-step", inContext("Operations", "host at the end of the step")},
        {Rest, Kind::Rest, "rest", inContext("Operations", "not itemised")}};
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
