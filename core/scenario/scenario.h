// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cluster/cluster_spec.h"
#include "core/model/model_spec.h"
#include "core/scenario/train_spec.h"
#include "core/schedule/schedule.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class Precision : std::uint8_t {
    Bf16,
    Fp16,
    Fp32,
    Fp8, // products of the blocks; all else as with Bf16
    Tf32 // as Fp32, but products round their inputs to 10 bits for the matrix units
};
enum class Optimizer : std::uint8_t {
    Adam,
    Sgd,     // with momentum
    PlainSgd // without
};
enum class Recompute : std::uint8_t { None, Selective, Full };
enum class Pass : std::uint8_t { Training, ForwardOnly };
enum class Sharding : std::uint8_t { None, Zero1, Zero2, Zero3 };

struct TrainingSpec
{
    std::int64_t globalBatch = 32; // samples per step, over all replicas
    std::int64_t microBatch = 4;   // samples per micro-batch
    std::int64_t sequence = 1;     // tokens per sample
    Precision precision = Precision::Bf16;
    Optimizer optimizer = Optimizer::Adam;
    Recompute recompute = Recompute::None;
    int gradientBytes = 0; // of one gradient, 2 or 4; 0: as wide as the precision
    int reduceBytes = 0; // of one on its way between replicas, 2 or 4; 0: as the software sends it
    int dispatchBytes =
        0;               // of an element on its way to an expert, 1 or 2; 0: as wide as activations
    int momentBytes = 0; // of one moment of the optimizer, 2 or 4; 0: 4
    Pass pass = Pass::Training;

    bool operator==(const TrainingSpec &) const = default;
};

// How long a split backward keeps the activations of its micro-batch.
enum class SplitMemory : std::uint8_t {
    UntilWeight, // all of them until the weight gradient is made: never too little
    Half,        // the input gradient frees one half, the weight gradient the other
    UntilInput   // the input gradient frees them all
};

// How a token is dispatched to experts on other devices, and their results are combined.
enum class Dispatch : std::uint8_t {
    PerExpert, // a copy for each expert (Megatron's all-to-all dispatcher)
    PerNode    // a copy for each node, which hands it on over its own links (DeepEP)
};

// A schedule that was imported or written by hand. The order is shared: it may be large, and
// scenarios are copied with every change.
struct OwnSchedule
{
    std::string title;
    std::shared_ptr<const ScheduleOrder> order;

    bool operator==(const OwnSchedule &other) const;
};

// How a stage passes on its result.
enum class Exchange : std::uint8_t {
    Overlapped, // the rank goes on while the link carries it
    Blocking    // the rank takes part until it has arrived (Megatron's batched send and receive)
};

constexpr std::string_view kOwnSchedule = "own"; // the id that says so; no row has it

// How the devices that hold copies add up their gradients.
enum class AllReduce : std::uint8_t {
    Quickest, // of ring and tree, for each bucket, as NCCL chooses
    Ring,
    Tree,
    Hierarchical // within the node, then between nodes
};

// When replicas with sharded gradients (ZeRO-2, ZeRO-3) reduce-scatter them.
enum class GradientScatter : std::uint8_t {
    // ZeRO-2 with several stages: once per step, as torch.distributed.pipelining runs FSDP
    // (stage.py: no gradient sync before the last backward). Else for each micro-batch, as ZeRO-2
    // of DeepSpeed and FSDP do. Megatron has ZeRO-1 alone, and DeepSpeed's PipelineEngine refuses
    // more than that.
    Usual,
    EachMicroBatch, // only the own share is kept, and the scatter is paid for again and again
    OncePerStep     // all of them are kept until the last micro-batch (FSDP: no_sync)
};

// Whose kernels and habits a run has: attention kernels, selective recomputation, and whether
// tensor collectives are cut into pieces.
enum class Framework : std::uint8_t {
    Usual,    // PyTorch's own where states are shared by ZeRO-2 or ZeRO-3, as most such runs are
    Megatron, // with Transformer Engine or flash-attn; DeepSpeed around such a model
    PyTorch   // FSDP, torchtitan: scaled_dot_product_attention
};

struct ParallelSpec
{
    int data = 1;
    int tensor = 1;
    int pipeline = 1;
    int context = 1;
    int expert = 1;
    Dispatch dispatch = Dispatch::PerExpert;
    int chunks = 1;                // model chunks per pipeline rank
    std::string schedule = "1f1b"; // id of a row of schedules(), or kOwnSchedule
    OwnSchedule own;               // what kOwnSchedule runs
    int group = 0;                 // interleaved: micro-batches a chunk takes in turn; 0: its rule
    double memoryLimit = 0; // zb-auto, zbv-auto: activations per rank, in micro-batches; 0: ranks
    PairRule pair = PairRule::Sum; // time of a forward and a backward that overlap
    double pairFactor = 1;         // of the sum, for PairRule::Factor
    SplitMemory splitMemory = SplitMemory::UntilWeight;
    Sharding sharding = Sharding::None;
    Framework framework = Framework::Usual;
    // Replicas and context partners that divide the states among them, each such group holding all
    // of them: HYBRID_SHARD of FSDP, MiCS, zero1.size of InternEvo. 0: all of them.
    int shardingGroup = 0;
    // Of ZeRO-3: neighbours that share a second copy of the weights, in 16 bits, which backward
    // gathers (zero_hpz_partition_size of ZeRO++, usually a node). 0: there is none.
    int secondaryGroup = 0;
    // Optimizer states and master weights are in the memory of the node's processors, which update
    // them (DeepSpeed's offload_optimizer).
    bool offloadOptimizer = false;
    GradientScatter gradientScatter = GradientScatter::Usual;
    bool sequenceParallel = false;
    Exchange exchange = Exchange::Overlapped;
    // The optimizer steps without waiting for the others and rolls back if the global norm demands
    // it (Zero Bubble, section 4): the next step's filling overlaps the draining of this one.
    bool postValidation = false;
    AllReduce allReduce = AllReduce::Quickest;
    std::int64_t bucketBytes = 26'214'400; // of one gradient all-reduce (PyTorch's 25 MiB)
    bool overlap = true;                   // gradient all-reduce runs beside backward
    std::vector<int> partition;            // layers per stage; empty: as even as possible
    std::vector<int>
        placement; // device of pipeline rank r of replica d at [d * pipeline + r]; empty: in order

