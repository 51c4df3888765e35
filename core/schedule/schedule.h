// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schedule/unit_costs.h"

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

// The order of actions on every rank, without prices. Sends and receives follow from the routes.
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
    bool oneAtATime = false;   // a micro-batch enters only after the one before it is through
    bool asynchronous = false; // every backward updates the weights; no device waits for the others
    std::vector<std::string> notes; // what the user should know about this shape

    [[nodiscard]] int rankOf(int stage, int microBatch) const
    {
        const std::size_t route =
            routeOf.empty() ? 0 : routeOf[static_cast<std::size_t>(microBatch)];
        return routes[route][static_cast<std::size_t>(stage)];
    }
};

// The shape requested of a schedule.
struct ScheduleShape
{
    int ranks = 1;
    int microBatches = 1;
    int chunks = 0;           // model chunks per rank; 0: the usual number of this schedule
    bool backward = true;     // false: forward passes only
    int group = 0;            // interleaved: micro-batches that take a chunk in turn; 0: its rule
    double memoryLimit = 0;   // zb-auto, zbv-auto: activations per rank, in micro-batches; 0: ranks
    UnitCosts costs = {};     // what searched schedules are made for
    bool asPublished = false; // zbv-auto: the published heuristic and nothing that improves on it
};

// How the chooser groups them.
enum class ScheduleFamily : std::uint8_t {
    ForwardsFirst,         // all forwards, then all backwards
    OneForwardOneBackward, // in turn, as early as memory allows
    ZeroBubble,            // weight gradients fill the gaps
    ControllableMemory,    // V placement, a bounded number of activations
    Bidirectional,         // micro-batches enter at both ends
    Asynchronous           // no flush between steps
};

// Which rank owns which stage.
enum class Placement : std::uint8_t {
    Loop,  // stage s on rank s mod ranks
    V,     // down the ranks and back: s, then 2 ranks - 1 - s
    Wave,  // one V after the other
    TwoWay // as many stages as ranks; every stage on two ranks, one for each direction
};

struct ChunkRange
{
    int least = 1;
    int usual = 1;
    int most = 1;
};

// One schedule that can be chosen. To add one: a .cpp here and its row in CMakeLists.txt.
struct ScheduleEntry
{
    std::string_view id;         // command line and files: "1f1b"
    std::string_view title;      // menus: "1F1B"
    std::string_view vectorName; // in exchanged vectors: "1F1B"
    std::string_view trade;      // one line on what it trades
    ScheduleFamily family = ScheduleFamily::OneForwardOneBackward;
    Placement placement = Placement::Loop;
    ChunkRange chunks = {};
    bool splitsBackward = false; // input and weight gradients are visits of their own
    bool searched = false;       // the order depends on the costs
    bool takesGroup = false;     // ScheduleShape::group means something to it
    bool takesMemoryLimit = false;
    bool oneAtATime = false; // no two devices work at once: the split Layers, not a pipeline
    bool hasPairs = false;   // a forward and a backward of a rank may run as one
    Result<ScheduleOrder> (*make)(const ScheduleShape &shape); // chunks are filled in and in range
};

constexpr int kMostChunks = 64;
constexpr int kMostRanks = 65'535; // and as many stages: both are numbers of 16 bits

// Stages of a schedule on this many ranks.
[[nodiscard]] constexpr int stageCount(Placement placement, int ranks, int chunks)
{
    return placement == Placement::TwoWay ? ranks : ranks * chunks;
}

// The first rank that holds a stage. Legs of a wave go down the ranks and back up in turn; a V has
// two of them.
[[nodiscard]] constexpr int rankOnPath(Placement placement, int ranks, int stage)
{
    const int place = stage % ranks;
    const bool back = placement != Placement::Loop && (stage / ranks) % 2 == 1;
    return back ? ranks - 1 - place : place;
}
// The stage that is this chunk of a rank.
[[nodiscard]] constexpr int stageOnPath(Placement placement, int ranks, int rank, int chunk)
{
    return chunk * ranks + rankOnPath(placement, ranks, chunk * ranks + rank);
}

// "Hanayo runs 2 to 64 model chunks per rank"
[[nodiscard]] std::string chunksText(const ScheduleEntry &entry);

[[nodiscard]] std::span<const ScheduleEntry> schedules();
[[nodiscard]] const ScheduleEntry *findSchedule(std::string_view id);
// The one of the split Layers.
[[nodiscard]] const ScheduleEntry &oneAtATimeSchedule();
[[nodiscard]] bool isOneAtATime(std::string_view id);

// Refuses unknown ids (naming the known ones), chunk numbers the schedule cannot have, and shapes
// beyond kMaxActions.
[[nodiscard]] Result<ScheduleOrder> makeOrder(std::string_view id, const ScheduleShape &shape);

// A sentence for each given option that has no effect on this schedule, which makeOrder ignores;
// none for unknown ids.
[[nodiscard]] std::vector<std::string> unusedOptions(std::string_view id,
                                                     const ScheduleShape &shape);

constexpr std::int64_t kMaxActions = 16'000'000; // 140 bytes each when they are simulated

// "1F0": stage, kind, micro-batch, as torch.distributed.pipelining writes it.
[[nodiscard]] std::string actionText(const Action &action);
// The actions of one rank; a pair is one "(0F7;7B3)".
[[nodiscard]] std::string actionsText(std::span<const Action> actions, char separator);

} // namespace core
