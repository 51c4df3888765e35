// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cost/collective_price.h"
#include "core/cost/layer_price.h"
#include "core/memory/memory_parts.h"
#include "core/plan/batch_numbers.h"
#include "core/scenario/scenario.h"
#include "core/schedule/schedule.h"

#include <array>
#include <string>
#include <vector>

namespace core {

// One stretch of a visit: a layer at work. Offsets from the start of the visit, healthy device.
struct VisitSegment
{
    Nanos begin;
    Nanos end;
    int layer = 0; // index into Plan::layers
};

// The change of a device's memory at one moment of a visit, or accumulated up to it.
struct MemoryChange
{
    Nanos offset = {}; // from the begin of the visit, healthy device
    Bytes activations = {};
    Bytes recomputed = {}; // of these, what a recomputation has made
    Bytes buffers = {};    // layers gathered for use, gradients not yet scattered

    MemoryChange &operator+=(const MemoryChange &later);
    bool operator==(const MemoryChange &) const = default;
};

// Layer by layer, what a visit keeps, allocates temporarily and frees.
struct VisitMemory
{
    std::vector<MemoryChange> changes; // in order of offset, each of which occurs once
    MemoryChange net;                  // from begin to end
    MemoryChange fullest;              // from begin to where most is there
    Bytes mostActivations;             // each at its own moment
    Bytes mostBuffers;
    bool keeps = false; // its micro-batch is kept from here on
    bool frees = false; // nothing of its micro-batch is kept any more
};

// What one visit of a stage costs. Priced once per (stage, op), used for every micro-batch.
struct VisitProfile
{
    Nanos duration;
    Nanos withoutExpertComm;               // if expert exchange took no time
    std::array<Nanos, kCostParts> parts{}; // by CostPart; sum to the duration
    std::vector<VisitSegment> segments;
};

struct StagePlan
{
    int firstLayer = 0; // half-open range of Plan::layers, embedding and head included
    int endLayer = 0;
    std::int64_t parameters = 0;               // on one device, before they are sharded
    std::int64_t expertParameters = 0;         // of these, in experts
    Bytes gathered;                            // of their weights, on the way between replicas
    std::array<VisitProfile, kOpCount> visits; // by Op
    std::array<VisitMemory, kOpCount> memory;  // by Op
    Bytes kept;           // activations of one micro-batch, from its forward to its backward
    Bytes keptUntilInput; // logits: beside them, to the end of the input gradient
    Bytes transient;      // alive only from the recomputation to the end of the backward visit
    Bytes output;       // that one device sends to the next stage; its gradient comes back as large
    Nanos gatherOutput; // by tensor partners, each of which got a part
    double forwardFlops = 0;
    double recomputeFlops = 0;
    int weightVersions = 1; // kept at once: more than one if every backward updates the weights
};

// The link from one device to another.
struct Hop
{
    Nanos latency = {};
    double bandwidth = 0; // bytes/s reached; 0: infinite, free
    bool betweenNodes = false;
    bool slowed = false; // by a fault
    bool down = false;

    // Time on the wire, without the latency.
    [[nodiscard]] Nanos carryTime(Bytes size) const;
    [[nodiscard]] Nanos timeFor(Bytes size) const { return latency + carryTime(size); }
};

// The two kinds of link: within a node, and between nodes.
struct Wiring
{
    Hop inNode;
    Hop betweenNodes;
    std::vector<int> nodeOfDevice;
    std::vector<LinkFault> faults;

