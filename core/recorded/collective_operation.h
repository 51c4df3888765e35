// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core {

struct CollectiveOperation
{
    std::string_view id;
    std::string_view letters; // that its names have in small letters, without _ and -
    // No rank can be done before the last one has begun, so all end at nearly the same time.
    bool endsTogether = false;
};

// The first whose letters a name has is it: longer ones before those that are a part of them.
constexpr std::array<CollectiveOperation, 12> kCollectiveOperations = {
    {{"all-reduce", "allreduce", true},
     {"all-gather", "allgather", true},
     {"reduce-scatter", "reducescatter", true},
     {"all-to-all", "alltoall", true},
     {"barrier", "barrier", true},
     {"broadcast", "broadcast", false},
     {"send-receive", "sendrecv", false},
     {"gather", "gather", false},
     {"scatter", "scatter", false},
     {"reduce", "reduce", false},
     {"send", "send", false},
     {"receive", "recv", false}}};
constexpr std::size_t kUnknownOperation = kCollectiveOperations.size();

// Index of the operation, kUnknownOperation if the name says none: "_allgather_base",
// "ncclDevKernel_AllReduce_Sum_f32_RING_LL(…)".
[[nodiscard]] std::size_t collectiveOperationOf(std::string_view name);
[[nodiscard]] std::string_view idOfOperation(std::size_t operation);

// Bytes of an element, as PyTorch calls its type ("BFloat16"); 0: not known.
[[nodiscard]] std::int64_t elementBytes(std::string_view type);

} // namespace core
