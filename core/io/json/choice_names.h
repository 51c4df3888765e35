// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/scenario/scenario.h"

namespace core {

// How scenario files spell the choices.
constexpr NamedValue<Precision> kPrecisionNames[] = {{"bf16", Precision::Bf16},
                                                     {"fp16", Precision::Fp16},
                                                     {"fp32", Precision::Fp32},
                                                     {"fp8", Precision::Fp8},
                                                     {"tf32", Precision::Tf32}};
constexpr NamedValue<Optimizer> kOptimizerNames[] = {
    {"adam", Optimizer::Adam}, {"sgd", Optimizer::Sgd}, {"plain_sgd", Optimizer::PlainSgd}};
constexpr NamedValue<Recompute> kRecomputeNames[] = {
    {"none", Recompute::None}, {"selective", Recompute::Selective}, {"full", Recompute::Full}};
constexpr NamedValue<Pass> kPassNames[] = {{"training", Pass::Training},
                                           {"forward", Pass::ForwardOnly}};
constexpr NamedValue<Sharding> kShardingNames[] = {{"none", Sharding::None},
                                                   {"zero1", Sharding::Zero1},
                                                   {"zero2", Sharding::Zero2},
                                                   {"zero3", Sharding::Zero3}};

constexpr NamedValue<Framework> kFrameworkNames[] = {{"usual", Framework::Usual},
                                                     {"megatron", Framework::Megatron},
                                                     {"pytorch", Framework::PyTorch}};
constexpr NamedValue<GradientScatter> kGradientScatterNames[] = {
    {"usual", GradientScatter::Usual},
    {"each_micro_batch", GradientScatter::EachMicroBatch},
    {"once_per_step", GradientScatter::OncePerStep}};

constexpr NamedValue<Exchange> kExchangeNames[] = {{"overlapped", Exchange::Overlapped},
                                                   {"blocking", Exchange::Blocking},
                                                   // in older files
                                                   {"beside", Exchange::Overlapped}};

constexpr NamedValue<AllReduce> kAllReduceNames[] = {{"quickest", AllReduce::Quickest},
                                                     {"ring", AllReduce::Ring},
                                                     {"tree", AllReduce::Tree},
                                                     {"hierarchical", AllReduce::Hierarchical}};

constexpr NamedValue<Dispatch> kDispatchNames[] = {{"per_expert", Dispatch::PerExpert},
                                                   {"per_node", Dispatch::PerNode}};

constexpr NamedValue<SplitMemory> kSplitMemoryNames[] = {{"until_w", SplitMemory::UntilWeight},
                                                         {"half", SplitMemory::Half},
                                                         {"until_i", SplitMemory::UntilInput}};

constexpr NamedValue<NetworkKind> kNetworkNames[] = {{"mlp", NetworkKind::Mlp},
                                                     {"gpt", NetworkKind::Gpt}};
constexpr NamedValue<TrainOptimizer> kTrainOptimizerNames[] = {
    {"sgd", TrainOptimizer::Sgd},
    {"momentum", TrainOptimizer::Momentum},
    {"adamw", TrainOptimizer::AdamW}};

template <class T>
[[nodiscard]] constexpr std::string_view nameOf(T value, std::span<const NamedValue<T>> names)
{
    for (const NamedValue<T> &name : names) {
        if (name.value == value)
            return name.id;
    }
    return {};
}

// The names of the choices of a type.
[[nodiscard]] constexpr std::span<const NamedValue<Precision>> namesOf(Precision)
{
    return kPrecisionNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Optimizer>> namesOf(Optimizer)
{
    return kOptimizerNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Recompute>> namesOf(Recompute)
{
    return kRecomputeNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Pass>> namesOf(Pass)
{
    return kPassNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Sharding>> namesOf(Sharding)
{
    return kShardingNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Framework>> namesOf(Framework)
{
    return kFrameworkNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<GradientScatter>> namesOf(GradientScatter)
{
    return kGradientScatterNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Exchange>> namesOf(Exchange)
{
    return kExchangeNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<AllReduce>> namesOf(AllReduce)
{
    return kAllReduceNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<Dispatch>> namesOf(Dispatch)
{
    return kDispatchNames;
}
[[nodiscard]] constexpr std::span<const NamedValue<SplitMemory>> namesOf(SplitMemory)
{
    return kSplitMemoryNames;
}

} // namespace core