    [[nodiscard]] Hop between(int fromDevice, int toDevice) const;
    // The slowest hop from a device of one group to the same device of another.
    [[nodiscard]] Hop betweenGroups(int fromFirst, int toFirst, int size) const;
};

// The contents of a bucket. All but gradients wait for the last visit.
enum class BucketKind : std::uint8_t {
    Gradients,
    Weights,      // gathered again, where each device has updated a part of them
    TiedEmbedding // gradients of the table that the first and the last stage both have
};

// What each device of a ring gets of it.
struct Ring
{
    int devices = 1;
    int inNode = 1;       // of these, at most, in one node
    double bandwidth = 0; // bytes/s
};

struct GradientSync;

// Whom a bucket reaches, where states are divided in groups (ParallelSpec::shardingGroup).
enum class BucketReach : std::uint8_t {
    All,    // every holder of the stage
    Within, // those of a group: weights are gathered
    Across, // those that have the same share, one of each group: shares are added up
    Both    // scattered within the group, then added up across them
};

// A gradient bucket of one stage, all-reduced over all devices that hold the stage. How long
// before the end of the stage's last visit it is ready depends on what that visit makes.
struct GradientBucket
{
    int stage = 0;
    Nanos beforeEndOfBackward = {};
    Nanos beforeEndOfWeight = {};
    Bytes size = {};
    Nanos duration = {};        // of its all-reduce
    Nanos healthyDuration = {}; // without slow links
    Nanos ahead = {};           // of both, what the next step's first forward hides
    BucketKind kind = BucketKind::Gradients;
    AllReduce algorithm = AllReduce::Ring; // never Quickest
    bool onePass = false;                  // gathered or scattered, not both
    BucketReach reach = BucketReach::All;
    Bytes experts = {};        // of size: reduced only among the replicas that hold the same ones
    Nanos expertDuration = {}; // of duration, likewise
};

// Who takes part in the bucket's collective: all holders of the stage, those of a group of sharers,
// or one of each group. Of a bucket that is scattered first and then added up: all.
[[nodiscard]] Members membersOfBucket(const GradientSync &sync, const GradientBucket &bucket);
// Steps that a picture of the bucket's algorithm has.
[[nodiscard]] int stepsOfBucket(const GradientSync &sync, const GradientBucket &bucket);
// By each device, in all steps: 2 (n - 1) / n of an all-reduce, by whichever algorithm. n is the
// number of replicas and context partners; of experts, of those that hold the same ones.
[[nodiscard]] Bytes sentOfBucket(const GradientSync &sync, const GradientBucket &bucket);
[[nodiscard]] Bytes expertsSentOfBucket(const GradientSync &sync, const GradientBucket &bucket);

// One device class and, for the pictures, one row: devices that behave alike (tensor and context
// partners, replicas without a fault of their own) are simulated once. The slowest partners of a
// group lead it; faster ones are rows behind all leads, and wait for the lead in every visit.
struct RowPlan
{
    int pipelineRank = 0;
    int replicaClass = 0;
    int lead = 0;              // index of the row that sets the pace; its own for a lead
    int firstOfGroup = 0;      // first device of its group in the first replica of the class
    std::vector<int> devices;  // ascending; the row's results hold for each of them
    std::vector<int> replicas; // replica of each entry of devices
    double speed = 1;          // of the group: its slowest partner's
    double ownSpeed = 1;       // of these devices
    MemoryParts states;        // between visits: everything but activations and gathered layers
    MemoryParts peak;          // when it is fullest; follows from the order alone
    int inFlightPeak = 0;      // micro-batches kept at once (chunks count as parts of one)
};

// Pipeline ranks that hold the same stages share their gradients on one stream: a rank with its
// copies in the other replicas, or, with two directions, two of them.
struct GradientSync
{
    std::vector<int> ranks;              // ascending
    std::vector<int> ringDevices;        // in the order of the ring
    std::vector<GradientBucket> buckets; // last stage first
    Ring ring;
    int expertCopies = 1; // devices of the ring that hold the same experts
    int sharers = 1;      // that divide the states among them
    bool down = false;    // a link of the ring is cut
    int downFrom = -1;
    int downTo = -1;
};

// Everything that a simulated or a real run needs: orders, prices, placement, memory.
struct Plan
{
    ScheduleOrder order; // of one replica; every replica runs the same
    std::vector<LayerPrice> layers;
    std::vector<StagePlan> stages;
    std::vector<PartnerFabrics> faultyPartners; // of each stage; empty: all links are healthy
    std::vector<RowPlan>
        rows; // leads at [replicaClass * ranks + pipelineRank], then faster partners
    int replicaClasses = 1;
    int replicas = 1;
    int groupSize = 1; // devices of a pipeline rank of a replica: tensor x context
    int tensor = 1;
    std::vector<int> rowOfDevice;
    Wiring wiring;
    std::vector<std::vector<int>> stagesOf; // per pipeline rank, ascending
    std::vector<GradientSync> sync;         // no buckets: nothing is shared
    std::vector<int> syncOf;                // per pipeline rank, index into sync
    std::vector<Op> lastGradient;           // [route * stages + stage]: Backward or BackwardWeight
    bool overlapSync = true;
    double contention = 0;        // of hidden collectives, see SoftwareSpec
    std::vector<Nanos> optimizer; // per pipeline rank, at the end of the step
    Nanos hostStep;               // of these
    double pausesPerSecond = 0;   // of all devices together, see SoftwareSpec
    Nanos pause = {};             // of each, in the mean
    std::vector<Nanos> update;    // per stage, after each of its backwards; empty: none
    Exchange exchange = Exchange::Overlapped;
    bool postValidation = false;
    PairRule pair = PairRule::Sum;
    double pairFactor = 1;
    SplitMemory splitMemory = SplitMemory::UntilWeight;
    bool recomputes = false; // the order says where
    bool training = true;
    Bytes capacity; // of each device
    bool fits = true;
    std::vector<std::string> warnings;

