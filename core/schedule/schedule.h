// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class Op : std::uint8_t { Forward, Backward, BackwardInput, BackwardWeight, Recompute };
constexpr int kOpCount = 5;

// One visit of one stage by one micro-batch.
struct Action
{
    std::uint32_t microBatch = 0;
    std::uint16_t stage = 0;
    Op op = Op::Forward;
    bool pairedWithNext = false; // indivisible with the next action of the rank

    bool operator==(const Action &) const = default;
};

// Who does what in which order; no prices. Sends and receives follow from the routes.
struct ScheduleOrder
{
    std::string schedule; // id
    int ranks = 0;
    int stages = 0;
    int microBatches = 0;
    int chunks = 1;
    std::vector<std::vector<std::uint16_t>> routes; // routes[k][stage] is a rank
    std::vector<std::uint16_t> routeOf;             // of each micro-batch; empty: all take route 0
    std::vector<std::vector<Action>> actions;       // per rank, in the order in which it runs them
    bool oneAtATime = false; // a micro-batch enters only after the one before it is through

    [[nodiscard]] int rankOf(int stage, int microBatch) const
    {
        const std::size_t route =
            routeOf.empty() ? 0 : routeOf[static_cast<std::size_t>(microBatch)];
        return routes[route][static_cast<std::size_t>(stage)];
    }
};

struct ScheduleShape
{
    int ranks = 1;
    int microBatches = 1;
    int chunks = 1;
    bool backward = true; // false: forward passes only
};

// One schedule that can be chosen. To add one: a .cpp here and its row in CMakeLists.txt.
struct ScheduleEntry
{
    std::string_view id;         // command line and files: "1f1b"
    std::string_view title;      // menus: "1F1B"
    std::string_view vectorName; // in exchanged vectors: "1F1B"
    std::string_view trade;      // one line on what it trades
    Result<ScheduleOrder> (*make)(const ScheduleShape &shape);
};

[[nodiscard]] std::span<const ScheduleEntry> schedules();
[[nodiscard]] const ScheduleEntry *findSchedule(std::string_view id);

// Refuses unknown ids (naming the known ones) and shapes beyond kMaxActions.
[[nodiscard]] Result<ScheduleOrder> makeOrder(std::string_view id, const ScheduleShape &shape);

constexpr std::int64_t kMaxActions = 12'000'000; // 140 bytes each when they are simulated

// "1F0": stage, kind, micro-batch, as torch.distributed.pipelining writes it.
[[nodiscard]] std::string actionText(const Action &action);

} // namespace core
