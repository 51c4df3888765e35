// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace core {

// Settings that depend on each other: one that is asked for may make others give way.
enum class Setting : std::uint8_t {
    Split, // its value is a Strategy
    Devices,
    Tensor,
    Pipeline,
    Data,
    Context,
    Expert,
    Sharding, // a Sharding
    Schedule, // its place in schedules()
    Layers,
    GlobalBatch,
    MicroBatch,
    MicroBatches,
    // Options of schedules: they count for those that know them.
    Chunks,
    Group,
    MemoryLimit, // in thousandths of a micro-batch
    // These are never asked for as numbers, but may be dropped.
    Partition,
    Placement,
    Faults
};
constexpr std::size_t kSettingCount = 19;

// global batch = replicas x micro-batches x micro-batch size. Two of the three hold, one follows.
enum class BatchPart : std::uint8_t { Global, MicroBatch, Count };

// One number that was asked for.
struct Ask
{
    Setting setting = Setting::Devices;
    std::int64_t value = 0;
    bool isBase = false; // asks for what the base has: nothing
    // How to take it back: what the setting was and what followed before it was asked for, and the
    // earlier ask for the same setting with its place (at most one).
    std::int64_t shown = 0;
    BatchPart followed = BatchPart::Count;
    std::size_t place = 0;
    std::vector<Ask> earlier = {};

    bool operator==(const Ask &) const = default;
};

// What was asked for: a setup chosen as a whole, and numbers asked for since, the newest last and
// at most one per setting. The scenario follows from it, and from nothing else.
struct Wish
{
    Scenario base; // valid
    std::vector<Ask> asks;
    BatchPart follows = BatchPart::Count;
    // The split stays as it is, also where the devices that are added to a single one would hold
    // the model in another.
    bool holdsSplit = false;

    bool operator==(const Wish &) const = default;
};

// Why a setting was changed.
enum class Because : std::uint8_t {
    Nothing,
    BatchStays,        // number: global batch
    ShareStays,        // number: samples of a replica
    ReplicasNeedOne,   // number: replicas, each needs a sample
    StagesNeedWork,    // number: stages, other: micro-batches of each replica
    ReplicasDivide,    // number: replicas that the batch is divided among
    SamplesDivide,     // number: samples of a replica
    PartsDivide,       // number: parts of equal size that the batch is cut into
    SizeDivides,       // number: samples of a micro-batch
    BatchIsWhole,      // devices take turns: the batch passes them as one
    DevicesAreUsed,    // number: devices
    DegreesMultiply,   // devices are the product of the degrees
    SplitNeedsDevices, // number: at least so many
    ModelDivides,      // number: heads, tokens or experts
    LayersSuffice,     // number: layers
    OneReplica,        // the schedule cannot have copies of the model
    OrderIsFixed,      // a custom schedule is for one number of ranks and micro-batches
    SplitSets          // part of the split that was chosen
};

struct Reason
{
    Because because = Because::Nothing;
    std::int64_t number = 0;
    std::int64_t other = 0;

    bool operator==(const Reason &) const = default;
};

struct GaveWay
{
    Setting setting = Setting::Devices;
    std::int64_t from = 0;
    std::int64_t to = 0;
    Reason reason;

    bool operator==(const GaveWay &) const = default;
};

// The nearest valid scenario to a wish.
struct Answer
{
    Scenario scenario;
    std::array<Reason, kSettingCount> reasons; // by Setting, for what is not as it was asked for
};
[[nodiscard]] Answer complete(const Wish &wish);

// What the scenario shows of a setting.
[[nodiscard]] std::int64_t valueOf(Setting setting, const Scenario &scenario);

// Only the setup itself; the latest choice of what follows is kept.
[[nodiscard]] Wish wishFor(Scenario base, BatchPart follows = BatchPart::Count);

// The wish with one more number. Where this takes back what was asked for last, the wish is what it
// was before, exactly. A part of the batch that follows and is asked for holds from then on.
[[nodiscard]] Wish asking(const Wish &wish, Setting setting, std::int64_t value);

// The wish before what was asked for last.
[[nodiscard]] Wish takenBack(Wish wish);

// Values that can be asked for, whether or not others can give way to them.
struct Range
{
    std::int64_t least = 1;
    std::int64_t most = 1;
};
[[nodiscard]] Range rangeOf(Setting setting, const Scenario &scenario);

// Can be asked for, and is what the scenario then shows.
[[nodiscard]] bool canBe(const Wish &wish, Setting setting, std::int64_t value);

// The same scenario, with another part of the batch to follow from now on.
[[nodiscard]] Wish following(const Wish &wish, BatchPart part);

// The wish after a change that was made to its scenario: what was asked for stays asked for if the
// change concerns none of it; else the changed scenario is all that is asked for.
[[nodiscard]] Wish changedTo(const Wish &wish, const Scenario &before, const Scenario &after);

// What else differs after a setting was moved, what must give way before what only follows.
[[nodiscard]] std::vector<GaveWay> gaveWay(const Scenario &before, const Answer &after,
                                           Setting moved);

} // namespace core
