// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/bounds.h"
#include "core/scenario/check.h"

namespace core {
namespace {

using Found = std::optional<Complaint>;

Found complaintAboutShares(const SoftwareSpec &software)
{
    const struct
    {
        const FieldBound &bound;
        const char *name;
        double value;
    } numbers[] = {{boundOf("cluster.software.gemm_efficiency"), "The matrix product efficiency",
                    software.gemmEfficiency},
                   {boundOf("cluster.software.memory_efficiency"), "The memory efficiency",
                    software.memoryEfficiency},
                   {boundOf("cluster.software.flash_forward"),
                    "The efficiency of flash attention forward", software.flashForward},
                   {boundOf("cluster.software.flash_backward"),
                    "The efficiency of flash attention backward", software.flashBackward},
                   {boundOf("cluster.software.sdpa_forward"),
                    "The efficiency of PyTorch's attention forward", software.sdpaForward},
                   {boundOf("cluster.software.sdpa_backward"),
                    "The efficiency of PyTorch's attention backward", software.sdpaBackward},
                   {boundOf("cluster.software.older_kernels"), "The share that older kernels reach",
                    software.olderKernels},
                   {boundOf("cluster.software.unaligned_heads"), "The share of the fp32 speed",
                    software.unalignedHeads},
                   {boundOf("cluster.software.optimizer_bytes"),
                    "The bytes that the optimizer moves", software.optimizerBytes},
                   {boundOf("cluster.software.accumulation_bytes"),
                    "The bytes that accumulation moves", software.accumulationBytes},
                   {boundOf("cluster.software.collective_fill"), "The time to fill a collective",
                    software.collectiveFill},
                   {boundOf("cluster.software.ring_step"), "The share of a latency in a ring step",
                    software.ringStep},
                   {boundOf("cluster.software.ring_ends"), "The bandwidth that short rings lack",
                    software.ringEnds},
                   {boundOf("cluster.software.contention"),
                    "The share that a hidden collective takes", software.contention},
                   {boundOf("cluster.software.contention_sharded"),
                    "The share that a gathered layer takes", software.contentionSharded},
                   {boundOf("cluster.software.contention_traffic"),
                    "The memory traffic beside a gathered byte", software.contentionTraffic},
                   {boundOf("cluster.software.tensor_pipelined"),
                    "The hidden share of tensor collectives", software.tensorPipelined},
                   {boundOf("cluster.software.expert_overlap"),
                    "The hidden share of expert exchange", software.expertOverlap},
                   {boundOf("cluster.software.pauses_per_hour"), "The number of pauses an hour",
                    software.pausesPerHour},
                   {boundOf("cluster.software.scattered_bytes"),
                    "The bytes of a scattered gradient",
                    static_cast<double>(software.scatteredBytes)}};
    for (const auto &number : numbers) {
        if (Found found = outside(number.bound, number.name, number.value))
            return found;
    }
    return {};
}

Found complaintAboutTimes(const SoftwareSpec &software)
{
    constexpr double kMicro = 1e3; // nanoseconds
    const struct
    {
        const FieldBound &bound;
        const char *name;
        Nanos time;
    } times[] = {{boundOf("cluster.software.kernel_launch_us"),
                  "The time of a kernel launch in microseconds", software.kernelLaunch},
                 {boundOf("cluster.software.wave_latency_us"),
                  "The time of a wave of tiles in microseconds", software.waveLatency},
                 {boundOf("cluster.software.host_forward_us"),
                  "The host time of a layer in microseconds", software.hostForward},
                 {boundOf("cluster.software.host_backward_us"),
                  "The host time of a layer in microseconds", software.hostBackward},
                 {boundOf("cluster.software.host_collective_us"),
                  "The host time of a collective in microseconds", software.hostCollective},
                 {boundOf("cluster.software.host_micro_batch_us"),
                  "The host time of a micro-batch in microseconds", software.hostMicroBatch},
                 {boundOf("cluster.software.host_step_us"),
                  "The host time of a step in microseconds", software.hostStep},
                 {boundOf("cluster.software.host_split_softmax_us"),
                  "The host time of a softmax in microseconds", software.hostSplitSoftmax},
                 {boundOf("cluster.software.pause_us"),
                  "The mean length of a pause in microseconds", software.pause},
                 {boundOf("cluster.software.collective_start_us"),
                  "The start of a collective in microseconds", software.collectiveStart}};
    for (const auto &time : times) {
        if (Found found =
                outside(time.bound, time.name, static_cast<double>(time.time.count), kMicro))
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
