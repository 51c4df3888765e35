// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/language.h"
#include "core/cost/layer_price.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace core {

// What a device does in an operation.
enum class OperationKind : std::uint8_t {
    Product,   // a matrix product
    Attention, // a kernel of scores, softmax and weighted values in one
    Kernel,    // element-wise: bytes through the memory
    Optimizer,
    Collective,
    Host, // the device waits for kernels to be issued, or for what the host's processors do
    Rest  // of a price, what no operation accounts for
};
constexpr int kOperationKinds = 7;

// To add one: here, and a row in the table of operation.cpp.
enum class OperationName : std::uint8_t {
    QueryKeyValue,
    QueryDown, // of latent attention
    KeyValueDown,
    QueryUp,
    KeyValueUp,
    AttentionOutput,
    Router,
    MlpIn,
    MlpOut,
    ExpertIn,
    ExpertOut,
    SharedExpertIn,
    SharedExpertOut,
    Scores,
    WeightedValues,
    PatchProjection,
    HeadTransform,
    Logits,
    WholeLayer, // of a model with named layers
    Convolution,
    NetworkProduct, // of a network that is trained here
    Attention,
    Softmax,
    AttentionDropout,
    Norm,
    ResidualAdd,
    Activation,
    MoveHeads,
    AddGradients,
    SplitActivation, // element-wise chains that bf16 does not fuse
    SplitResidual,
    SplitNorm,
    SplitRotary,
    PermuteTokens,
    CastInputs,
    AccumulateGradients,
    EmbeddingLookup,
    Loss,
    TransposeMaps,
    MapNorm, // normalisation, ReLU and residual addition of convolutions
    NetworkKernels,
    LoadSamples,
    Update,
    HostUpdate, // of states that are in host memory
    WeightReturn,
    TensorAllReduce,
    TensorGather,
    TensorScatter,
    ContextGather,
    Dispatch,
    Combine,
    LossReduce,
    WeightGather,
    GradientScatter,
    GradientReduce,
    TiedReduce,
    HandOver,
    HostIssue,
    HostStep,
    Rest
};

struct OperationTitle
{
    OperationName name;
    OperationKind kind;
    std::string_view id; // "query-key-value"
    Words title;
};
[[nodiscard]] std::span<const OperationTitle> operationTitles(); // in the order of OperationName
[[nodiscard]] const OperationTitle &titleOf(OperationName name);
[[nodiscard]] std::string_view idOf(OperationKind kind); // "product"

enum class LayerPass : std::uint8_t { Forward, Input, Weight, Recompute };
constexpr int kLayerPasses = 4;

// The way of a collective.
enum class CollectiveKind : std::uint8_t { AllReduce, AllGather, ReduceScatter, AllToAll };

struct CollectiveWay
{
    CollectiveKind kind = CollectiveKind::AllReduce;
    AllReduce algorithm = AllReduce::Ring; // never Quickest
    double devices = 1;
    double nodes = 1;
    double latency = 0; // seconds of all of them, if they carried nothing
};
[[nodiscard]] std::string_view wayOf(const CollectiveWay &way); // "tree all-reduce"

// One line of the price of a layer in one pass: alike kernels together. Sums are of all of them.
struct Operation
{
    OperationName name = OperationName::Rest;
    CostPart part = CostPart::Matrix;
    LayerPass pass = LayerPass::Forward;
    double count = 1;
    double seconds = 0; // hidden or not
    double flops = 0;   // that are computed
    double bytes = 0;   // through the device's memory; of a collective those that a device sends
    GemmShape shape = {.m = 0, .n = 0, .k = 0}; // of one product
    double tiles = 0;                           // of one product; 0: it is not cut
    int tileRows = 0;
    int tileColumns = 0;
    bool narrow = false; // the peak is that of fp8
    CollectiveWay way = {};

    // Its sums, as of so many of them.
    void multiply(double times)
    {
        for (double *sum : {&count, &seconds, &flops, &bytes, &way.latency})
            *sum *= times;
    }
    [[nodiscard]] OperationKind kind() const { return titleOf(name).kind; }
    // Of a collective, what its bytes take.
    [[nodiscard]] double carrying() const { return seconds - way.latency; }
    // FLOP per byte; 0: one of them is not known.
    [[nodiscard]] double intensity() const { return flops > 0 && bytes > 0 ? flops / bytes : 0; }
};

} // namespace core
