// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/interval_set.h"
#include "core/recorded/matched_collectives.h"
#include "core/recorded/recorded_run.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core {

// Why a stream, or a device, does nothing.
enum class RecordedIdle : std::uint8_t {
    Host,     // the host has not launched what comes next
    Exchange, // of a stream: a collective is at work on another one
    Other,    // of a stream: something else is at work on another one
    Launch,   // what comes next was launched and has not begun
    After,    // nothing comes any more
    Unknown   // when what comes next was launched was not recorded
};
constexpr int kRecordedIdleCount = 6;
constexpr std::array<std::string_view, kRecordedIdleCount> kRecordedIdleIds = {
    "host", "exchange", "other_stream", "launch", "after", "unknown"};

using TimeByKind = std::array<std::int64_t, kKernelKindCount>;  // ns
using IdleTimes = std::array<std::int64_t, kRecordedIdleCount>; // ns

// Kinds and idle times sum to the length of the window exactly.
struct StreamFacts
{
    std::size_t stream = 0; // of RecordedRank::streams
    std::int64_t spans = 0;
    TimeByKind busy = {};
    IdleTimes idle = {};
};

// Computing, exposed, copying and idle times sum to the length of the window exactly.
struct DeviceFacts
{
    std::size_t device = 0;          // of RecordedRank::devices
    std::int64_t computing = 0;      // ns in which anything but collectives and copies is at work
    std::int64_t communicating = 0;  // ns in which collectives are: hidden and exposed ones
    std::int64_t hidden = 0;         // of these, beside which it computes
    std::int64_t exposed = 0;        // of these, beside which it does not
    std::int64_t copying = 0;        // ns in which only copies are at work
    IdleTimes idle = {};             // nothing is at work
    std::int64_t peakAllocated = -1; // bytes; -1: not recorded
    std::int64_t peakReserved = -1;
};

struct RankFacts
{
    std::size_t rank = 0; // of RecordedRun::ranks
    TimeInterval window;  // ns
    std::vector<DeviceFacts> devices;
    std::vector<StreamFacts> streams;
    // Of collectives that others were recorded in as well:
    std::int64_t collectives = 0;
    std::int64_t waited = 0;      // ns between its own arrival and the last one's
    std::int64_t arrivedLast = 0; // how often the others waited for it
    std::int64_t keptWaiting = 0; // ns from the last arrival but one to its own, of these
};

// All collectives of an operation and size in a group.
struct CollectiveFacts
{
    std::uint32_t operation = 0;
    std::uint32_t group = 0;
    Bytes message = {};
    std::int64_t count = 0;
    std::int64_t ranks = 0;    // that were recorded in each
    std::int64_t transfer = 0; // ns from the last arrival to the first end, of all
    std::int64_t longest = 0;  // ns, of the first arrival to the last end
    std::int64_t wait = 0;     // ns between the first arrival and the last, of all
};

struct StepFacts
{
    std::int64_t number = 0;
    std::int64_t shortest = 0; // ns, of all ranks
    std::int64_t longest = 0;
    std::size_t slowest = 0; // of RecordedRun::ranks
};

struct RecordedFacts
{
    std::vector<StepFacts> steps;     // that all ranks have
    std::optional<std::int64_t> step; // the only one that the rest is about
    std::vector<RankFacts> ranks;
    std::vector<CollectiveFacts> collectives; // the most time first
    std::int64_t matched = 0; // collectives that at least two ranks were recorded in
    std::int64_t alone = 0;   // calls that no other rank has
};

// What a recording tells, of one of its steps or of all of them from begin to end; without steps,
// of everything. The clocks must have been made to agree.
[[nodiscard]] RecordedFacts factsOf(const RecordedRun &run, const CollectiveMatches &matches,
                                    std::optional<std::int64_t> step = {});

} // namespace core
