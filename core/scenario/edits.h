// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"

#include <span>
#include <string_view>

namespace core {

// Changes that one control makes to a scenario. Where others must give way, complete() of a wish
// for this number decides how.
[[nodiscard]] Scenario withStrategy(Scenario scenario, Strategy strategy);
[[nodiscard]] Scenario withSchedule(Scenario scenario, std::string_view schedule);
// An imported or hand-written order: ranks and micro-batches follow it.
[[nodiscard]] Scenario withOwnSchedule(Scenario scenario, OwnSchedule own);
[[nodiscard]] Scenario withChunks(Scenario scenario, int chunks);
[[nodiscard]] Scenario withGroup(Scenario scenario, int group); // 0: the schedule's rule
[[nodiscard]] Scenario withMemoryLimit(Scenario scenario, double microBatches); // 0: its rule
[[nodiscard]] Scenario withPair(Scenario scenario, PairRule pair, double factor);
[[nodiscard]] Scenario withSplitMemory(Scenario scenario, SplitMemory splitMemory);
[[nodiscard]] Scenario withDevices(Scenario scenario, int devices);
[[nodiscard]] Scenario withMicroBatches(Scenario scenario, std::int64_t microBatches);
[[nodiscard]] Scenario withMicroBatchSize(Scenario scenario, std::int64_t samples);
[[nodiscard]] Scenario withGlobalBatch(Scenario scenario, std::int64_t samples);
[[nodiscard]] Scenario withLayers(Scenario scenario, std::int64_t layers);
// Where fp8 is not known, of a device or a model that gives its own work, training goes on in bf16.
[[nodiscard]] Scenario withModel(Scenario scenario, const ModelSpec &model);
[[nodiscard]] Scenario withDeviceSpec(Scenario scenario, const DeviceSpec &device);
[[nodiscard]] Scenario withLinkSpec(Scenario scenario, const LinkSpec &link);
[[nodiscard]] Scenario withLinkBandwidth(Scenario scenario, double bytesPerSecond);
[[nodiscard]] Scenario withMemory(Scenario scenario, Bytes memory);
[[nodiscard]] Scenario withSlowDevice(Scenario scenario, int device, double speed); // speed 1: none
[[nodiscard]] Scenario withDevicesPerNode(Scenario scenario, int devicesPerNode);
// Healthy, at a twentieth of its bandwidth, or cut: the middle link of the pipeline or ring.
enum class LinkState : std::uint8_t { Healthy, Slow, Cut };
[[nodiscard]] Scenario withLinkState(Scenario scenario, int from, int to, LinkState state);
[[nodiscard]] LinkState linkState(const Scenario &scenario, int from, int to);
[[nodiscard]] Scenario withMiddleLink(Scenario scenario, LinkState state);
[[nodiscard]] LinkState middleLink(const Scenario &scenario);
// The stages of one pipeline on the devices in order, or on every other device first.
[[nodiscard]] Scenario withStagesInOrder(Scenario scenario, bool inOrder);
[[nodiscard]] Scenario withRecompute(Scenario scenario, Recompute recompute);
[[nodiscard]] Scenario withPrecision(Scenario scenario, Precision precision);
[[nodiscard]] Scenario withAllReduce(Scenario scenario, AllReduce algorithm);
[[nodiscard]] Scenario withOverlap(Scenario scenario, bool overlap);

// Degrees. The number of devices stays if replicas, then ranks can make room; replicas bring
// devices.
[[nodiscard]] Scenario withTensor(Scenario scenario, int tensor);
[[nodiscard]] Scenario withContext(Scenario scenario, int context);
[[nodiscard]] Scenario withExpert(Scenario scenario, int expert);
[[nodiscard]] Scenario withPipeline(Scenario scenario, int pipeline);
[[nodiscard]] Scenario withData(Scenario scenario, int data);
[[nodiscard]] Scenario withSharding(Scenario scenario, Sharding sharding);
[[nodiscard]] Scenario withSequenceParallel(Scenario scenario, bool on);

// The link that neighbours of this scenario mostly use: within the node, or between nodes.
[[nodiscard]] const LinkSpec &mainLink(const Scenario &scenario);

// Values that a count slider steps through.
[[nodiscard]] std::span<const int> deviceSteps(); // 1, 2, 3, 4, 6, 8, 12, … 131072
// Those that leave what holds as it is, by the part of the batch that follows.
[[nodiscard]] std::vector<std::int64_t> microBatchSteps(const Scenario &scenario,
                                                        BatchPart follows = BatchPart::Count);
[[nodiscard]] std::vector<std::int64_t> microBatchSizeSteps(const Scenario &scenario,
                                                            BatchPart follows = BatchPart::Count);
[[nodiscard]] std::vector<std::int64_t> globalBatchSteps(const Scenario &scenario,
                                                         BatchPart follows = BatchPart::Count);
[[nodiscard]] std::vector<std::int64_t> replicaSteps(const Scenario &scenario,
                                                     BatchPart follows = BatchPart::Count);

} // namespace core
