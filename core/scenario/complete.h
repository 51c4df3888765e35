// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/constraints.h"

namespace core {

// Parts of complete(): the one place that makes a scenario valid.

// How far micro-batches may be made smaller so that every stage has work.
enum class Cut : std::uint8_t {
    AsAsked, // not at all
    Enough,  // at least as many micro-batches as stages
    Well,    // four times as many, if the batch has the samples
    Whole    // one micro-batch: devices take turns
};

// The parts of the batch as they were asked for; micro-batches of each replica.
struct BatchAsked
{
    std::int64_t global = 1;
    std::int64_t each = 1;
    std::int64_t count = 1;
};

constexpr std::int64_t kMemoryLimitUnit = 1000; // Setting::MemoryLimit is in thousandths

// Options of schedules as they were asked for; a schedule that does not know one passes it over.
struct OptionsAsked
{
    std::optional<std::int64_t> chunks = {};
    std::optional<std::int64_t> group = {};
    std::optional<std::int64_t> memoryLimit = {};
};

// A scenario being completed from a wish.
struct Draft
{
    Scenario scenario;
    BatchAsked batch;
    OptionsAsked options = {};
    Cut cut = Cut::AsAsked;
    bool takesTurns = false;            // the micro-batch of the base is its whole batch
    bool splitAsked = false;            // the share of a replica of the base is not for this split
    bool holdsSplit = false;            // as the wish does
    std::optional<Setting> newest = {}; // asked for last: others give way to it
    std::array<Reason, kSettingCount> reasons = {};

    void because(Setting setting, const Reason &reason)
    {
        reasons[static_cast<std::size_t>(setting)] = reason;
    }
};

} // namespace core