    [[nodiscard]] int ranks() const { return order.ranks; }
    [[nodiscard]] const RowPlan &row(int replicaClass, int pipelineRank) const
    {
        return rows[static_cast<std::size_t>(replicaClass * ranks() + pipelineRank)];
    }
    [[nodiscard]] std::size_t leadCount() const
    {
        return static_cast<std::size_t>(replicaClasses * ranks());
    }
    // The hop from one pipeline rank to another within a replica of this class.
    [[nodiscard]] Hop hop(int replicaClass, int from, int to) const
    {
        return wiring.betweenGroups(row(replicaClass, from).firstOfGroup,
                                    row(replicaClass, to).firstOfGroup, groupSize);
    }
    // How much longer a visit of the stage takes when the hand-over blocks both sides: over the
    // slower of its two hops, to the previous and the next stage.
    [[nodiscard]] Nanos exposedHandOver(int replicaClass, std::size_t route, int stage) const;
    [[nodiscard]] const GradientSync &syncOfRank(int pipelineRank) const
    {
        return sync[static_cast<std::size_t>(syncGroup(pipelineRank))];
    }
    [[nodiscard]] int syncGroup(int pipelineRank) const
    {
        return syncOf.empty() ? pipelineRank : syncOf[static_cast<std::size_t>(pipelineRank)];
    }
    // As pictures and sentences number micro-batches.
    [[nodiscard]] BatchNumbers shownNumbers() const
    {
        return {static_cast<int>(rowOfDevice.size()), replicas, order.microBatches};
    }
    // 1-based number of a batch over all replicas, as files have it.
    [[nodiscard]] int batchNumber(int replica, int microBatch) const
    {
        return replica * order.microBatches + microBatch + 1;
    }
};

// Validates, prices and places. Errors: what is wrong with the scenario, with its numbers. A model
// that does not fit is not an error: the plan says so and carries the memory of every device.
enum class Folding : std::uint8_t {
    Alike, // devices that behave alike are one row
    None   // every device is a row: slow, and for tests the same
};
[[nodiscard]] Result<Plan> makePlan(const Scenario &scenario, Folding folding = Folding::Alike);

// 1-based number of a stage among those of its rank that the micro-batches of one direction pass;
// 0: it is the only one, and needs no number.
[[nodiscard]] int chunkNumber(const Plan &plan, int pipelineRank, int stage);

// "micro-batch 3", or "chunk 2 of micro-batch 3" where the rank has several.
[[nodiscard]] std::string microBatchText(const Plan &plan, int pipelineRank, int stage,
                                         int microBatch);

// "layers 9–16", "layerA", "embedding, layers 1–8"
[[nodiscard]] std::string stageLayersText(const Plan &plan, int stage);
// Blocks or named layers of the stage, 0-based half-open, without embedding and head.
struct LayerRange
{
    int first = 0;
    int end = 0;
};
[[nodiscard]] LayerRange stageBlocks(const Plan &plan, int stage);

} // namespace core