    bool operator==(const ParallelSpec &) const = default;
};

struct DeviceFault
{
    int device = 0;
    double speed = 1; // 0.7: computes at 70 % speed

    bool operator==(const DeviceFault &) const = default;
};

// Between two devices, both directions.
struct LinkFault
{
    int from = 0;
    int to = 0;
    double bandwidth = 1; // 0.05: a twentieth of the bandwidth
    bool down = false;

    bool operator==(const LinkFault &) const = default;
};

struct FaultSpec
{
    std::vector<DeviceFault> devices;
    std::vector<LinkFault> links;

    bool operator==(const FaultSpec &) const = default;
};

// Everything that determines a result; the only input of the engine.
struct Scenario
{
    std::string title;
    ModelSpec model;
    ClusterSpec cluster;
    TrainingSpec training;
    ParallelSpec parallel;
    FaultSpec faults;
    std::optional<TrainSpec> train = {}; // can be trained here; the model follows from it

    bool operator==(const Scenario &) const = default;
};

// Its device has products in fp8, and its model has products that can be in it.
[[nodiscard]] bool knowsFp8(const Scenario &scenario);

// Everything but the products of the blocks, which may be narrower, is done in bf16.
[[nodiscard]] bool worksInBf16(const TrainingSpec &training);

// States and activations have 4 bytes an element.
[[nodiscard]] constexpr bool isSingle(Precision precision)
{
    return precision == Precision::Fp32 || precision == Precision::Tf32;
}

[[nodiscard]] int gradientBytesOf(const TrainingSpec &training);

[[nodiscard]] int momentsOf(Optimizer optimizer);              // that it keeps of each parameter
[[nodiscard]] int momentBytesOf(const TrainingSpec &training); // of one of them

// Devices that work on the same layers of the same micro-batch.
[[nodiscard]] int groupSize(const ParallelSpec &parallel);

// Bytes of a gradient on its way: FSDP's reduce_dtype, Megatron's --grad-reduce-in-bf16.
[[nodiscard]] int reduceBytesOf(const Scenario &scenario);

// The kernels of PyTorch itself: asked for, or usual.
[[nodiscard]] bool runsOnPyTorch(const ParallelSpec &parallel);
// Changes how states are shared and nothing else: kernels stay what they were.
void shareStates(ParallelSpec &parallel, Sharding sharding);

// Replicas and context partners of one group: the most that divide them all, up to what is asked.
[[nodiscard]] int sharersOf(const Scenario &scenario);

// There is more than one such group, so shares are added up between groups too.
[[nodiscard]] bool sharesInGroups(const Scenario &scenario);

// Of these, the ones that share a second copy of the weights; 0: there is none.
[[nodiscard]] int secondarySharersOf(const Scenario &scenario);

// Gradients are sharded over more than one replica or context partner: ZeRO-2 or ZeRO-3.
[[nodiscard]] bool dividesGradients(const Scenario &scenario);

// What GradientScatter::Usual is here; never Usual.
[[nodiscard]] GradientScatter gradientScatterOf(const Scenario &scenario);

// Layers are gathered when they are used, for every micro-batch (ZeRO-3, and ZeRO-2 as PyTorch's
// fully sharded data parallelism does it).
[[nodiscard]] bool gathersLayers(const Scenario &scenario);

// Gradients of a layer are reduced and scattered when they are made, for every micro-batch.
[[nodiscard]] bool scattersLayers(const Scenario &scenario);

// Sharded gradients that are scattered later than they are made: kept in full until then.
[[nodiscard]] bool keepsWholeGradients(const Scenario &scenario);

// Each replica gets the sums of its own share of the gradients only, not of all.
[[nodiscard]] bool scattersGradients(const Scenario &scenario);

// Replicas or context partners, or the two holders of a stage in a schedule of two directions, are
// in more than one node.
[[nodiscard]] bool sharesBetweenNodes(const Scenario &scenario);

// m = global_batch / (data x micro_batch).
[[nodiscard]] std::int64_t microBatchCount(const Scenario &scenario);

// Pipeline stages of the scenario: the ranks times their chunks, or what its schedule makes of
// them.
[[nodiscard]] int stagesOf(const ParallelSpec &parallel);

// "1F1B", or what the user calls a schedule of their own.
[[nodiscard]] std::string scheduleTitle(const ParallelSpec &parallel);

// The first problem that makes the scenario invalid, with its numbers and a way out.
[[nodiscard]] Status validate(const Scenario &scenario);

enum class Strategy : std::uint8_t {
    Data,
    Layers, // in turn, however many copies there are
    Pipeline,
    Tensor,
    Sharded, // data parallel, with the states divided among the copies
    Hybrid   // more than one of these degrees at once
};

[[nodiscard]] Strategy strategyOf(const Scenario &scenario);

// Stages work on several micro-batches at once, whatever else is split.
[[nodiscard]] bool isPipelined(const Scenario &scenario);

} // namespace core
