// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/field_rows.h"

namespace core {

// Every number of a software generation by its name in scenario files.
template <class Visit>
void forEachSoftwareField(Visit visit)
{
    using S = SoftwareSpec;
    visit(Field{"title", &S::title});
    visit(Field{"gemm_efficiency", &S::gemmEfficiency});
    visit(Field{"memory_efficiency", &S::memoryEfficiency});
    visit(Field{"kernel_launch_us", &S::kernelLaunch, kNanosPerMicrosecond});
    visit(Field{"wave_latency_us", &S::waveLatency, kNanosPerMicrosecond});
    visit(Field{"flash_forward", &S::flashForward});
    visit(Field{"flash_backward", &S::flashBackward});
    visit(Field{"sdpa_forward", &S::sdpaForward});
    visit(Field{"sdpa_backward", &S::sdpaBackward});
    visit(Field{"older_kernels", &S::olderKernels});
    visit(Field{"unaligned_heads", &S::unalignedHeads});
    visit(Field{"optimizer_bytes", &S::optimizerBytes});
    visit(Field{"accumulation_bytes", &S::accumulationBytes});
    visit(Field{"fused_softmax", &S::fusedSoftmax});
    visit(Field{"fused_bf16", &S::fusedBf16});
    visit(Field{"eager", &S::eager});
    visit(Field{"fused_loss", &S::fusedLoss});
    visit(Field{"stops_early", &S::stopsEarly});
    visit(Field{"fused_maps", &S::fusedMaps});
    visit(Field{"host_forward_us", &S::hostForward, kNanosPerMicrosecond});
    visit(Field{"host_backward_us", &S::hostBackward, kNanosPerMicrosecond});
    visit(Field{"host_collective_us", &S::hostCollective, kNanosPerMicrosecond});
    visit(Field{"host_micro_batch_us", &S::hostMicroBatch, kNanosPerMicrosecond});
    visit(Field{"host_step_us", &S::hostStep, kNanosPerMicrosecond});
    visit(Field{"host_split_softmax_us", &S::hostSplitSoftmax, kNanosPerMicrosecond});
    visit(Field{"pauses_per_hour", &S::pausesPerHour});
    visit(Field{"pause_us", &S::pause, kNanosPerMicrosecond});
    visit(Field{"collective_start_us", &S::collectiveStart, kNanosPerMicrosecond});
    visit(Field{"collective_fill", &S::collectiveFill});
    visit(Field{"ring_step", &S::ringStep});
    visit(Field{"ring_ends", &S::ringEnds});
    visit(Field{"contention", &S::contention});
    visit(Field{"contention_sharded", &S::contentionSharded});
    visit(Field{"contention_traffic", &S::contentionTraffic});
    visit(Field{"tensor_pipelined", &S::tensorPipelined});
    visit(Field{"async_tensor", &S::asyncTensor});
    visit(Field{"expert_overlap", &S::expertOverlap});
    visit(Field{"gathers_ahead", &S::gathersAhead});
    visit(Field{"gathers_fp8", &S::gathersFp8});
    visit(Field{"overlaps_tensor", &S::overlapsTensor});
    visit(Field{"all_rails", &S::allRails});
    visit(Field{"scatters_gradients", &S::scattersGradients});
    visit(Field{"gathers_units", &S::gathersUnits});
    visit(Field{"scattered_bytes", &S::scatteredBytes});
}

} // namespace core
