// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"

namespace core {
namespace {

using Found = std::optional<Complaint>;

struct Bound
{
    const char *field;
    const char *name;
    double value;
    double low;
    double high;
};

// False for NaN as well.
Found outside(const Bound &bound)
{
    if (bound.value >= bound.low && bound.value <= bound.high)
        return {};
    return Complaint{"cluster.software." + std::string(bound.field),
                     std::string(bound.name) + " is " + figureOfNumber(bound.value) +
                         ", but must be from " + figureOfNumber(bound.low) + " to " +
                         figureOfNumber(bound.high) + '.'};
}

Found complaintAboutShares(const SoftwareSpec &software)
{
    const Bound bounds[] = {
        {"gemm_efficiency", "The matrix product efficiency", software.gemmEfficiency, kSlowestShare,
         1},
        {"memory_efficiency", "The memory efficiency", software.memoryEfficiency, kSlowestShare, 1},
        {"flash_forward", "The efficiency of flash attention forward", software.flashForward,
         kSlowestShare, 1},
        {"flash_backward", "The efficiency of flash attention backward", software.flashBackward,
         kSlowestShare, 1},
        {"sdpa_forward", "The efficiency of PyTorch's attention forward", software.sdpaForward, 0,
         1},
        {"sdpa_backward", "The efficiency of PyTorch's attention backward", software.sdpaBackward,
         0, 1},
        {"older_kernels", "The share that older kernels reach", software.olderKernels,
         kSlowestShare, 1},
        {"unaligned_heads", "The share of the fp32 speed", software.unalignedHeads, kSlowestShare,
         1},
        {"optimizer_bytes", "The bytes that the optimizer moves", software.optimizerBytes, 0, 1e6},
        {"accumulation_bytes", "The bytes that accumulation moves", software.accumulationBytes, 0,
         1e6},
        {"collective_fill", "The time to fill a collective", software.collectiveFill, 0, 1e-3},
        {"ring_step", "The share of a latency in a ring step", software.ringStep, 0, 1e3},
        {"ring_ends", "The bandwidth that short rings lack", software.ringEnds, 0, 1},
        {"contention", "The share that a hidden collective takes", software.contention, 0, 1},
        {"contention_sharded", "The share that a gathered layer takes", software.contentionSharded,
         0, 1},
        {"contention_traffic", "The memory traffic beside a gathered byte",
         software.contentionTraffic, 0, 1e3},
        {"tensor_pipelined", "The hidden share of tensor collectives", software.tensorPipelined, 0,
         1},
        {"expert_overlap", "The hidden share of expert exchange", software.expertOverlap, 0, 1},
        {"pauses_per_hour", "The number of pauses an hour", software.pausesPerHour, 0, 3.6e6},
        {"scattered_bytes", "The bytes of a scattered gradient",
         static_cast<double>(software.scatteredBytes), 0, 16}};
    for (const Bound &bound : bounds) {
        if (Found found = outside(bound))
            return found;
    }
    return {};
}

Found complaintAboutTimes(const SoftwareSpec &software)
{
    constexpr double kMicro = 1e3; // nanoseconds
    const struct
    {
        const char *field;
        const char *name;
        Nanos time;
    } times[] = {
        {"kernel_launch_us", "The time of a kernel launch in microseconds", software.kernelLaunch},
        {"wave_latency_us", "The time of a wave of tiles in microseconds", software.waveLatency},
        {"host_forward_us", "The host time of a layer in microseconds", software.hostForward},
        {"host_backward_us", "The host time of a layer in microseconds", software.hostBackward},
        {"host_collective_us", "The host time of a collective in microseconds",
         software.hostCollective},
        {"host_micro_batch_us", "The host time of a micro-batch in microseconds",
         software.hostMicroBatch},
        {"host_step_us", "The host time of a step in microseconds", software.hostStep},
        {"host_split_softmax_us", "The host time of a softmax in microseconds",
         software.hostSplitSoftmax},
        {"pause_us", "The mean length of a pause in microseconds", software.pause},
        {"collective_start_us", "The start of a collective in microseconds",
         software.collectiveStart}};
    for (const auto &time : times) {
        const double value = static_cast<double>(time.time.count) / kMicro;
        if (Found found = outside(
                {time.field, time.name, value, 0, static_cast<double>(kLongestLatency) / kMicro}))
            return found;
    }
    return {};
}

} // namespace

std::optional<Complaint> complaintAboutSoftware(const SoftwareSpec &software)
{
    if (Found found = complaintAboutShares(software))
        return found;
    return complaintAboutTimes(software);
}

} // namespace core
